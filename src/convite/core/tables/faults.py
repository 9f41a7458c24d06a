"""What is wrong in a file, and where? Sheet, row, column, value, a code, and a sentence for the reader."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST = 100  # told one by one; of the rest, how many they are
SHOWN = 60  # characters of a value


class CellError(Exception):
    """A cell does not say a value of its column; `part` names the head where a column has several."""

    def __init__(self, code: str, sentence: str, part: str = "") -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.part = code, sentence, part


@dataclass(frozen=True)
class Fault:
    """`row` 0: the file or the sheet as a whole; `column` is the letter above it, `head` what stands in its heading."""

    code: str
    sentence: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    head: str = ""
    value: str = ""

    @property
    def where(self) -> str:
        """«hoja «techos», fila 14, columna C (cost)»; "" for the file as a whole."""
        parts = []
        if self.sheet:
            parts.append(_("hoja «%(sheet)s»") % {"sheet": self.sheet})
        if self.row:
            parts.append(_("fila %(row)s") % {"row": self.row})
        if self.column:
            parts.append(_("columna %(column)s (%(head)s)") % {"column": self.column, "head": self.head})
        return ", ".join(parts)

    def __str__(self) -> str:
        where = self.where
        return f"{where[0].upper()}{where[1:]}: {self.sentence}" if where else self.sentence


@dataclass
class FaultList:
    """The first `most` faults, and how many more there are."""

    most: int = MOST
    faults: list[Fault] = field(default_factory=list)
    more: int = 0

    def add(self, fault: Fault) -> None:
        if len(self.faults) < self.most:
            self.faults.append(fault)
        else:
            self.more += 1

    def __len__(self) -> int:
        return len(self.faults) + self.more

    def lines(self) -> list[str]:
        said = [str(fault) for fault in self.faults]
        if self.more:
            said.append(ngettext("Y %(more)s más.", "Y %(more)s más.", self.more) % {"more": self.more})
        return said


def short(value: object) -> str:
    """A value as a sentence quotes it."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA: as the spreadsheet has it above."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
