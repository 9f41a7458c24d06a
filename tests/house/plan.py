"""What does the house look like? Its floors and rooms, as the import contracts in pyproject.toml name them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "convite"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def contract(start: str) -> dict[str, Any]:
    return next(c for c in CONTRACTS if c["name"].startswith(start))


def names_in(layer: str) -> list[str]:
    """ "(views) | (admin)" → views, admin."""
    return [name.strip(" ()") for name in layer.replace("|", ":").split(":")]


def heights() -> dict[str, int]:
    """Floor → its height: 0 is the foundation."""
    layers = contract("The house")["layers"]
    return {name: height for height, layer in enumerate(reversed(layers)) for name in names_in(layer)}


def rooms() -> list[str]:
    return [container.removeprefix("convite.") for container in contract("Every room")["containers"]]


def furniture() -> set[str]:
    """The kinds of modules that a room may have."""
    every_room = contract("Every room")
    return {name for layer in every_room["layers"] for name in names_in(layer)} | set(every_room["exhaustive_ignores"])


def python_files() -> Iterator[Path]:
    """Every module of the house but migrations."""
    return (file for file in sorted(SOURCE.rglob("*.py")) if "migrations" not in file.parts)
