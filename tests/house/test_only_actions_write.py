"""Does anything but an action write? Each room's source is read for calls that change the database.

Allowed: actions, the cellar (core), migrations. Exceptions are named one by one, with their reason.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.plan import SOURCE, python_files

WRITES = {
    "save", "delete", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update",
    "asave", "adelete", "acreate", "aget_or_create", "aupdate_or_create", "abulk_create", "abulk_update", "aupdate",
    "execute", "executemany", "raw",
}  # fmt: skip
EXCEPTIONS: dict[str, str] = {
    "people/models.py Accounts.create_user": "Django's own door to accounts: createsuperuser calls it",
    "people/views/accounts.py SecondFactorAdapter.build_totp_svg": "segno writes a drawing into memory",
    "settings.py _mail": "a dictionary's update, before there is a database",
}


def is_write(node: ast.AST) -> bool:
    """A call that writes; `.update(…)` with keywords only is a queryset's, for a dictionary's takes a dictionary."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    if node.func.attr == "update":
        return not node.args and bool(node.keywords)
    return node.func.attr in WRITES


def brings_writer(node: ast.AST) -> bool:
    """`from convite.core.acts import create`: the hands of the actions."""
    return isinstance(node, ast.ImportFrom) and node.module == "convite.core.acts"


def writes_in(node: ast.AST, inside: str = "") -> Iterator[str]:
    """The names of the functions (dotted, "" for the module) that write, once per call."""
    for child in ast.iter_child_nodes(node):
        if is_write(child) or brings_writer(child):
            yield inside
        named = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        yield from writes_in(child, f"{inside}.{child.name}".lstrip(".") if named else inside)


def may_write(file: Path) -> bool:
    parts = file.relative_to(SOURCE).parts
    return parts[0] == "core" or "actions.py" in parts or "actions" in parts


def test_only_actions_write() -> None:
    found = {
        f"{file.relative_to(SOURCE)} {function}".strip()
        for file in python_files()
        if not may_write(file)
        for function in writes_in(ast.parse(file.read_text()))
    }

    assert found == set(EXCEPTIONS)


def test_writes_are_found() -> None:
    source = """
from convite.core.acts import change
def view(request):
    idea.save()
    Idea.objects.filter(pk=1).update(state="merged")
class Page:
    def post(self):
        cursor.execute("DELETE FROM ideas")
"""
    assert list(writes_in(ast.parse(source))) == ["", "view", "view", "Page.post"]


def test_dictionaries_and_hashes_may_be_updated() -> None:
    assert list(writes_in(ast.parse('context.update({"a": 1}); digest.update(b"x"); names.add("x")'))) == []
