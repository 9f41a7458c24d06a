"""Does a plan come in and go out as a table whole, and does its page show what hangs from each goal?"""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convite.core.errors import NotAllowed, Overtaken
from convite.core.tables.previews import apply_preview
from convite.core.tables.writers import FORMATS
from convite.planning.actions import adopt_plan, create_plan, edit_plan, import_plan
from convite.planning.models import LocalPlan, PlanItem
from convite.planning.queries import PLAN_TABLE, plan_changes, plan_table_rows, plan_told, preview_plan
from convite.projects.models import Project
from tests.builders import make_edition, make_plan, make_plan_item, make_project
from tests.watching import refusal_of, remembered, rows_of_all_tables, versions_of

pytestmark = pytest.mark.django_db
HEAD = "code,level,parent,name_es,starts_in,ends_in,indicator,target"
TREE = [
    "1,,,Territorio con memoria,,,,",
    "1.1,,,Memoria viva,2024,2027,,",
    '1.1.1,,,"Abrir 3 casas",,,Casas abiertas,3',
]


@pytest.fixture
def plan(commune):
    return make_plan(commune)


def table(*rows):
    return io.BytesIO("\n".join([HEAD, *rows]).encode())


def bring_in(plan, *rows, by):
    preview = preview_plan(plan, table(*rows))
    assert preview.faults.lines() == []
    return apply_preview(preview, lambda: plan_table_rows(plan), lambda found: import_plan(plan, found, by=by))


def items(plan):
    return list(PlanItem.objects.filter(plan=plan).order_by("code").values_list("code", "parent__code", "level"))


# In


def test_import_plan_hangs_items_by_their_codes(plan, officer):
    bring_in(plan, *TREE, by=officer)

    assert items(plan) == [("1", None, 1), ("1.1", "1", 2), ("1.1.1", "1.1", 3)]
    goal = PlanItem.objects.get(code="1.1.1")
    assert (goal.name, goal.indicator, goal.target) == ({"es": "Abrir 3 casas"}, "Casas abiertas", "3")
    assert versions_of(plan) == [(2, "import_plan")]
    assert remembered("import_plan") == [(officer.public_id, "planning.localplan", plan.public_id)]


def test_import_plan_hangs_items_in_any_order_by_the_parent_they_name(plan, officer):
    bring_in(plan, "M7,goal,P1,Meta,,,,", "P1,,L,Programa,,,,", "L,line,,Línea,,,,", by=officer)

    assert items(plan) == [("L", None, 1), ("M7", "P1", 3), ("P1", "L", 2)]


def test_import_plan_again_changes_nothing(plan, officer):
    bring_in(plan, *TREE, by=officer)

    preview = preview_plan(plan, table(*TREE))

    assert (preview.changes_nothing, preview.differences.unchanged) == (True, 3)


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_plan_that_goes_out_and_comes_back_changes_nothing(plan, officer, file_format):
    bring_in(plan, *TREE, "2,,,=SUMA(A1),,,,", "10,,,Décima,,,,", by=officer)

    written = b"".join(FORMATS[file_format].write(PLAN_TABLE, plan_table_rows(plan)))

    preview = preview_plan(plan, io.BytesIO(written))
    assert (preview.faults.lines(), preview.changes_nothing, preview.differences.unchanged) == ([], True, 5)


def test_plan_table_goes_out_in_the_order_of_its_numbers(plan):
    for code in ("1.10", "1.2", "1", "A"):
        make_plan_item(plan, code=code)

    assert [row[0] for row in plan_table_rows(plan)] == ["1", "1.2", "1.10", "A"]


