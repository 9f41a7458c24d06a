"""How public elections come in: small files made here, what is refused of them, and two real cities counted again."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from convite.cli import main
from convite.core.actors import SYSTEM
from convite.core.errors import NotAllowed
from convite.planning.models import Ceiling, Edition, Phase, Theme
from convite.projects.models import Project
from convite.rulebook.pabulib import read_pb
from convite.rulebook.winners import preset
from convite.territories.models import Territory
from convite.voting.actions import ElectionFile, import_election
from convite.voting.models import Contest, OpenedBallot, OptionResult, Result, Turnout
from convite.voting.queries import differences_of
from tests.builders import at
from tests.watching import refusal_of, rows_of_all_tables

pytestmark = pytest.mark.django_db
META = {
    "country": "Poland",
    "unit": "Łódź",
    "instance": "2031",
    "budget": "1000",
    "vote_type": "approval",
    "rule": "greedy",
    "date_begin": "03.10.2031",
    "date_end": "17.10.2031",
    "language": "pl",
    "currency": "PLN",
}
PROJECTS = """\
project_id;cost;name;category;latitude;longitude;selected
A1;600.50;Plac zabaw — ścieżka żółtej gęsi;sport;51.76;19.46;1
A2;500;Zieleń;urban greenery;;;0
A3;300;Świetlica;culture,education;;;1
"""
VOTES = """\
voter_id;vote;voting_method;sex
1;A1,A3;internet;F
2;A3,A1;paper;M
3;A1;internet;F
4;A2,A3;internet;
5;;paper;M
"""
CUMULATIVE = "voter_id;vote;points\n1;A1,A2;1,2\n2;A2;3\n3;A3;1\n"
ORDINAL = "voter_id;vote\n1;A2,A1\n2;A2,A3\n3;A1,A2\n"


def pb(projects=PROJECTS, votes=VOTES, **meta) -> str:
    lines = "".join(f"{key};{value}\n" for key, value in (META | meta).items() if value)
    return f"META\nkey;value\n{lines}PROJECTS\n{projects}VOTES\n{votes}"


def renamed(letter: str) -> dict[str, str]:
    """The same projects and votes under other codes: a district of its own."""
    return {
        "projects": re.sub(r"\bA(\d)", rf"{letter}\1", PROJECTS),
        "votes": re.sub(r"\bA(\d)", rf"{letter}\1", VOTES),
    }


@pytest.fixture
def files(tmp_path):
    """`files(first, second…)` writes texts and reads them as the command does."""

    def write(*texts: str) -> list[ElectionFile]:
        paths = [tmp_path / f"{number}.pb" for number in range(1, len(texts) + 1)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text)
        return [ElectionFile(path.name, read_pb(path, voters=True)) for path in paths]

    return write


def winners() -> list[str]:
    won = OptionResult.objects.filter(won=True).order_by("option__project__code")
    return list(won.values_list("option__project__code", flat=True))


# What comes in


def test_import_election_makes_a_finished_edition_with_the_days_of_the_vote(files):
    import_election(files(pb()), by=SYSTEM)

    edition, phase = Edition.objects.get(), Phase.objects.get()
    assert (str(edition.name), edition.year, edition.currency, edition.state) == ("Łódź 2031", 2031, "PLN", "closed")
    assert (phase.kind, phase.opens_at, phase.closes_at) == ("prioritisation", at("2031-10-03"), at("2031-10-18"))
    assert (edition.territory.name, edition.territory.code, edition.territory.kind) == ("Łódź", "lodz", "municipality")


def test_import_election_keeps_projects_with_their_letters_money_and_themes(files):
    import_election(files(pb()), by=SYSTEM)

    rows = Project.objects.order_by("code").values_list("code", "title", "cost_minor", "theme", "lat")
    assert list(rows) == [
        ("A1", {"pl": "Plac zabaw — ścieżka żółtej gęsi"}, 60050, Theme.SPORT, 51.76),
        ("A2", {"pl": "Zieleń"}, 50000, Theme.ENVIRONMENT, None),
        ("A3", {"pl": "Świetlica"}, 30000, Theme.CULTURE, None),
    ]


def test_import_election_of_approval_merges_the_ballots_and_counts_them(files):
    (result,) = import_election(files(pb()), by=SYSTEM)

    stored = dict(OpenedBallot.objects.values_list("marks", "weight"))
    assert stored == {"1,3": 2, "1": 1, "2,3": 1, "": 1}
    assert (result.ballots, result.blank_ballots, result.spent, result.matches_recorded) == (5, 1, 90050, True)
    assert winners() == ["A1", "A3"]


def test_import_election_of_cumulative_points_counts_points(files):
    import_election(files(pb(vote_type="cumulative", votes=CUMULATIVE)), by=SYSTEM)

    assert dict(OpenedBallot.objects.values_list("marks", "weight")) == {"1:1,2:2": 1, "2:3": 1, "3:1": 1}
    supports = OptionResult.objects.order_by("option__number").values_list("support", flat=True)
    assert (list(supports), winners()) == ([1, 5, 1], ["A2", "A3"])


def test_import_election_of_rankings_keeps_the_order_of_preference(files):
    import_election(files(pb(vote_type="ordinal", votes=ORDINAL, max_length="2")), by=SYSTEM)

    assert dict(OpenedBallot.objects.values_list("marks", "weight")) == {"2,1": 1, "2,3": 1, "1,2": 1}
    supports = OptionResult.objects.order_by("option__number").values_list("support", flat=True)
    assert (list(supports), winners()) == ([3, 5, 1], ["A2", "A3"])


def test_import_election_of_two_districts_and_the_city_is_one_edition(files):
    texts = [pb(), pb(subunit="Górna", budget="700", **renamed("B")), pb(district="Bałuty", **renamed("C"))]

    results = import_election(files(*texts), by=SYSTEM)

    ceilings = Ceiling.objects.order_by("territory__code").values_list("territory__code", "territory__name", "amount")
    assert list(ceilings) == [
        ("lodz", "Łódź", 100000), ("lodz-baluty", "Bałuty", 100000), ("lodz-gorna", "Górna", 70000),
    ]  # fmt: skip
    assert set(Territory.objects.exclude(parent=None).values_list("parent__code", "kind")) == {("lodz", "district")}
    assert [result.contest.territory.name for result in results] == ["Łódź", "Górna", "Bałuty"]
    assert (Edition.objects.count(), Contest.objects.filter(state="counted").count()) == (1, 3)


def test_import_election_counts_who_voted_and_keeps_no_voter(files):
    import_election(files(pb()), by=SYSTEM)

    rows = Turnout.objects.order_by("channel", "sex").values_list("channel", "sex", "age_band", "count")
    assert list(rows) == [("", "f", "", 2), ("", "m", "", 2), ("online", "", "", 3), ("station", "", "", 2)]


def test_import_election_without_a_recorded_result_says_so(files):
    bare = re.sub(r";(selected|0|1)$", "", PROJECTS, flags=re.MULTILINE)

    (result,) = import_election(files(pb(projects=bare)), by=SYSTEM)

    assert result.matches_recorded is None


def test_import_election_tells_what_was_funded_outside_the_rule(files):
    (result,) = import_election(files(pb(projects=PROJECTS.replace(";;;0", ";;;2"))), by=SYSTEM)

    assert result.matches_recorded is True
    assert [(d.option.project.code, d.recorded, d.won) for d in differences_of(result)] == [("A2", 2, False)]


def test_import_election_by_another_rule_counts_all_by_it(files):
    (result,) = import_election(files(pb(rule="unknown")), by=SYSTEM, rule=preset("equal-shares"))

    assert result.contest.rule == preset("equal-shares").to_dict()


def test_import_election_of_another_year_stands_beside_the_first(files):
    import_election(files(pb()), by=SYSTEM)
    import_election(files(pb(instance="2032")), by=SYSTEM)

    assert list(Edition.objects.order_by("year").values_list("year", flat=True)) == [2031, 2032]
    assert Territory.objects.count() == 1


def test_import_election_in_letters_that_have_no_latin_form_keeps_two_cities_apart(files):
    for city in ("Пловдив", "Αθήνα"):
        import_election(files(pb(unit=city)), by=SYSTEM)

    assert list(Territory.objects.order_by("code").values_list("code", "name")) == [
        ("αθήνα", "Αθήνα"), ("пловдив", "Пловдив"),
    ]  # fmt: skip


# What is refused: after it, no table holds a row more than before


REFUSALS = {
    "other city": (
        [pb(), pb(unit="Kraków", subunit="Górna", **renamed("B"))],
        "2.pb es de Kraków 2031 PLN y los anteriores son de Łódź 2031 PLN: tráigalos por separado.",
    ),
    "other year": (
        [pb(), pb(instance="2030", subunit="Górna", **renamed("B"))],
        "2.pb es de Łódź 2030 PLN y los anteriores son de Łódź 2031 PLN: tráigalos por separado.",
    ),
    "other currency": (
        [pb(), pb(currency="EUR", subunit="Górna", **renamed("B"))],
        "2.pb es de Łódź 2031 EUR y los anteriores son de Łódź 2031 PLN: tráigalos por separado.",
    ),
    "no currency": ([pb(currency="")], "1.pb: en META falta «currency»."),
    "no city": ([pb(unit="")], "1.pb: en META falta «unit»."),
    "no year": ([pb(instance="", date_begin="")], "1.pb: en META falta «instance»."),
    "unknown rule": (
        [pb(), pb(rule="unknown", subunit="Górna", **renamed("B"))],
        "2.pb no dice con qué regla se decidió («unknown»). Indíquela con --rule.",
    ),
    "same territory twice": (
        [pb(subunit="Górna"), pb(subunit="Górna", **renamed("B"))],
        "Hay dos archivos para Distrito Górna: deje uno.",
    ),
    "same project twice": ([pb(), pb(subunit="Górna")], "El proyecto A1 está en más de un archivo."),
    "too many decimals": (
        [pb(), pb(budget="700.555", subunit="Górna", **renamed("B"))],
        "700.555 tiene más decimales de los que admite PLN.",
    ),
    "no file": ([], "Dé al menos un archivo .pb."),
}


@pytest.mark.parametrize("fault", REFUSALS)
def test_import_election_refused_leaves_nothing_of_any_file(files, fault):
    texts, sentence = REFUSALS[fault]
    before = rows_of_all_tables()

    assert refusal_of(import_election, files(*texts), by=SYSTEM) == sentence

    assert rows_of_all_tables() == before


def test_import_election_that_is_here_already_changes_nothing(files):
    import_election(files(pb()), by=SYSTEM)
    before = rows_of_all_tables()

    sentence = refusal_of(import_election, files(pb(subunit="Górna", **renamed("B"))), by=SYSTEM)

    assert sentence == "La edición 2031 de Łódź ya está aquí. No se cambió nada."
    assert rows_of_all_tables() == before


def test_import_election_by_an_officer_of_another_city_is_not_allowed(files, outsider):
    before = rows_of_all_tables()

    with pytest.raises(NotAllowed):
        import_election(files(pb()), by=outsider)

    assert rows_of_all_tables() == before


# The command


@pytest.fixture
def command(tmp_path, monkeypatch):
    """`command(text, …)` runs `convite import election` on files with these texts, in Spanish."""
    monkeypatch.setenv("LC_ALL", "es_CO.UTF-8")

    def run(*texts: str, options: tuple[str, ...] = ()) -> int:
        paths = [tmp_path / f"{number}.pb" for number in range(1, len(texts) + 1)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text)
        return main(["import", "election", *map(str, paths), *options])

    return run


def test_import_election_command_says_what_won(command, capsys):
    assert command(pb()) == 0

    assert capsys.readouterr().out.replace("\xa0", " ") == (
        "Łódź: 2 proyectos ganadores, PLN 900,50, igual a lo registrado\n"
    )


def test_import_election_command_lists_what_differs_and_ends_in_one(command, capsys):
    assert command(pb(projects=PROJECTS.replace(";;;1", ";;;0").replace(";;;0\nA3", ";;;2\nA3"))) == 1

    assert capsys.readouterr().out.splitlines()[1:] == [
        "    A3 Świetlica: gana en este conteo; el archivo no lo registra como ganador",
        "    A2 Zieleń: financiado por fuera de la regla, según el archivo",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (pb(votes=VOTES.replace("2;A3,A1", "2;A3,ZZ")), "línea 21, columna 6 [unknown_project]: "),
        (pb(projects=PROJECTS.replace("A2;500;", "A2;mucho;")), "línea 16, columna 4 [bad_number]: "),
        (pb(votes=VOTES.replace("4;A2,A3;internet;\n", "4;A2,A3\n")), "línea 23, columna 3 [row_length]: "),
        ("", "línea 1, columna 1 [empty]: "),
        ("<html>\n", "línea 1, columna 1 [no_section]: "),
    ],
)
def test_import_election_command_of_a_malformed_file_says_where_and_writes_nothing(command, capsys, text, place):
    before = rows_of_all_tables()

    assert command(pb(subunit="Górna", **renamed("B")), text) == 2

    said = capsys.readouterr()
    assert (said.out, said.err.startswith(f"2.pb, {place}")) == ("", True)
    assert rows_of_all_tables() == before


def test_import_election_command_that_is_refused_says_why_and_ends_in_two(command, capsys):
    assert command(pb(rule="unknown")) == 2

    assert capsys.readouterr().err == "1.pb no dice con qué regla se decidió («unknown»). Indíquela con --rule.\n"


def test_import_election_command_takes_a_rule(command):
    assert command(pb(rule="unknown"), options=("--rule", "greedy")) == 0
    assert Result.objects.get().contest.rule == preset("greedy").to_dict()


def test_import_election_command_of_a_file_that_is_not_there_ends_in_two(capsys):
    assert main(["import", "election", "nothing-here.pb"]) == 2

    assert capsys.readouterr().err.startswith("nothing-here.pb: ")


# Real cities: each is brought in once; the facts are looked at after the database is as it was


ELECTIONS = Path(__file__).resolve().parents[3] / "shared" / "data" / "elections"


@dataclass(frozen=True)
class City:
    contests: int
    projects: int
    ballots: int
    unlike_the_record: list[str]  # territories whose winners are not the recorded ones
    outside_the_rule: set[str]  # codes of projects that the record funds by other means
    years: list[tuple[str, int, str]]


def bring_in_city(pattern: str, setup: None, blocker: DjangoDbBlocker) -> City:
    paths = sorted(ELECTIONS.glob(pattern))
    if not paths:
        pytest.skip(f"there is no {pattern} in ../shared/data/elections")
    with blocker.unblock(), transaction.atomic():
        results = import_election([ElectionFile(p.name, read_pb(p, voters=True)) for p in paths], by=SYSTEM)
        differences = [difference for result in results for difference in differences_of(result)]
        city = City(
            contests=len(results),
            projects=Project.objects.count(),
            ballots=sum(result.ballots for result in results),
            unlike_the_record=[r.contest.territory.name for r in results if r.matches_recorded is not True],
            outside_the_rule={d.option.project.code for d in differences},
            years=list(Edition.objects.values_list("territory__name", "year", "state")),
        )
        transaction.set_rollback(True)
    return city


@pytest.fixture(scope="module")
def lodz(django_db_setup, django_db_blocker):
    return bring_in_city("Poland_Lodz_2025*.pb", django_db_setup, django_db_blocker)


@pytest.fixture(scope="module")
def katowice(django_db_setup, django_db_blocker):
    return bring_in_city("Poland_Katowice_2024*.pb", django_db_setup, django_db_blocker)


def test_import_election_of_lodz_2025_is_whole(lodz):
    assert (lodz.contests, lodz.projects, lodz.ballots) == (37, 720, 146_417)
    assert lodz.years == [("Łódź", 2025, "closed")]


def test_import_election_of_lodz_2025_gives_the_recorded_winners_everywhere(lodz):
    assert (lodz.unlike_the_record, lodz.outside_the_rule) == ([], set())


def test_import_election_of_katowice_2024_gives_the_recorded_winners_everywhere(katowice):
    assert (katowice.contests, katowice.unlike_the_record) == (23, [])


def test_import_election_of_katowice_2024_names_what_was_funded_outside_the_rule(katowice):
    assert katowice.outside_the_rule == {
        "L13/11/XI", "L18/16/XI", "L22/08/XI", "L22/12/XI", "L20/09/XI", "L20/08/XI",
    }  # fmt: skip


def test_real_cities_leave_nothing_behind(lodz, katowice):
    assert (Edition.objects.count(), Project.objects.count(), OpenedBallot.objects.count()) == (0, 0, 0)
