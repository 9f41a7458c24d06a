"""What the public pages of the roof show: the present phase, figures counted from records, growth, lives, places."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convite.core.searching import index_things
from convite.gatherings.models import Attendance, Gathering
from convite.planning.models import Edition, Phase
from convite.territories.models import Territory
from convite.voting.actions import count_contest
from convite.website.queries.editions import (
    ceiling_table,
    contests_in,
    counts_of,
    figures_of,
    map_of_edition,
    summary_of,
)
from convite.website.queries.growth import growth_by_kind, growth_of_place
from convite.website.queries.life import life_to_follow
from tests.builders import (
    make_attendance,
    make_boundary,
    make_ceiling,
    make_contest,
    make_edition,
    make_gathering,
    make_idea,
    make_option,
    make_origin,
    make_phase,
    make_plan,
    make_plan_item,
    make_project,
    make_territory,
)
from tests.voting.contests import closed

pytestmark = pytest.mark.django_db
HOME, EDITION, TERRITORY, RESULTS, SEARCH = 11, 10, 12, 4, 5  # queries, whatever there is to show
MILLION = 1_000_000_00


@pytest.fixture
def edition(city):
    return make_edition(city)


def page(client, name, *args):
    return client.get(reverse(name, args=args))


def fill(edition, commune, number):
    """A territory of the edition with a bit of everything."""
    place = make_territory(f"Lugar {number}", commune.parent, order=f"1{number}")
    make_boundary(place, west=-75.6 + number / 10)
    make_ceiling(edition, place)
    gathering = make_gathering(place, edition)
    project = make_project(edition, place)
    make_origin(project, make_idea(edition, place, gathering=gathering))
    make_option(make_contest(edition, place), project)
    return place


# Home


def test_home_without_editions_says_what_will_come(client):
    assert page(client, "home").templates[0].name == "website/home_empty.html"


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("planning", "Proponer una idea"),
        ("formulation", "Ver lo que la gente propuso"),
        ("prioritisation", "Ver mi tarjetón"),
    ],
)
def test_home_offers_the_act_of_the_present_phase(client, edition, commune, kind, label):
    make_phase(edition, kind)
    make_contest(edition, commune)

    assert page(client, "home").content.decode().count(f'primary big" href="{ADDRESSES[kind](edition)}">{label}<') == 1


ADDRESSES = {
    "planning": lambda edition: reverse("idea_propose"),
    "formulation": lambda edition: reverse("idea_list"),
    "prioritisation": lambda edition: reverse("edition_page", args=[edition.public_id]) + "#territorios",
}


def test_home_of_a_finished_edition_leads_to_its_results(client, edition, commune, officer):
    contest = closed(edition, commune, officer)
    count_contest(contest, by=officer)
    Edition.objects.update(state=Edition.State.CLOSED)

    decided, result = page(client, "home").context["decided"]

    assert (decided, result.winners, result.options) == (edition, 2, 4)


def test_home_shows_gatherings_to_come_before_those_held(client, edition, commune):
    make_gathering(commune, title="Ayer", starts_at=timezone.now() - timedelta(days=1))
    make_gathering(commune, title="Mañana", starts_at=timezone.now() + timedelta(days=1))

    met = page(client, "home").context["met"]

    assert ([str(g) for g in met.rows], met.are_to_come) == (["Mañana"], True)


def test_home_costs_the_same_with_one_and_three_of_everything(client, edition, commune, queries_of):
    make_phase(edition, "prioritisation", ("vote",))
    costs = []
    for number in range(3):
        fill(edition, commune, number)
        costs.append(queries_of(client, reverse("home")))

    assert (costs[0], costs[2]) == (HOME, HOME)


# The life of one project


def test_life_to_follow_prefers_a_winner(edition, commune, officer):
    fill(edition, commune, 1)
    contest = closed(edition, commune, officer)
    count_contest(contest, by=officer)
    winner = contest.options.get(number=2).project
    make_origin(winner, make_idea(edition, commune, gathering=make_gathering(commune)))

    life = life_to_follow([edition], type(winner).objects.all())

    assert life.project == winner


def test_life_to_follow_leaves_out_what_one_may_not_see(edition, commune):
    fill(edition, commune, 1)
    project = edition.projects.get()

    assert life_to_follow([edition], type(project).objects.none()) is None


def test_life_to_follow_of_a_ballot_in_preparation_is_not_told(edition, commune):
    place = make_territory("Popular", commune.parent)
    project = make_project(edition, place)
    make_origin(project, make_idea(edition, place, gathering=make_gathering(place)))
    make_option(make_contest(edition, place, state="draft"), project)

    assert life_to_follow([edition], type(project).objects.all()) is None


# An edition as a whole


def test_figures_of_edition_count_its_records(edition, commune):
    fill(edition, commune, 1)
    make_idea(edition, commune, state="withdrawn")
    make_project(edition, commune, state="draft")
    make_gathering(commune, edition, kind=Gathering.Kind.SOCIALISATION)

    figures = figures_of(edition, counts_of(edition))

    assert [(f.value, f.label) for f in figures] == [
        (1, "talleres de socialización"), (1, "ideas"), (1, "proyectos en 1 tarjetón"),
        ("$10 millones", "para decidir"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("planning", "Donde más ideas hay: Lugar 1, 1"),
        ("formulation", "Donde más proyectos se formularon: Lugar 1, 1"),
        ("prioritisation", "Donde más se decide: Lugar 1, $10 millones"),
        ("execution", "Donde más se decide: Lugar 1, $10 millones"),
    ],
)
def test_map_of_edition_is_coloured_by_what_matters_in_its_phase(edition, commune, kind, title):
    fill(edition, commune, 1)
    make_phase(edition, kind)

    assert map_of_edition(edition).title == title


def test_map_of_edition_in_execution_shows_what_was_chosen(edition, commune):
    place = fill(edition, commune, 1)
    make_phase(edition, Phase.Kind.EXECUTION)

    drawn = map_of_edition(edition, won={place.pk: 5 * MILLION})

    assert drawn.title == "Donde más dinero se priorizó: Lugar 1, $5 millones"


def test_ceiling_table_puts_the_whole_city_before_its_parts(edition, city, commune):
    ceilings = [make_ceiling(edition, commune, 2 * MILLION), make_ceiling(edition, city, 3 * MILLION)]
    contest = make_contest(edition, commune)
    make_option(contest)

    table = ceiling_table(edition, ceilings, contests_in(edition.contests.all()))

    assert [(row[0]["text"], str(row[1]), row[2]["text"]) for row in table["rows"]] == [
        ("Medellín", "$3.000.000", "aún no"), ("Comuna 3 Manrique", "$2.000.000", "Ver 1 proyecto"),
    ]  # fmt: skip
    assert str(table["foot"][1]) == "$5.000.000"


def test_edition_page_says_how_many_women_and_men_learnt(client, edition, commune):
    meeting = make_gathering(commune, edition, kind=Gathering.Kind.TRAINING)
    make_attendance(meeting, 8, sex=Attendance.Sex.WOMEN)
    make_attendance(meeting, 4, sex=Attendance.Sex.MEN)
    make_attendance(make_gathering(commune, kind=Gathering.Kind.TRAINING), 50)

    learnt = page(client, "edition_page", edition.public_id).context["learnt"]

    assert (learnt.total, learnt.women, learnt.men) == (12, 8, 4)


def test_edition_page_costs_the_same_with_one_and_three_territories(client, edition, commune, queries_of):
    costs = []
    for number in range(3):
        fill(edition, commune, number)
        costs.append(queries_of(client, reverse("edition_page", args=[edition.public_id])))

    assert (costs[0], costs[2]) == (EDITION, EDITION)


def test_edition_results_add_up_the_contests_counted(edition, city, commune, officer):
    count_contest(closed(edition, commune, officer), by=officer)
    make_contest(edition, make_territory("Popular", city))

    summary = summary_of(edition, contests_in(edition.contests.all()))

    assert (summary.contests, summary.counted, summary.winners, summary.options, summary.ballots) == (2, 1, 2, 4, 17)
    assert (summary.spent.amount, summary.share) == (800_00, 1.0)


def test_edition_results_before_counting_say_when_they_come(client, edition, commune):
    make_contest(edition, commune)

    assert page(client, "edition_results", edition.public_id).context["table"]["rows"] == []


def test_edition_results_cost_the_same_with_one_and_three_territories(client, edition, city, officer, queries_of):
    costs = []
    for number in range(3):
        place = make_territory(f"Lugar {number}", city, order=str(number))
        count_contest(closed(edition, place, officer), by=officer)
        costs.append(queries_of(client, reverse("edition_results", args=[edition.public_id])))

    assert (costs[0], costs[2]) == (RESULTS, RESULTS)


# Growth


def test_growth_by_kind_is_computed_from_the_ceilings(city, commune):
    rural = make_territory("Santa Elena", city, kind=Territory.Kind.CORREGIMIENTO)
    for year, of_commune, of_rural in ((2023, 100, 100), (2025, 120, 150), (2027, 150, 185)):
        edition = make_edition(city, year=year)
        make_ceiling(edition, commune, of_commune)
        make_ceiling(edition, rural, of_rural)

    growth = growth_by_kind(edition)

    assert growth.title == "De 2023 a 2027 los corregimientos crecieron 85\u00a0% y las comunas 50\u00a0%"
    assert [one["values"] for one in growth.series] == [[100, 150, 185], [100, 120, 150]]


def test_growth_by_kind_with_one_year_only_is_not_told(edition, commune, city):
    make_ceiling(edition, commune)
    make_ceiling(edition, make_territory("Santa Elena", city, kind=Territory.Kind.CORREGIMIENTO))

    assert growth_by_kind(edition) is None


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(100, 149, "creció 49\u00a0%"), (100, 80, "bajó 20\u00a0%"), (100, 100, "no cambió")],
)
def test_growth_of_place_says_its_finding(client, city, commune, first, last, said):
    for year, amount in ((2023, first), (2027, last)):
        make_ceiling(make_edition(city, year=year), commune, amount)

    growth = page(client, "territory_page", commune.public_id).context["story"].growth

    assert growth.title == f"De 2023 a 2027 lo que decide este territorio {said}"


def test_growth_of_place_without_years_is_not_told():
    assert growth_of_place([]) is None


# A place


def test_territory_page_leads_to_its_ballot_until_it_is_counted(client, edition, commune):
    contest = make_contest(edition, commune)

    assert page(client, "territory_page", commune.public_id).context["story"].ballot == contest


def test_territory_page_after_counting_leads_to_the_result(client, edition, commune, officer):
    contest = closed(edition, commune, officer)
    count_contest(contest, by=officer)

    story = page(client, "territory_page", commune.public_id).context["story"]

    assert (story.ballot, story.results) == (None, [contest])


def test_territory_page_shows_the_place_among_its_neighbours(client, city, commune):
    make_boundary(commune)
    make_boundary(make_territory("Popular", city), west=-75.5)

    story = page(client, "territory_page", commune.public_id).context["story"]

    assert (story.map.title, story.map.svg.count("aria-current")) == ("Dónde queda Manrique en Medellín", 1)


def test_territory_page_leads_to_its_newest_plan_and_counts_its_goals_and_their_projects(client, edition, commune):
    make_plan(commune, starts_in=2016)
    plan = make_plan(commune, starts_in=2024)
    goal = make_plan_item(plan, level=3)
    make_plan_item(plan, level=3, code="9.9.9")
    make_project(edition, commune, goal=goal)
    make_project(edition, commune, goal=goal, state="draft")

    response = page(client, "territory_page", commune.public_id)

    told = response.context["story"].plan
    assert (told, told.goals, told.projects) == (plan, 2, 1)
    assert response.text.count(reverse("plan_page", args=[plan.public_id])) == 1


def test_territory_page_of_an_untold_place_says_so(client, city, commune):
    assert page(client, "territory_page", commune.public_id).context["story"].is_untold is True


def test_territory_page_costs_the_same_with_one_and_three_of_everything(client, edition, commune, queries_of):
    make_ceiling(edition, commune)
    make_boundary(commune)
    make_option(make_contest(edition, commune), make_project(edition, commune))
    costs = []
    for number in range(3):
        make_project(edition, commune)
        make_gathering(commune)
        make_idea(edition, commune)
        make_plan_item(make_plan(commune, starts_in=2020 - number))
        costs.append(queries_of(client, reverse("territory_page", args=[commune.public_id])))

    assert (costs[0], costs[2]) == (TERRITORY, TERRITORY)


# Search


def find_projects(edition, commune, number):
    projects = [make_project(edition, commune, title=f"Parque {n}") for n in range(number)]
    index_things("projects.project", [(p.pk, {"es": str(p.title)}) for p in projects])


def test_search_shows_a_few_of_each_kind_and_how_many_there_are(client, edition, commune):
    find_projects(edition, commune, 8)

    (group,) = client.get(reverse("search"), {"q": "parque"}).context["groups"]

    assert (group.label, len(group.hits), group.count_text, group.more_url) == (
        "Proyectos", 6, "8", "/proyectos/?q=parque",
    )  # fmt: skip


def test_search_without_words_asks_for_some(client, db):
    assert client.get(reverse("search")).context["groups"] == []


def test_search_costs_the_same_with_six_and_twenty_hits(client, edition, commune, queries_of):
    find_projects(edition, commune, 6)
    few = queries_of(client, reverse("search") + "?q=parque")
    find_projects(edition, commune, 14)

    assert (few, queries_of(client, reverse("search") + "?q=parque")) == (SEARCH, SEARCH)


def test_title_in_another_language_says_which(client, edition, commune):
    make_project(edition, commune, title={"pl": "Zakup książek"})

    assert client.get(reverse("project_list")).content.decode().count('lang="pl">Zakup książek</a>') == 1