def test_import_plan_changes_what_differs_and_keeps_what_it_was(plan, officer):
    bring_in(plan, *TREE, by=officer)
    bring_in(plan, "1.1.1,,,Abrir 4 casas,,,Casas abiertas,4", "1.1.2,,,Otra meta,,,,", by=officer)

    change = plan_changes(plan)[0]
    cells = [(cell["code"], str(cell["label"]), cell["before"], cell["after"]) for cell in change.cells]
    assert (change.added, cells) == (
        1, [("1.1.1", "nombre", "Abrir 3 casas", "Abrir 4 casas"), ("1.1.1", "valor esperado", "3", "4")],
    )  # fmt: skip
    assert [code for code, *_ in items(plan)] == ["1", "1.1", "1.1.1", "1.1.2"]


def test_import_plan_moves_an_item_under_another(plan, officer):
    bring_in(plan, *TREE, "2,,,Otra línea,,,,", by=officer)
    bring_in(plan, "1.1,programme,2,Memoria viva,2024,2027,,", by=officer)

    assert items(plan)[1] == ("1.1", "2", 2)


def test_import_plan_keeps_the_projects_of_its_goals(plan, officer, commune):
    bring_in(plan, *TREE, by=officer)
    project = make_project(territory=commune, goal=PlanItem.objects.get(code="1.1.1"))

    bring_in(plan, "1.1.1,,,Otro nombre,,,,", by=officer)

    assert Project.objects.get(pk=project.pk).goal.name == {"es": "Otro nombre"}


def test_import_plan_that_somebody_changed_meanwhile_is_refused_whole(plan, officer):
    preview = preview_plan(plan, table(*TREE))
    make_plan_item(plan, code="1", name="Otra cosa")
    before = rows_of_all_tables()

    sentence = refusal_of(
        apply_preview, preview, lambda: plan_table_rows(plan), lambda found: import_plan(plan, found, by=officer)
    )

    assert sentence == "Los datos cambiaron desde la vista previa. No se importó nada: mire de nuevo los cambios."
    assert rows_of_all_tables() == before


def test_import_plan_of_another_city_is_not_allowed(plan, outsider):
    preview = preview_plan(plan, table(*TREE))

    with pytest.raises(NotAllowed):
        import_plan(plan, preview.differences, by=outsider)


# Faults


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["1,,,Línea,veinte,,,"], "Fila 2, columna E (starts_in): «veinte» no es un número."),
        (["1,,,,,,,"], "Fila 2, columna D (name_es): Esta celda no puede quedar vacía."),
        (["1,,,Una,,,,", "1,,,Dos,,,,"], "Fila 3: La fila repite la clave «1» de la fila 2."),
        (
            ["1,,,Línea,,,,", "1.1,,9,Programa,,,,"],
            "Fila 3, columna C (parent): No hay ninguna línea ni programa con el código «9».",
        ),
        (
            ["1,,,Línea,2019,,,"],
            "Fila 2, columna E (starts_in): El año 2019 se sale de los de aquello de lo que cuelga: 2020 a 2031.",
        ),
        (
            ["1,goal,,Línea,,,,"],
            "Fila 2, columna B (level): No cuelga de nada: es una línea, y el nivel dice otra cosa.",
        ),
    ],
)
def test_preview_plan_says_where_each_fault_is_and_why(plan, rows, said):
    assert preview_plan(plan, table(*rows)).faults.lines() == [said]


def test_preview_plan_with_500_faults_tells_them_all_and_applies_nothing(plan, officer):
    rows = [f"1.{n},,,Programa,mil,,," for n in range(500)]
    preview = preview_plan(plan, table("1,,,Línea,,,,", *rows))
    before = rows_of_all_tables()

    sentence = refusal_of(
        apply_preview, preview, lambda: plan_table_rows(plan), lambda found: import_plan(plan, found, by=officer)
    )

    assert (len(preview.faults), preview.faults.more) == (500, 0)
    assert sentence == "El archivo tiene errores: no se importó nada."
    assert rows_of_all_tables() == before


# Its facts


def test_create_plan_that_ends_before_it_starts_is_refused(commune, officer):
    plan = LocalPlan(territory=commune, name="Plan", starts_in=2031, ends_in=2020)

    assert refusal_of(create_plan, plan, by=officer) == "El plan no puede terminar antes de empezar."


