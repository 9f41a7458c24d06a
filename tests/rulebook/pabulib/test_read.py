"""Reading `.pb` files: what real ones bring, and a clear refusal of everything else."""

import io
from fractions import Fraction

import pytest

from convite.rulebook.pabulib import BallotFileError, read_pb
from tests.rulebook.winners.cases import needs_shared, read_shared, shared_files

META = "META\nkey;value\nbudget;100\nvote_type;approval\n"
PROJECTS = "PROJECTS\nproject_id;cost;name\na;60;Parque\nb;50;Escuela\n"
VOTES = "VOTES\nvoter_id;vote\n1;a\n2;a,b\n3;\n"


def read(text, **options):
    return read_pb(io.BytesIO(text if isinstance(text, bytes) else text.encode()), **options)


def refusal(text):
    with pytest.raises(BallotFileError) as caught:
        read(text)
    return caught.value.rule, caught.value.line, caught.value.column


def test_read_gives_projects_ballots_and_budget():
    file = read(META + PROJECTS + VOTES)
    assert ([p.name for p in file.projects], file.budget, file.ballots.voters, file.ballots.votes.tolist()) == (
        ["Parque", "Escuela"],
        100,
        3,
        [2, 1],
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + META + PROJECTS + VOTES,
        (META + PROJECTS + VOTES).replace("\n", "\r\n"),
        META.replace("key;value\n", "") + PROJECTS + VOTES,
        META.replace("META", "META;;") + PROJECTS.replace("b;50;Escuela", "b;50;Escuela;;") + VOTES,
        META + "\n" + PROJECTS + "\n" + VOTES + "\n\n",
        META + PROJECTS + VOTES.rstrip("\n"),
        META + PROJECTS + VOTES.replace("2;a,b", "2; a , b "),
        META + PROJECTS + VOTES.replace("2;a,b", '2;"a,b"'),
    ],
    ids=["bom", "crlf", "no key;value", "spreadsheet", "empty lines", "no last newline", "spaces", "quotes"],
)
def test_read_takes_what_real_files_bring(text):
    assert read(text).ballots.votes.tolist() == [2, 1]


def test_read_keeps_quotes_semicolons_and_line_breaks_inside_a_name():
    file = read(META + PROJECTS.replace("Parque", '"El ""gran""; parque\nnuevo"') + VOTES)
    assert file.projects[0].name == 'El "gran"; parque\nnuevo'


def test_read_keeps_decimals_exact():
    file = read(META.replace("100", "100,10") + PROJECTS.replace("60", "60.05") + VOTES)
    assert (file.budget, file.projects[0].cost) == (Fraction(1001, 10), Fraction(1201, 20))


def test_read_counts_a_repeated_mark_once_and_says_so():
    file = read(META + PROJECTS + VOTES.replace("2;a,b", "2;a,b,a"))
    assert (file.ballots.votes.tolist(), file.duplicates, [str(note) for note in file.notes]) == (
        [2, 1],
        {"a": 1},
        ["1 marcas repetidas dentro de una papeleta se contaron una sola vez."],
    )


def test_read_keeps_unknown_columns_and_the_beneficiaries():
    text = PROJECTS.replace("name", "beneficiaries;color").replace("Parque", "niñez;azul").replace("Escuela", ";")
    file = read(META + text + VOTES)
    assert (file.projects[0].target, file.projects[0].extra["color"]) == ("niñez", "azul")


def test_read_takes_points():
    text = META.replace("approval", "cumulative") + PROJECTS + "VOTES\nvoter_id;vote;points\n1;a,b;2,1.5\n"
    assert (lambda b: [Fraction(s, b.points_scale) for s in b.score.tolist()])(read(text).ballots) == [
        2,
        Fraction(3, 2),
    ]


def test_recorded_winners_are_those_marked_with_one():
    text = PROJECTS.replace("name", "selected").replace("Parque", "1").replace("Escuela", "2")
    file = read(META + text + VOTES)
    assert (file.recorded_winners, file.outside_the_rule) == (("a",), ("b",))


def test_ceilings_come_from_the_budget_per_neighborhood():
    meta = META + "neighborhoods;Norte,Sur\nbudget_per_neighborhood;40,60\n"
    text = PROJECTS.replace("name", "neighborhood").replace("Parque", "Norte").replace("Escuela", "Sur")
    assert [(c.name, c.money, sorted(c.projects)) for c in read(meta + text + VOTES).ceilings] == [
        ("Norte", 40, ["a"]),
        ("Sur", 60, ["b"]),
    ]


