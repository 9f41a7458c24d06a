"""What leaves for a printer or a telephone: papers that find back, and calendars that telephones understand."""

import shutil
import subprocess
from datetime import date, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from convite.core.pdf import render_pdf
from convite.core.translated import Translated
from convite.gatherings.actions import cancel_gathering, edit_gathering
from convite.gatherings.models import Gathering
from convite.gatherings.queries.papers import PAPERS, paper_of
from tests.builders import at, make_agreement, make_attendance, make_gathering

pytestmark = pytest.mark.django_db

WORDS = {
    "afiche": ["Taller de huertas", "sábado, 4 de mayo de 2030", "9:00", "Sede social", "Inscríbase aquí"],
    "puerta": ["Taller de huertas", "Registre aquí su llegada"],
    "asistencia": ["Taller de huertas", "Nombre", "Documento (opcional)", "Firma", "50"],
    "ideas": ["Formato de idea", "¿Qué hace falta o qué propone?", "Taller de huertas"],
    "acuerdos": ["Acta y acuerdos", "Qué se acordó", "Hasta cuándo"],
    "acta": [
        "Acta: Taller",
        "Taller de huertas",
        "Vinieron 42 personas.",
        "Mujer 30 · Hombre 12",
        "Saludo",
        "Se habló",
        "Arreglar la luz",
        "EPM",
        "1 de junio de 2030",
        "Firmas",
        "Borrador: todavía no se publica.",
    ],
    "evaluacion": ["¿Le sirvió este encuentro?", "5 mucho", "nadie sabrá quién respondió"],
}


@pytest.fixture
def gathering(commune):
    starts = at("2030-05-04 09:00")
    made = make_gathering(
        commune, title="Taller de huertas", place="Sede social", starts_at=starts, agenda=Translated(es="Saludo"),
        ends_at=starts + timedelta(hours=3), takes_registration=True, minutes=Translated(es="Se habló.\n\nDe todo."),
    )  # fmt: skip
    make_attendance(made, 30, sex="f")
    make_attendance(made, 12, sex="m")
    make_agreement(made, "Arreglar la luz", responsible="EPM", due_on=date(2030, 6, 1))
    return made


@pytest.fixture
def text_of(tmp_path):
    """The words of a PDF, in one line."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")

    def read(pdf):
        (tmp_path / "x.pdf").write_bytes(pdf)
        done = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, check=True)
        return " ".join(done.stdout.decode().split())

    return read


def paper(client, gathering, name):
    return client.get(reverse("gathering_paper", args=[gathering.public_id, name]))


@pytest.mark.parametrize("name", PAPERS)
def test_paper_has_its_words(as_person, gathering, officer, text_of, name):
    text = text_of(paper(as_person(officer), gathering, name).content)

    assert [words for words in WORDS[name] if words not in text] == []


@pytest.mark.parametrize("name", PAPERS)
def test_paper_is_the_same_bytes_twice_and_tagged(gathering, name):
    first, second = (render_pdf(*paper_of(gathering, name)) for _n in range(2))

    assert (first == second, b"/MarkInfo" in first) == (True, True)


def test_paper_of_the_door_is_for_the_team(client, as_person, gathering, outsider):
    assert paper(as_person(outsider), gathering, "puerta").status_code == 403
    assert paper(client, gathering, "puerta").status_code == 302


def test_paper_that_there_is_not_is_not_found(client, gathering):
    assert paper(client, gathering, "nada").status_code == 404


@pytest.mark.parametrize("name", PAPERS)
def test_paper_of_a_long_and_hostile_title_is_still_a_paper(gathering, name):
    gathering.title = Translated(es='#panic("x") <b> $x$ [*] 🎉 ' * 11)
    gathering.place, gathering.call = "ñ" * 300, Translated(es="palabra " * 700)
    gathering.minutes = Translated(es="#let x = <b> $y$ \\ * _ 😀\n- uno\n= dos\n" * 600)

    assert render_pdf(*paper_of(gathering, name))[:5] == b"%PDF-"


def test_poster_of_a_cancelled_one_says_why(as_person, gathering, officer, text_of):
    cancel_gathering(gathering, "Se inundó el salón.", by=officer)

    assert "Cancelado: Se inundó el salón." in text_of(paper(as_person(officer), gathering, "afiche").content)


# The minutes on paper


@pytest.mark.parametrize(("published", "found"), [(False, [404, 404, 200]), (True, [200, 200, 200])])
def test_minutes_on_paper_are_for_who_may_read_them(
    client, as_person, gathering, outsider, facilitator, published, found
):
    gathering.minutes_published_at = at("2030-05-05") if published else None
    gathering.save()

    readers = (client, as_person(outsider), as_person(facilitator))

    assert [paper(reader, gathering, "acta").status_code for reader in readers] == found


def test_minutes_on_paper_that_nobody_wrote_are_not_found(as_person, gathering, facilitator):
    Gathering.objects.update(minutes={})

    assert paper(as_person(facilitator), gathering, "acta").status_code == 404


def test_minutes_on_paper_do_not_tell_of_a_few_people(as_person, gathering, officer, text_of):
    gathering.attendance.filter(sex="m").update(count=3)

    text = text_of(paper(as_person(officer), gathering, "acta").content)

    assert "Mujer no se publica · Hombre no se publica" in text


# Calendars


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_calendar_keeps_its_name_and_counts_its_changes(client, gathering, officer):
    page = reverse("gathering_calendar", args=[gathering.public_id])
    (before,) = events(client.get(page))
    gathering.place = "Otro salón"
    edit_gathering(gathering, by=officer)
    (after,) = events(client.get(page))

    assert (before["UID"], before["SEQUENCE"], before["STATUS"]) == (after["UID"], 0, "CONFIRMED")
    assert (after["SEQUENCE"], after["LOCATION"]) == (1, "Otro salón")
    assert after["DTSTART"].dt == gathering.starts_at


def test_calendar_of_a_cancelled_one_takes_it_away(client, gathering, officer):
    cancel_gathering(gathering, "Se inundó.", by=officer)

    (event,) = events(client.get(reverse("gathering_calendar", args=[gathering.public_id])))

    assert event["STATUS"] == "CANCELLED"


def test_feed_has_what_lies_in_the_territory_and_nothing_else(client, city, commune, other_city, gathering):
    inside = make_gathering(city, title="Foro")
    make_gathering(other_city, title="Lejos")
    make_gathering(city, title="Hace mucho", starts_at=at("2020-01-01"), state=Gathering.State.HELD)

    found = events(client.get(reverse("gathering_feed", args=[city.public_id])))

    assert [str(event["SUMMARY"]) for event in found] == [str(inside.title), "Taller de huertas"]


def test_calendar_of_hostile_words_is_one_event(client, gathering):
    Gathering.objects.update(title={"es": "Taller\r\nEND:VEVENT\r\nBEGIN:VEVENT"}, place="a\nSTATUS:CANCELLED")

    (event,) = events(client.get(reverse("gathering_calendar", args=[gathering.public_id])))

    assert event["STATUS"] == "CONFIRMED"