def test_edit_plan_that_would_leave_an_item_outside_is_refused(plan, officer):
    make_plan_item(plan, code="7", starts_in=2029, ends_in=2031)
    plan.ends_in = 2028

    sentence = refusal_of(edit_plan, plan, by=officer)

    assert sentence == "En «7»: El año 2029 se sale de los de aquello de lo que cuelga: 2020 a 2028."


def test_edit_plan_by_the_second_of_two_officers_is_overtaken(plan, officer):
    edit_plan(plan, by=officer, seen=1)

    with pytest.raises(Overtaken):
        edit_plan(LocalPlan.objects.get(), by=officer, seen=1)


@pytest.mark.parametrize("act", [create_plan, edit_plan])
def test_plan_of_another_city_is_not_for_an_outsider(plan, outsider, act):
    with pytest.raises(NotAllowed):
        act(plan, by=outsider)


# Its page


@pytest.fixture
def full(plan, officer):
    bring_in(plan, *TREE, "2,,,Territorio verde,,,,", by=officer)
    return plan


def test_plan_told_counts_what_hangs_from_each_goal_up_to_its_line(full, commune, officer):
    goal = PlanItem.objects.get(code="1.1.1")
    for number in range(7):
        make_project(make_edition(commune), commune, goal=goal, title=f"Proyecto {number}")
    make_project(make_edition(commune), commune, goal=goal, title="Borrador", state=Project.State.DRAFT)

    told = plan_told(full, None)

    line = told.tree[0]
    hanging = line.children[0].children[0].hanging[0]
    assert [one.text for one in line.counts] == ["7 proyectos"]
    assert ([str(title) for title, _url in hanging.links], hanging.more) == (
        [f"Proyecto {n}" for n in (6, 5, 4, 3, 2)], 2,
    )  # fmt: skip
    assert [one.text for one in plan_told(full, officer).tree[0].counts] == ["8 proyectos"]


@pytest.mark.parametrize(
    ("words", "codes", "found"),
    [("CASAS", ["1"], 1), ("territorio", ["1", "2"], 2), ("verde", ["2"], 1), ("nada", [], 0), ("", ["1", "2"], None)],
)
def test_plan_told_with_words_shows_the_branches_that_have_them(full, words, codes, found):
    told = plan_told(full, None, words)

    assert ([line.item.code for line in told.tree], told.found) == (codes, found)


def test_plan_page_costs_the_same_however_many_goals_it_has(client, full, queries_of):
    url = reverse("plan_page", args=[full.public_id])
    before = queries_of(client, url)
    programme = PlanItem.objects.get(code="1.1")
    for number in range(30):
        goal = make_plan_item(full, PlanItem.Level.GOAL, code=f"1.1.{number + 2}", parent=programme)
        make_project(make_edition(full.territory), full.territory, goal=goal)

    assert (before, queries_of(client, url)) == (PLAN_PAGE, PLAN_PAGE)


def test_plan_page_without_items_says_so(client, plan):
    assert "El plan todavía no tiene líneas" in client.get(reverse("plan_page", args=[plan.public_id])).text


def test_plan_list_of_a_territory_shows_its_own(client, plan, city, commune):
    make_plan(city, name="Plan de la ciudad")

    page = client.get(reverse("plan_list"), {"territorio": commune.public_id}).context["page"]

    assert list(page.rows) == [plan]


# Its import page