GARBAGE = {
    "empty file": (b"", ("empty", 1, 1)),
    "only spaces": (b"  \n \n", ("missing_section", 2, 1)),
    "not a pb file": (b"hola\n", ("no_section", 1, 1)),
    "no projects section": (META, ("missing_section", 4, 1)),
    "no projects": (META + "PROJECTS\nproject_id;cost\n" + VOTES, ("no_projects", 7, 1)),
    "no votes section": (META + PROJECTS, ("missing_section", 8, 1)),
    "sections in another order": (META + VOTES, ("section_order", 5, 1)),
    "no budget": (META.replace("budget;100\n", "") + PROJECTS + VOTES, ("no_budget", 8, 1)),
    "budget zero": (META.replace("100", "0") + PROJECTS + VOTES, ("not_positive", 3, 8)),
    "budget in words": (META.replace("100", "cien") + PROJECTS + VOTES, ("bad_number", 3, 8)),
    "cost zero": (META + PROJECTS.replace("50", "0") + VOTES, ("not_positive", 8, 3)),
    "negative cost": (META + PROJECTS.replace("50", "-5") + VOTES, ("bad_number", 8, 3)),
    "endless cost": (META + PROJECTS.replace("50", "9" * 5000) + VOTES, ("bad_number", 8, 3)),
    "repeated project": (META + PROJECTS.replace("b;", "a;") + VOTES, ("repeated_project", 8, 1)),
    "missing cost column": (META + PROJECTS.replace("cost", "price") + VOTES, ("missing_column", 6, 1)),
    "missing vote column": (META + PROJECTS + VOTES.replace("vote\n", "choice\n"), ("missing_column", 10, 1)),
    "repeated column": (META + PROJECTS.replace("name", "cost") + VOTES, ("repeated_column", 6, 1)),
    "unknown project": (META + PROJECTS + VOTES.replace("2;a,b", "2;a,zz"), ("unknown_project", 12, 5)),
    "short row": (META + PROJECTS.replace("b;50;Escuela", "b;50") + VOTES, ("row_length", 8, 3)),
    "long row": (META + PROJECTS + VOTES.replace("1;a", "1;a;x"), ("row_length", 11, 5)),
    "unknown kind of vote": (META.replace("approval", "dice") + PROJECTS + VOTES, ("vote_type", 4, 11)),
    "repeated key": (META + "budget;7\n" + PROJECTS + VOTES, ("repeated_key", 5, 1)),
    "quote left open": (META + PROJECTS.replace("Parque", '"Parque') + VOTES, ("open_quote", 7, 1)),
    "nul": ((META + PROJECTS).encode() + b"VOTES\nvoter_id;vote\n1;\0a\n", ("nul", 11, 3)),
    "latin-1": (META.encode() + "PROJECTS\nproject_id;cost;name\na;1;Niñez\n".encode("latin-1"), ("encoding", 7, 7)),
    "utf-16": ((META + PROJECTS + VOTES).encode("utf-16"), ("encoding", 1, 1)),
    "endless line": (b"META\n" + b"x" * 10_000_000, ("line_too_long", 2, 1_000_001)),
    "points missing": (
        META.replace("approval", "cumulative") + PROJECTS + "VOTES\nvoter_id;vote;points\n1;a,b;2\n",
        ("points_length", 11, 7),
    ),
    "points in words": (
        META.replace("approval", "cumulative") + PROJECTS + "VOTES\nvoter_id;vote;points\n1;a,b;2,tres\n",
        ("bad_number", 11, 9),
    ),
}


@pytest.mark.parametrize(("text", "place"), GARBAGE.values(), ids=GARBAGE)
def test_read_refuses_garbage_with_its_place(text, place):
    assert refusal(text) == place


def test_read_refuses_a_quote_that_eats_the_whole_file():
    assert refusal(META + PROJECTS + 'VOTES\nvoter_id;vote\n1;"a\n' + "2;a\n" * 200_000)[0] == "open_quote"


@needs_shared
@pytest.mark.parametrize("path", shared_files(), ids=lambda path: path.stem)
def test_read_takes_every_shared_file_and_counts_the_votes_it_records(path):
    file = read_shared(path)
    meta = file.meta
    assert (str(file.ballots.voters), str(len(file.projects))) == (meta["num_votes"], meta["num_projects"])
