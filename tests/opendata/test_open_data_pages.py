"""Can everybody find every list, know what stands in it, and take it away whole?"""

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from convite.core.tables.writers import FORMATS
from convite.opendata.queries import EXPORTS
from convite.people.models import Person
from convite.planning.models import Edition
from convite.territories.models import Territory
from tests.builders import make_boundary, make_edition, make_idea, make_territory

pytestmark = pytest.mark.django_db


def address(name: str, file_format: str = "csv") -> str:
    return reverse("open_data_file", args=[name, file_format])


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_addresses_are_those_that_were_announced() -> None:
    assert (reverse("open_data"), address("projects", "xlsx")) == ("/datos/", "/datos/projects.xlsx")


@pytest.mark.parametrize("name", EXPORTS)
def test_catalogue_leads_to_every_list_in_every_format(client: Client, name: str) -> None:
    page = client.get(reverse("open_data")).content.decode()

    assert [f for f in FORMATS if f'href="{address(name, f)}"' not in page] == []


@pytest.mark.parametrize("name", EXPORTS)
def test_catalogue_explains_every_column(client: Client, name: str) -> None:
    page = client.get(reverse("open_data")).content.decode()

    assert [c.name for c in EXPORTS[name].columns if ", ".join(h.name for h in c.heads) not in page] == []


def test_catalogue_says_the_licence(client: Client) -> None:
    assert b"https://creativecommons.org/licenses/by/4.0/" in client.get(reverse("open_data")).content


@pytest.mark.parametrize("language", ["en", "fr", "pt"])
def test_catalogue_speaks_other_languages(client: Client, language: str) -> None:
    assert client.get(f"/{language}/datos/").status_code == 200


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("file_format", FORMATS)
def test_file_comes_as_a_download_even_when_empty(client: Client, name: str, file_format: str) -> None:
    response = client.get(address(name, file_format))

    assert (response.status_code, response["Content-Type"]) == (200, FORMATS[file_format].media_type)
    assert response["Content-Disposition"] == f'attachment; filename="{name}.{file_format}"'
    assert len(content_of(response)) > 0


@pytest.mark.parametrize("path", ["people.csv", "territories.exe", "ideas.geojson", "territories.parquet"])
def test_file_that_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/datos/{path}").status_code == 404


def test_file_may_not_be_posted_to(client: Client) -> None:
    assert client.post(address("ideas")).status_code == 405


def test_file_asked_by_head_has_no_content(client: Client) -> None:
    response = client.head(address("territories"))

    assert (response.status_code, content_of(response)) == (200, b"")


def test_formats_hold_the_same_rows(client: Client, city: Territory) -> None:
    make_idea(make_edition(city), title="=Luz para la cancha")
    csv_text = content_of(client.get(address("ideas"))).decode()
    json_rows = json.loads(content_of(client.get(address("ideas", "json"))))
    book = openpyxl.load_workbook(io.BytesIO(content_of(client.get(address("ideas", "xlsx")))))

    assert csv_text.count("'=Luz para la cancha") == 1
    assert [row["title"] for row in json_rows] == [{"es": "=Luz para la cancha"}]
    assert [row[3] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == ["'=Luz para la cancha"]


def test_officer_gets_the_same_file_as_everybody(
    as_person: Callable[[Person | None], Client], officer: Person, city: Territory
) -> None:
    make_edition(city, name="Pública")
    make_edition(city, name="Secreta", state=Edition.State.DRAFT)

    officers = content_of(as_person(officer).get(address("editions", "json")))

    assert [row["name"]["es"] for row in json.loads(officers)] == ["Pública"]
    assert officers == content_of(as_person(None).get(address("editions", "json")))


def test_geojson_has_every_boundary_with_its_code_as_text(client: Client, city: Territory, commune: Territory) -> None:
    make_boundary(city)
    make_boundary(commune, side=0.02)
    make_territory("Sin límite", city)

    collection = json.loads(content_of(client.get(address("territories", "geojson"))))

    assert [(f["id"], f["properties"]["parent"]) for f in collection["features"]] == [
        ("05001", None),
        ("0500103", "05001"),
    ]
    assert collection["features"][0]["bbox"] == [-75.6, 6.2, -75.5, pytest.approx(6.3)]
    assert collection["features"][0]["geometry"]["type"] == "Polygon"


def test_geojson_without_boundaries_is_an_empty_collection(client: Client) -> None:
    collection = json.loads(content_of(client.get(address("territories", "geojson"))))

    assert collection == {"type": "FeatureCollection", "features": []}