def workbook(rows):
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written)
    sheet = book.add_worksheet("plan")
    for number, row in enumerate([HEAD.split(","), *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    return written.getvalue()


def give(client, plan, content, name="plan.csv"):
    url = reverse("plan_import", args=[plan.public_id])
    return client.post(url, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_plan_import_shows_first_and_stores_only_after_a_yes(as_person, officer, plan):
    client = as_person(officer)

    shown = give(client, plan, table(*TREE).getvalue())
    assert (len(shown.context["preview"].differences.added), PlanItem.objects.count()) == (3, 0)

    answer = {"archivo": shown.context["file"].public_id, "huella": shown.context["print"]}
    response = client.post(reverse("plan_import", args=[plan.public_id]), answer)
    assert response["Location"] == reverse("plan_page", args=[plan.public_id])
    assert PlanItem.objects.count() == 3


def test_plan_import_of_500_faults_pages_them_with_their_total(as_person, officer, plan):
    rows = [[f"1.{n}", "", "1", "Programa", "mil"] for n in range(500)]

    response = give(as_person(officer), plan, workbook([["1", "", "", "Línea"], *rows]), "plan.xlsx")

    assert "El archivo tiene 500 errores: no se importó nada" in response.text
    assert (len(response.context["faults"]), len(response.context["pages"])) == (50, 10)
    assert "Hoja «plan», fila 3, columna E (starts_in)" in response.text
    assert "huella" not in response.text


def test_plan_import_after_the_plan_changed_asks_to_look_again(as_person, officer, plan):
    client = as_person(officer)
    shown = give(client, plan, table(*TREE).getvalue())
    make_plan_item(plan, code="1", name="Otra cosa")
    answer = {"archivo": shown.context["file"].public_id, "huella": shown.context["print"]}

    response = client.post(reverse("plan_import", args=[plan.public_id]), answer, follow=True)

    assert "El plan cambió desde que usted miró." in response.text
    assert PlanItem.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "vacío"), (b"\x7fELF\x00\x00", "No se puede recibir este tipo de archivo"),
     (b"uno,dos\n1,2\n", "No se encontró la fila de títulos")],
)  # fmt: skip
def test_plan_import_of_what_is_no_table_says_why(as_person, officer, plan, content, said):
    assert said in give(as_person(officer), plan, content).text


def test_plan_import_does_not_show_a_table_that_somebody_else_gave(as_person, officer, administrator, plan):
    shown = give(as_person(officer), plan, table(*TREE).getvalue())
    url = reverse("plan_import", args=[plan.public_id])

    response = as_person(administrator).get(url, {"archivo": shown.context["file"].public_id})

    assert response.status_code == 404


def test_plan_create_leads_to_its_table(as_person, officer, commune):
    typed = {"territory": commune.public_id, "name": "Plan de Manrique", "starts_in": "2020", "ends_in": "2031"}

    response = as_person(officer).post(reverse("plan_create"), typed)

    assert response["Location"] == reverse("plan_import", args=[LocalPlan.objects.get().public_id])


def test_plan_edit_shows_the_second_officer_both_versions(as_person, officer, plan):
    edit_plan(plan, by=officer)
    typed = {"name": "Mi nombre", "starts_in": "2021", "ends_in": "2031", "seen": "1"}

    response = as_person(officer).post(reverse("plan_edit", args=[plan.public_id]), typed)

    assert [change.field for change in response.context["theirs"]] == ["name", "starts_in"]
    assert 'value="Mi nombre"' in response.text


def test_plan_file_gives_the_table_and_plan_template_an_empty_one(client, commune, officer):
    plan = adopt_plan(
        LocalPlan(territory=commune, name="Plan", starts_in=2020, ends_in=2031), [("1", "", "L")], by=officer
    )

    csv = client.get(reverse("plan_file", args=[plan.public_id, "csv"]))
    template = client.get(reverse("plan_template"))

    assert [line.split(",")[0] for line in csv.getvalue().decode("utf-8-sig").splitlines()] == ["code", "1"]
    assert preview_plan(plan, io.BytesIO(template.getvalue())).rows == ()


def test_plan_file_in_a_format_that_nobody_writes_is_not_found(client, plan):
    assert client.get(reverse("plan_file", args=[plan.public_id, "doc"])).status_code == 404


# Queries of a page, whatever the number of goals
PLAN_PAGE = 5
