"""`convite count`: what it prints, writes and answers to the shell."""

import argparse
import json

import pytest

from convite.commands.count import add_arguments, run
from convite.rulebook.winners import preset
from tests.rulebook.winners.test_certificate import faults

TEXT = """META
key;value
description;Comuna de prueba
budget;100
vote_type;approval
rule;greedy
currency;COP
PROJECTS
project_id;cost;name;selected
a;60;Parque;{a}
b;50;Escuela;{b}
VOTES
voter_id;vote
1;a
2;a,b
"""


@pytest.fixture(autouse=True)
def spanish(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_CO.UTF-8")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "same.pb").write_text(TEXT.format(a=1, b=0), encoding="utf-8")
    return tmp_path


def answer(capsys, *arguments):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    code = run(parser.parse_args([str(argument) for argument in arguments]))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_count_says_who_wins_and_that_it_was_recorded(capsys, folder):
    code, out, _ = answer(capsys, folder / "same.pb")
    assert (code, out.splitlines()[0], out.splitlines()[-1]) == (
        0,
        "Comuna de prueba",
        "Coincide con los ganadores registrados.",
    )


def test_count_answers_one_when_the_recorded_winners_differ(capsys, folder):
    (folder / "other.pb").write_text(TEXT.format(a=0, b=1), encoding="utf-8")
    code, out, _ = answer(capsys, folder / "other.pb")
    assert (code, out.splitlines()[-1]) == (
        1,
        "No coincide con los ganadores registrados. Solo aquí: a. Solo registrados: b.",
    )


def test_count_in_json_gives_rule_winners_and_reasons(capsys, folder):
    _, out, _ = answer(capsys, folder / "same.pb", "--json")
    found = json.loads(out)
    assert {key: found[key] for key in ("rule", "parameters", "winners", "spent", "recorded_winners")} == {
        "rule": "greedy",
        "parameters": preset("greedy").parameters,
        "winners": ["a"],
        "spent": 60,
        "recorded_winners": ["a"],
    }
    assert (found["matches_recorded"], found["reasons"]["b"]["advice"]) == (
        True,
        ["Con 1 voto más habría ganado.", "Si costara 10 menos, habría ganado."],
    )


def test_count_explains_each_project_and_round(capsys, folder):
    _, out, _ = answer(capsys, folder / "same.pb", "--explain")
    assert out.splitlines()[-3:] == [
        "Ronda por ronda",
        "   1. compra a por 60; quedan 40",
        "   2. no compra b; quedan 40",
    ]


def test_count_compares_with_other_rules(capsys, folder):
    _, out, _ = answer(capsys, folder / "same.pb", "--compare", "equal-shares", "phragmen")
    assert out.splitlines()[-2:] == [
        "  equal-shares: 1 ganadores, 60. Entran: –. Salen: –.",
        "  phragmen: 1 ganadores, 60. Entran: –. Salen: –.",
    ]


def test_count_writes_a_certificate_that_holds(capsys, folder):
    answer(capsys, folder / "same.pb", "--rule", "equal-shares", "--certificate", folder / "proof.json")
    assert faults(json.loads((folder / "proof.json").read_text(encoding="utf-8"))) == []


def test_count_takes_a_rule_from_a_file(capsys, folder):
    rule = preset("greedy", threshold=3)
    (folder / "rule.json").write_text(json.dumps(rule.to_dict()), encoding="utf-8")
    _, out, _ = answer(capsys, folder / "same.pb", "--rule-file", folder / "rule.json", "--json")
    assert (json.loads(out)["rule_hash"], json.loads(out)["winners"]) == (rule.hash, [])


def test_count_says_what_one_project_lacked(capsys, folder):
    _, out, _ = answer(capsys, folder / "same.pb", "--rule", "equal-shares/add1", "--margin", "b")
    assert out.splitlines()[-3:] == [
        "¿Cuánto le faltó a b Escuela?",
        "  Con 1 papeleta más que marcara solo este proyecto habría ganado: se contó de nuevo.",
        "  Si costara 10 menos, habría ganado, y con una unidad menos de rebaja no: se contó de nuevo.",
    ]


def test_count_in_json_gives_the_margin(capsys, folder):
    _, out, _ = answer(capsys, folder / "same.pb", "--margin", "b", "--json")
    found = json.loads(out)["margin"]
    assert (found["project"], found["ballots"], found["cost_reduction"]) == ("b", 1, 10)


def test_count_of_a_folder_sums_up_and_names_what_differs(capsys, folder):
    (folder / "other.pb").write_text(TEXT.format(a=0, b=1), encoding="utf-8")
    (folder / "unknown.pb").write_text(TEXT.replace("rule;greedy", "rule;unknown"), encoding="utf-8")
    code, out, _ = answer(capsys, folder)
    assert (code, out.splitlines()) == (
        1,
        [
            "3 archivos",
            "     1 con los mismos ganadores que los registrados",
            "     1 sin regla conocida (se cuentan con --rule)",
            "     1 con ganadores distintos",
            "       other.pb: No coincide con los ganadores registrados. Solo aquí: a. Solo registrados: b.",
        ],
    )


def test_count_of_garbage_gives_a_sentence_with_its_place_and_answers_two(capsys, tmp_path):
    path = tmp_path / "broken.pb"
    path.write_text(TEXT.replace("budget;100", "budget;0"), encoding="utf-8")
    assert answer(capsys, path) == (2, "", f"{path}: línea 4, columna 8: Debe ser mayor que cero.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.pb"], "missing.pb: no se puede leer (No such file or directory).\n"),
        (["same.pb", "--rule", "magic"], "No hay ninguna regla «magic». Hay: "),
        (["same.pb", "--rule-file", "missing.json"], "missing.json: no es una regla ("),
        (["empty"], "empty: no hay archivos .pb en esta carpeta.\n"),
        (["same.pb", "--certificate", "missing/a.json"], "missing/a.json: no se puede escribir (No such file"),
        (["same.pb", "--margin", "zz"], "--margin: no hay ningún proyecto zz.\n"),
        (["same.pb", "--margin", "a"], "--margin: el proyecto a ya gana.\n"),
        (["same.pb", "--rule", "equal-shares", "--compare", "magic"], "No hay ninguna regla «magic». Hay: "),
    ],
)
def test_count_of_what_is_not_there_answers_two(capsys, folder, monkeypatch, arguments, said):
    (folder / "empty").mkdir()
    monkeypatch.chdir(folder)
    code, out, err = answer(capsys, *arguments)
    assert (code, out, err[: len(said)]) == (2, "", said)
