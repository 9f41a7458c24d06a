"""Which rows share most with these values? Of each value only the newest so many rows are read, however many there are.

For a table of (group, value, owner): which words stand in which texts. What it costs depends on the bound alone, so a
look-up takes as long among a hundred thousand texts as among ten thousand; what is cut off are the oldest owners of
values so common that they tell little. The same SQL, and the same answer, on both engines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, models

# ruff: noqa: S608 - names of tables and columns are ours; what people type is a parameter


@dataclass(frozen=True)
class Postings:
    """A table and its columns; its index is on (group, value, owner descending)."""

    model: type[models.Model]
    group: str
    value: str
    owner: str

    def counts(self, group: int, values: Sequence[int], most: int) -> dict[int, int]:
        """How many rows each value has, counted up to `most`; values without a row are 0."""
        if not values:
            return {}
        one = (
            f"SELECT %s, (SELECT COUNT(*) FROM (SELECT 1 FROM {self._table} "
            f"WHERE {self.group} = %s AND {self.value} = %s LIMIT {int(most)}) AS few)"
        )
        found: dict[int, int] = {}
        for start in range(0, len(values), 100):  # SQLite joins no more than 500 questions
            part = values[start : start + 100]
            arguments = [argument for value in part for argument in (value, group, value)]
            found |= dict(self._ask(" UNION ALL ".join([one] * len(part)), arguments))
        return found

    def sharing_most(self, group: int, weights: Mapping[int, int], each: int, most: int) -> list[tuple[int, int]]:
        """(owner, weight of the values that it shares), the heaviest first, then the newest; `most` of them."""
        if not weights:
            return []
        one = (
            f"SELECT * FROM (SELECT {self.owner} AS owner, CAST(%s AS integer) AS weight FROM {self._table} "
            f"WHERE {self.group} = %s AND {self.value} = %s ORDER BY {self.owner} DESC LIMIT {int(each)}) AS few"
        )
        asked = " UNION ALL ".join([one] * len(weights))
        sql = (
            f"SELECT owner, SUM(weight) AS shared FROM ({asked}) AS found "
            f"GROUP BY owner ORDER BY shared DESC, owner DESC LIMIT {int(most)}"
        )
        return self._ask(sql, [part for value, weight in weights.items() for part in (weight, group, value)])

    @property
    def _table(self) -> str:
        return connection.ops.quote_name(self.model._meta.db_table)

    @staticmethod
    def _ask(sql: str, arguments: Sequence[int]) -> list[tuple[int, int]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, arguments)
            return cursor.fetchall()
