"""What does `convite` answer in a terminal: which commands there are, what is not yet, and what it loads for them."""

import subprocess
import sys

import pytest

from convite.cli import COMMANDS, IMPORTS, main

PB = """\
META
key;value
budget;10
vote_type;approval
rule;greedy
PROJECTS
project_id;cost
a;6
VOTES
voter_id;vote
1;a
"""
WITHOUT_DJANGO = """
import sys
from convite.cli import main
code = main(sys.argv[1:])
assert "django" not in sys.modules, "Django was imported"
sys.exit(code)
"""


def refused(capsys, *arguments: str) -> str:
    """What stands on standard error when the command ends in 2."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    return capsys.readouterr().err


def test_convite_without_a_command_says_how_it_is_used(capsys):
    said = refused(capsys)

    assert said.startswith("usage: convite ")
    assert "ORDEN" in said


@pytest.mark.parametrize("arguments", [["dance"], ["import"], ["import", "wishes"], ["import", "election"]])
def test_convite_with_an_unknown_or_unfinished_command_is_refused(capsys, arguments):
    assert refused(capsys, *arguments).startswith("usage: convite")


@pytest.mark.parametrize("command", [[name] for name in COMMANDS] + [["import", name] for name in IMPORTS])
def test_convite_command_says_what_it_takes(capsys, monkeypatch, command):
    monkeypatch.setenv("CONVITE_DEMO", "")  # `demo` sets it; this puts it back

    with pytest.raises(SystemExit) as end:
        main([*command, "--help"])

    assert end.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: convite {' '.join(command)} ")


def test_convite_verify_says_not_yet(capsys):
    assert main(["verify"]) == 2

    said = capsys.readouterr()
    assert (said.out, said.err.startswith("Todavía no:")) == ("", True)


@pytest.mark.parametrize("command", ["count", "verify"])
def test_convite_without_need_of_django_does_not_import_it(tmp_path, command):
    file = tmp_path / "votos.pb"
    file.write_text(PB)

    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, command, str(file)], capture_output=True, text=True, check=False
    )

    assert "Django was imported" not in done.stderr
    assert done.returncode == {"count": 0, "verify": 2}[command]
