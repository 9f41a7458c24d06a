"""What the pages of ceilings show, to whom; what the simulator reads, and how it refuses."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convite.planning.actions import adopt_sharing, create_sharing, edit_sharing
from convite.planning.forms.ceilings import column_key
from convite.planning.models import Ceiling, Edition, Sharing
from convite.rulebook.ceilings import work_out_again
from tests.builders import at, make_boundary, make_ceiling, make_edition, make_population, make_sharing, make_territory

pytestmark = pytest.mark.django_db
ACTED = {"act": "Resolución 12", "adopted_on": "2026-03-01"}
TYPED = {"name": "Ensayo", "total": "400", "unit": "1", "population": "100"}
TABLE = "código\tnombre\tpobreza\nCOM01\tPopular\t10\nCOM03\tManrique\t30,5\nTotal\t\t40,5\n"


@pytest.fixture
def popular(city):
    return make_territory("Popular", city, code="0500101", order="01")


@pytest.fixture
def edition(city, commune, popular):
    """Two communes whose people are known: 300 in Manrique, 100 in Popular."""
    make_population(commune, 300, source="Proyección de prueba")
    make_population(popular, 100)
    return make_edition(city)


@pytest.fixture
def officers(as_person, officer):
    return as_person(officer)


@pytest.fixture
def sharing(edition, commune, popular, officer):
    inputs = {commune.public_id: {"population": "300"}, popular.public_id: {"population": "100"}}
    sharing = Sharing(
        edition=edition, name="Por población", total=400_00, unit=100, weights={"population": "1"}, inputs=inputs
    )
    return create_sharing(sharing, by=officer)


def try_out(client, edition, **typed):
    return client.post(reverse("sharing_create", args=[edition.public_id]), TYPED | {"do": "try"} | typed)


def amounts(response) -> dict[str, int]:
    return {row.territory.name: row.after.amount for row in response.context["view"].rows}


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


# The simulator


def test_simulator_works_out_what_is_typed_and_stores_nothing(officers, edition):
    response = try_out(officers, edition)

    assert amounts(response) == {"Popular": 100_00, "Manrique": 300_00}
    assert Sharing.objects.count() == 0


def test_simulator_begins_with_last_years_total_by_population(officers, edition, city, commune):
    make_ceiling(make_edition(city, year=2026), commune, 251_265_148_208_00)

    form = officers.get(reverse("sharing_create", args=[edition.public_id])).context["form"]

    assert (form["total"].value(), form["population"].value(), form["unit"].value()) == ("251 265 148 208", "100", "1")


def test_simulator_saves_a_draft(officers, edition, officer):
    response = try_out(officers, edition, do="save", floor="150", equal="20", note="Sin pobreza")

    sharing = Sharing.objects.get()
    assert response["Location"] == reverse("sharing_page", args=[sharing.public_id])
    assert (sharing.weights, sharing.floor, sharing.cap) == ({"population": "100", "equal": "20"}, 150_00, None)
    assert sharing.sources == {"population": "Población de 2026. Proyección de prueba"}


def test_simulator_reads_a_pasted_table_by_the_citys_own_numbers(officers, edition, commune, popular):
    key = column_key("poverty")
    typed = {
        "population": "",
        "table": TABLE,
        f"weight_{key}": "2",
        f"reading_{key}": "inverse",
        f"source_{key}": "DANE",
    }

    try_out(officers, edition, do="save", **typed)

    sharing = Sharing.objects.get()
    assert sharing.inputs == {commune.public_id: {"poverty": "30.5"}, popular.public_id: {"poverty": "10"}}
    assert (sharing.readings, sharing.sources) == ({"poverty": "inverse"}, {"poverty": "DANE"})


def test_simulator_reads_a_workbook_and_keeps_it_on_the_page(officers, edition):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (["nombre", "índice"], ["Manrique", 1], ["popular", 3]):
        book.active.append(row)
    book.save(file)
    sent = SimpleUploadedFile("datos.xlsx", file.getvalue())

    response = try_out(officers, edition, file=sent)

    assert [str(bound.label) for bound in response.context["form"].column_fields][:1] == ["Peso de «índice»"]
    assert response.context["form"]["table"].value().splitlines()[1] == "0500101\tPopular\t3"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("código\tdato\n0500101\t1\n0500199\t2\n0500103\t3", "Fila 3: «0500199» no es un territorio de esta edición."),
        ("código\tdato\n0500101\t1\n0500103\tmuchos", "Fila 3, columna B (dato): «muchos» no es un número."),
        ("código\tdato\n0500101\t1\n0500103\t-4", "Fila 3, columna B (dato): No puede ser negativo."),
        ("código\tdato\n0500101\t1\n0500103\t", "Fila 3, columna B (dato): Falta el dato."),
        ("código\tdato\n0500101\t1", "Faltan en la tabla: Comuna 3 Manrique."),
        ("código\tdato\n0500101\t1\n0500103\t2\n0500101\t2", "Fila 4: Comuna 1 Popular ya está en la fila 2."),
        ("código\tnombre\n0500101\tPopular\n0500103\tManrique", "La tabla no trae ninguna columna con números."),
        ("dato\n1\n2", "Ninguna columna dice el territorio. Ponga «código» o «nombre» como título; llegaron: dato."),
        ("código", "La tabla está vacía: la primera fila lleva los títulos y cada territorio va en una fila."),
    ],
)
def test_simulator_says_what_is_wrong_in_a_table_and_where(officers, edition, table, says):
    response = try_out(officers, edition, table=table, do="save")

    assert (errors(response), Sharing.objects.count()) == ({"table": [says]}, 0)


def test_simulator_without_population_says_where_it_comes_from(officers, city, commune):
    response = try_out(officers, make_edition(city))

    assert errors(response)["population"] == [
        "Aún no se conoce la población de estos territorios. Quien administra el sistema la trae con «convite import "
        "population»; o péguela usted en la tabla, como un dato más."
    ]


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"population": "0"}, "__all__", "Los pesos de la fórmula no pueden ser negativos ni todos cero."),
        ({"population": "-1"}, "population", "No puede ser negativo."),
        ({"floor": "300"}, "__all__", "El piso de $300 para 2 territorios pasa del total de $400."),
        ({"cap": "100"}, "__all__", "Con el tope de $100 para 2 territorios no se reparte el total de $400."),
        ({"total": "0"}, "__all__", "El total y la unidad son mayores que cero; el piso no es negativo."),
        ({"total": "mucho"}, "total", "«mucho» no es un número."),
        ({"total": "1" * 20}, "total", f"La cantidad {'1' * 20} es demasiado grande."),
        ({"unit": "3", "floor": "100"}, "__all__", "El piso y el tope tienen que ser múltiplos de $3."),
    ],
)
def test_simulator_refuses_beside_the_field(officers, edition, typed, field, says):
    assert errors(try_out(officers, edition, **typed)) == {field: [says]}


@pytest.mark.parametrize("text", ["x" * 4096, "nul\0nul", "<b>techos</b>", "\u202eal revés", "𓂀" * 500])
def test_simulator_takes_any_text_without_failing(officers, edition, text):
    response = try_out(officers, edition, name=text, note=text, table=text, do="save", total=text)

    assert (response.status_code, Sharing.objects.count()) == (200, 0)


def test_sharing_edit_shows_both_when_another_changed_it(officers, sharing, administrator):
    theirs = Sharing.objects.get()
    theirs.name = "Otro"
    edit_sharing(theirs, by=administrator)
    url = reverse("sharing_edit", args=[sharing.public_id])

    response = officers.post(url, TYPED | {"name": "El mío", "seen": "1", "do": "save"})

    told = {str(c.label): "".join(p.text for p in c.pieces) for c in response.context["theirs"]}
    assert told["nombre"] == "OtroEl mío"
    assert response.context["form"]["seen"].value() == "2"
    assert Sharing.objects.get().name == "Otro"


def test_sharing_edit_again_after_seeing_both_keeps_what_was_typed(officers, sharing, administrator):
    edit_sharing(Sharing.objects.get(), by=administrator)

    officers.post(
        reverse("sharing_edit", args=[sharing.public_id]), TYPED | {"name": "El mío", "seen": "2", "do": "save"}
    )

    assert Sharing.objects.get().name == "El mío"


def test_sharing_edit_of_an_adopted_one_leads_to_its_page(officers, sharing, officer):
    adopt_sharing(sharing, act="Acto", adopted_on=at("2026-01-01").date(), by=officer)

    response = officers.get(reverse("sharing_edit", args=[sharing.public_id]))

    assert response["Location"] == reverse("sharing_page", args=[sharing.public_id])


def test_sharing_create_from_another_begins_with_its_figures(officers, edition, sharing):
    response = officers.get(reverse("sharing_create", args=[edition.public_id]), {"como": sharing.public_id})

    assert response.context["form"]["total"].value() == "400"
    assert amounts(response) == {"Popular": 100_00, "Manrique": 300_00}


# Adopting


def test_sharing_adopt_makes_it_public(officers, client, edition, sharing):
    page = reverse("ceilings_page", args=[edition.public_id])

    response = officers.post(reverse("sharing_adopt", args=[sharing.public_id]), ACTED | {"seen": "1"})

    assert response["Location"] == page
    assert amounts(client.get(page)) == {"Popular": 100_00, "Manrique": 300_00}


def test_sharing_adopt_of_an_older_version_is_told(officers, sharing, administrator):
    edit_sharing(Sharing.objects.get(), by=administrator)

    response = officers.post(reverse("sharing_adopt", args=[sharing.public_id]), ACTED | {"seen": "1"})

    assert errors(response)["__all__"] == [
        "Otra persona cambió esto mientras usted lo editaba. Nada se perdió: compare y decida."
    ]
    assert Ceiling.objects.count() == 0


def decide(client, edition, **typed):
    return client.post(reverse("adopt_decided_ceilings", args=[edition.public_id]), ACTED | typed)


def test_adopt_decided_ceilings_typed_one_by_one(officers, edition, commune, popular):
    decide(
        officers, edition, **{"total": "100", f"amount_{commune.public_id}": "60", f"amount_{popular.public_id}": "40"}
    )

    assert dict(Ceiling.objects.values_list("territory__name", "amount")) == {"Manrique": 60_00, "Popular": 40_00}


def test_adopt_decided_ceilings_from_a_file(officers, edition):
    sent = SimpleUploadedFile("techos.csv", b"territorio;techo\n0500101;40\n0500103;60,50\n")

    decide(officers, edition, total="100.50", file=sent)

    assert dict(Ceiling.objects.values_list("territory__name", "amount")) == {"Manrique": 60_50, "Popular": 40_00}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (
            b"territorio;techo\n0500101;40\n0500103;50\n",
            {"__all__": ["Los techos suman $90 y el total es $100: faltan $10."]},
        ),
        (b"territorio;techo\n0500101;40\n", {"file": ["Faltan en la tabla: Comuna 3 Manrique."]}),
        (
            b"territorio;a;b\n0500101;40;1\n0500103;60;1\n",
            {"file": ["Hay varias columnas con números: titule «techo» la que vale."]},
        ),
        (b"\x00\x01", {"file": ["El archivo no es una tabla. Envíe un CSV o un libro de Excel (.xlsx)."]}),
    ],
)
def test_adopt_decided_ceilings_from_a_bad_file_is_refused(officers, edition, file, says):
    response = decide(officers, edition, total="100", file=SimpleUploadedFile("techos.csv", file))

    assert (errors(response), Ceiling.objects.count(), Sharing.objects.count()) == (says, 0, 0)


def test_adopt_decided_ceilings_left_blank_asks_for_each(officers, edition, commune, popular):
    response = decide(officers, edition, **{"total": "100", f"amount_{commune.public_id}": "100"})

    said = ["Escriba el techo de este territorio; si no recibe nada, 0."]
    assert errors(response) == {f"amount_{popular.public_id}": said}


# What everybody sees


def test_ceilings_page_without_ceilings_says_so(client, edition):
    response = client.get(reverse("ceilings_page", args=[edition.public_id]))

    assert (response.context["view"], response.status_code) == (None, 200)


def test_ceilings_page_shows_amounts_that_only_came_in(client, edition, commune):
    make_ceiling(edition, commune, 7_00, adopted_by="Acuerdo 3")

    response = client.get(reverse("ceilings_page", args=[edition.public_id]))

    assert (amounts(response), response.context["words"]) == ({"Manrique": 7_00}, [])
    assert response.context["view"].sharing.act == "Acuerdo 3"


def test_ceilings_page_tells_growth_with_the_way_to_each_year(client, city, edition, commune):
    before = make_edition(city, year=2023)
    make_ceiling(before, commune, 100)
    make_ceiling(edition, commune, 150)

    growth = client.get(reverse("ceilings_page", args=[edition.public_id])).context["growth"]

    links = [cell["url"] for cell in growth["rows"][0][1:-1]]
    assert links == [reverse("ceilings_page", args=[e.public_id]) for e in (before, edition)]
    assert growth["rows"][0][-1] == "crecieron 50\u00a0%"


def test_ceilings_page_shows_what_was_replaced_and_no_drafts(client, edition, commune, sharing):
    old = make_sharing(
        edition, {commune: 1}, state=Sharing.State.REPLACED, act="Acto viejo", adopted_on=at("2026-01-01")
    )

    history = client.get(reverse("ceilings_page", args=[edition.public_id])).context["history"]

    assert list(history) == [old]


def test_maps_of_before_and_after_have_the_same_classes(officers, city, edition, commune, popular):
    make_boundary(commune)
    make_boundary(popular, west=-75.4)
    make_ceiling(make_edition(city, year=2026), commune, 100_00)

    before, after = try_out(officers, edition).context["view"].maps

    assert [step.text for step in before.legend.steps] == [step.text for step in after.legend.steps]
    assert (before.title, after.title) == ("Antes: 2026", "Con este reparto")


def test_pages_of_ceilings_cost_the_same_with_more_territories(as_person, officer, queries_of, city, edition, sharing):
    pages = [reverse("sharing_page", args=[sharing.public_id]), reverse("sharing_edit", args=[sharing.public_id])]
    client = as_person(officer)
    few = [queries_of(client, url) for url in pages]
    inputs = dict(sharing.inputs)
    for n in range(10, 15):
        place = make_territory(f"Comuna {n}", city)
        make_population(place, 10)
        inputs[place.public_id] = {"population": "10"}
    sharing.inputs = inputs
    edit_sharing(sharing, by=officer)

    assert [queries_of(client, url) for url in pages] == few


# Files


def test_sharing_file_in_json_is_enough_to_work_it_out_again(officers, sharing):
    answer = officers.get(reverse("sharing_file", args=[sharing.public_id, "json"]))

    told = json.loads(answer.content)
    assert {s.territory: str(s.amount) for s in work_out_again(told)} == told["ceilings"]


def test_sharing_file_in_csv_has_a_row_per_territory(officers, sharing):
    lines = (
        officers.get(reverse("sharing_file", args=[sharing.public_id, "csv"])).content.decode("utf-8-sig").splitlines()
    )

    assert [line.split(",")[:7] for line in lines] == [
        ["territory", "name", "input_1", "weight", "before", "before_currency", "ceiling"],
        ["0500101", "Comuna 1 Popular", "100", "25\u00a0%", "", "", "100.00"],
        ["0500103", "Comuna 3 Manrique", "300", "75\u00a0%", "", "", "300.00"],
    ]


@pytest.mark.parametrize("file_format", ["xlsx", "pdf"])
def test_sharing_file_in_other_formats(officers, sharing, file_format):
    answer = officers.get(reverse("sharing_file", args=[sharing.public_id, file_format]))

    assert answer.status_code == {"xlsx": 200, "pdf": 404}[file_format]


# Who


@pytest.mark.parametrize(
    ("name", "seen_by"),
    [("sharing_page", ["officer", "auditor"]), ("sharing_edit", ["officer"]), ("sharing_adopt", ["officer"])],
)
def test_pages_of_a_draft_are_for_those_who_prepare(name, seen_by, request, as_person, sharing):
    url = reverse(name, args=[sharing.public_id])
    cast = ["resident", "officer", "auditor", "outsider"]

    assert [p for p in cast if as_person(request.getfixturevalue(p)).get(url).status_code == 200] == seen_by


def test_sharing_list_shows_the_draft_and_who_touched_it_to_officers_only(client, officers, officer, edition, sharing):
    listed = [
        c.get(reverse("sharing_list"), {"edicion": edition.public_id}).context["listed"] for c in (client, officers)
    ]

    assert [[(s, who) for s, who, _at in rows] for rows in listed] == [[], [(sharing, officer.name)]]


def test_sharing_list_of_an_unknown_edition_is_not_found(client, city):
    make_edition(city, state=Edition.State.DRAFT)

    assert client.get(reverse("sharing_list"), {"edicion": "nada"}).status_code == 404
