"""Is every room furnished like the others? The import contract looks at its modules; here is looked at the rest."""

from pathlib import Path

import pytest

from tests.house.plan import SOURCE, furniture, python_files, rooms

VAGUE = {"utils", "helpers", "common", "misc"}


def strangers_in(room: Path) -> list[str]:
    """What stands in a room and is no known piece of furniture."""
    known = furniture() | {"__init__", "templates"}
    inside = [piece for piece in room.iterdir() if piece.name != "__pycache__"]
    odd = [p.name for p in inside if p.stem not in known or (p.is_file() and p.suffix != ".py")]
    pages = room / "templates"
    return sorted(odd + [f"templates/{p.name}" for p in pages.glob("*") if p.name != room.name])


@pytest.mark.parametrize("room", rooms())
def test_room_has_known_furniture_only(room: str) -> None:
    assert strangers_in(SOURCE / room) == []


def test_strangers_are_found(tmp_path: Path) -> None:
    room = tmp_path / "labs"
    for piece in ("models.py", "utils.py", "notes.txt", "templates/labs/page.html", "templates/other/page.html"):
        (room / piece).parent.mkdir(parents=True, exist_ok=True)
        (room / piece).touch()

    assert strangers_in(room) == ["notes.txt", "templates/other", "utils.py"]


def test_no_module_has_a_vague_name() -> None:
    assert [str(file) for file in python_files() if file.stem in VAGUE] == []
