"""The short programs of bench/ know nothing of Convite and agree with it; the examples of docs/sealing hold."""

import ast
import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import convite.sealing
from convite.sealing import Receipt, write_receipt
from tests.sealing.cases import LOG, bundle, leaves_of, receipt_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(page.name for page in (ROOT / "docs" / "sealing").glob("*.md"))
MODULES = [f"convite.sealing.{module.name}" for module in pkgutil.iter_modules(convite.sealing.__path__)]
LEAVES = leaves_of(23)


def run(program, path, verifier=str(LOG.verifier)):
    command = [sys.executable, str(ROOT / "bench" / program), str(path), verifier]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_hold(page):
    assert doctest.testfile(str(ROOT / "docs" / "sealing" / page), module_relative=False).failed == 0


@pytest.mark.parametrize("program", ["check_receipt.py", "check_bundle.py"])
def test_a_checker_imports_nothing_of_convite_and_is_short(program):
    text = (ROOT / "bench" / program).read_text(encoding="utf-8")
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in nodes}
    assert not any("convite" in name for name in names)
    assert len(text.splitlines()) < 90


@pytest.mark.parametrize("index", [0, 15, 16, 22])
def test_the_checker_says_that_a_receipt_is_in(index, tmp_path):
    (tmp_path / "receipt.txt").write_text(write_receipt(receipt_of(index, LEAVES)), encoding="utf-8")
    done = run("check_receipt.py", tmp_path / "receipt.txt")
    assert (done.returncode, done.stdout) == (0, f"in: sealed ballot {index + 1} of 23 in votos.example.org/c-14\n")


@pytest.mark.parametrize(
    "receipt",
    [
        Receipt("c-14", LEAVES[3], receipt_of(4, LEAVES).proof),
        Receipt("c-15", LEAVES[3], receipt_of(3, LEAVES).proof),
        Receipt("c-14", LEAVES[3]),
    ],
)
def test_the_checker_refuses_what_proves_nothing(receipt, tmp_path):
    (tmp_path / "receipt.txt").write_text(write_receipt(receipt), encoding="utf-8")
    done = run("check_receipt.py", tmp_path / "receipt.txt")
    assert (done.returncode, done.stderr.startswith("not shown: ")) == (1, True)


def test_the_checker_says_that_a_bundle_holds(tmp_path):
    done = run("check_bundle.py", bundle(tmp_path / "c-14.zip"))
    assert (done.returncode, done.stdout.count("yes "), "NO" in done.stdout) == (0, 8, False)


def test_the_checker_refuses_a_changed_bundle(tmp_path):
    path = bundle(tmp_path / "c-14.zip")
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"software": "convite', b'"software": "convito'))
    assert run("check_bundle.py", path).returncode == 1
