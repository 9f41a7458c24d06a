"""Does any table whatever go out and come back unchanged? And does JSON say exactly what is stored?

The file is read by the child's own functions, but in this process: hundreds of tables, not hundreds of processes.
"""

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convite.core.money import Money
from convite.core.tables import child, sandbox
from convite.core.tables.sandbox import Limits
from tests.core.tables import WORKS, preview, written

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TITLES = st.dictionaries(st.sampled_from(["es", "en", "fr", "pt"]), TEXT, min_size=1).filter(
    lambda texts: any(text.strip("".join(map(chr, range(33))) + "\x7f\x85\xa0").strip() for text in texts.values())
)
FINITE = st.floats(-180, 180, allow_nan=False)
DECIMALS = st.decimals(-180, 180, allow_nan=False, places=9)
MONEY = st.builds(Money, st.integers(-(2**62), 2**62), st.sampled_from(["COP", "JPY", "KWD", "PLN"]))
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1)).map(lambda m: m.replace(tzinfo=UTC))  # noqa: DTZ001


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


WORK = st.tuples(
    st.from_regex(r"[0-9A-Z=+@'-]{5}", fullmatch=True),
    st.sampled_from(["", "05001"]),
    TITLES,
    TEXT | st.from_regex(r"'{0,2}[=+@\t\r-][a-z_x0-9]{0,6}", fullmatch=True) | st.just("_x0041_") | st.just("<r>a</r>"),
    maybe(st.integers(0, 2**63 - 1)),
    maybe(FINITE | DECIMALS),
    maybe(MONEY),
    maybe(st.dates(date(1, 1, 1))),
    maybe(MOMENTS),
    maybe(st.booleans()),
    st.sampled_from(["", "won", "lost"]),
)
TABLES = st.lists(WORK, max_size=6, unique_by=lambda row: row[0])
THOROUGHLY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def run_child_here(path: Path, limits: Limits, said: IO[str]) -> int:
    with redirect_stdout(said):
        child.read(str(path), asdict(limits))
        child.say({"end": True})
    return 0


@pytest.fixture(scope="module", autouse=True)
def in_this_process() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "_run_child", run_child_here)
        yield


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@THOROUGHLY
@given(rows=TABLES)
def test_exported_table_comes_back_without_a_change(file_format: str, rows: list[tuple[object, ...]]) -> None:
    shown = preview(io.BytesIO(written(file_format, rows)), *rows)

    assert shown.faults.lines() == []
    assert [change.cells for change in shown.differences.changed] == []
    assert (shown.differences.unchanged, len(shown.differences.added)) == (len(rows), 0)


@THOROUGHLY
@given(rows=TABLES)
def test_json_is_exact(rows: list[tuple[object, ...]]) -> None:
    read = json.loads(written("json", rows), parse_float=Decimal)

    names = [column.name for column in WORKS.columns]
    exact = {"code", "parent", "title", "place", "people", "open", "state"}
    assert [{n: row[n] for n in exact} for row in read] == [
        {n: value for n, value in zip(names, row, strict=True) if n in exact} for row in rows
    ]
