"""What may one type to share money out? The formula with its inputs, the act that adopts it, ceilings of an act.

Not here: how a table of figures is read (figures.py).
"""

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from zlib import crc32

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convite.core.errors import Overtaken, Refused
from convite.core.money import Money, money_from_major
from convite.core.tables.faults import CellError, short
from convite.core.tables.heads import folded
from convite.core.tables.numbers import number_from_text
from convite.core.tables.sandbox import open_book
from convite.planning.forms.figures import FigureTable
from convite.planning.models import Sharing
from convite.planning.queries import EQUAL, POPULATION, input_label, known_population
from convite.rulebook.ceilings import DIRECT, INVERSE
from convite.territories.models import Territory

MOST_TYPED = 60  # territories whose ceilings are typed one by one; where there are more, they come in a file
OWN = (POPULATION, EQUAL)  # inputs that need no table


def typed_number(text: str, places: int | None = 2) -> Decimal:
    """Raises ValidationError with a sentence."""
    try:
        number = number_from_text(text, places)
    except CellError as error:
        raise forms.ValidationError(error.sentence) from error
    if number < 0:
        raise forms.ValidationError(_("No puede ser negativo."))
    return number


def as_typed(amount: int | None, currency: str) -> str:
    """Minor units as one may type them again: spaces between thousands are read in every language."""
    return "" if amount is None else f"{Money(amount, currency).major.normalize():,f}".replace(",", " ")


class MoneyText(forms.CharField):
    """An amount in major units as people write it; cleaned to minor units (None where nothing was typed)."""

    def __init__(self, *, currency: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=60, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)
        self.currency = currency

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return money_from_major(typed_number(text), self.currency).amount
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class WeightText(forms.CharField):
    """How much an input counts: a number without unit, as exact text; "" is not at all."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "class": "short"}
        super().__init__(max_length=20, required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return f"{typed_number(text, None).normalize():f}" if text else ""


class TableForm(forms.Form):
    """What the forms with a table share: reading it, and telling its faults beside the field."""

    def _read_table(self, territories: Sequence[Territory], parent: Territory) -> FigureTable | None:
        """The file if one came, else the pasted text; errors go to the field by which it came."""
        sent, pasted = self.files.get("file"), str(self.data.get("table", "")).strip()
        self.table_faults: list[tuple[str, str]] = []
        if not sent and not pasted:
            return None
        field = "file" if sent else "table"
        try:
            source = sent or io.BytesIO(pasted.replace("\0", "").encode("utf-8", "replace"))
            table = FigureTable(open_book(source), territories, parent)
        except Refused as refusal:
            self.table_faults = [(field, str(refusal))]
            return None
        self.table_faults = [(field, line) for line in table.faults.lines()]
        return table if not self.table_faults else None

    def clean(self) -> dict[str, Any]:
        for field, line in getattr(self, "table_faults", []):
            self.add_error(field, line)
        return super().clean() or self.cleaned_data


class SharingForm(TableForm):
    """The simulator: total, bounds, and each input with how much it counts."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=gettext_lazy("Nombre del ensayo"),
        max_length=120,
        help_text=gettext_lazy("Para distinguirlo de otros: «Con índice de pobreza», «Sin piso»."),
    )
    total = MoneyText(label=gettext_lazy("Total por repartir"))
    population = WeightText(label=gettext_lazy("Peso de la población"))
    equal = WeightText(
        label=gettext_lazy("Peso de las partes iguales"),
        help_text=gettext_lazy("Esta parte se divide por igual: a cada territorio le toca lo mismo."),
    )
    table = forms.CharField(
        label=gettext_lazy("Otros datos publicados"),
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "data", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Pegue una tabla de su hoja de cálculo: una columna con el código o el nombre de cada territorio y otra "
            "por cada dato, con su título. Después de calcular podrá decir cuánto pesa cada uno."
        ),
    )
    file = forms.FileField(label=gettext_lazy("O un archivo CSV o Excel"), required=False)
    floor = MoneyText(label=gettext_lazy("Piso: lo menos que recibe un territorio"), required=False)
    cap = MoneyText(label=gettext_lazy("Tope: lo más que recibe un territorio"), required=False)
    unit = MoneyText(
        label=gettext_lazy("Redondear a múltiplos de"),
        help_text=gettext_lazy("Con 1 se reparte hasta el último peso; con 1000000, en millones."),
    )
    note = forms.CharField(
        label=gettext_lazy("Nota"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, sharing: Sharing, territories: Sequence[Territory]
    ) -> None:
        super().__init__(data, files, initial=None if data is not None else _initial(sharing, territories))
        self.sharing, self.territories = sharing, territories
        for money in ("total", "floor", "cap", "unit"):
            self.fields[money].currency = sharing.edition.currency  # type: ignore[attr-defined]
        if data is not None:
            read = self._read_table(territories, sharing.edition.territory)
            self.columns = read.columns if read else {}
            if self.files.get("file") and read:  # what came in the file is kept on the page
                self.data = self.data.copy()  # type: ignore[attr-defined]
                self.data["table"] = table_text(self.columns, territories)  # type: ignore[index]
        else:
            self.columns = columns_of(sharing)
        for name in self.columns:
            self._add_column(name)

    def _add_column(self, name: str) -> None:
        label = {"name": short(input_label(name))}
        sharing, key = self.sharing, column_key(name)
        self.fields[f"weight_{key}"] = WeightText(
            label=_("Peso de «%(name)s»") % label, initial=sharing.weights.get(name, "")
        )
        self.fields[f"reading_{key}"] = forms.ChoiceField(
            label=_("Cómo se lee «%(name)s»") % label,
            choices=[(DIRECT, _("A mayor valor, más dinero")), (INVERSE, _("A menor valor, más dinero"))],
            initial=sharing.readings.get(name, DIRECT),
            required=False,
        )
        self.fields[f"source_{key}"] = forms.CharField(
            label=_("Quién publicó «%(name)s», y cuándo") % label,
            initial=sharing.sources.get(name, ""),
            max_length=300,
            required=False,
        )

    @property
    def column_fields(self) -> Iterator[forms.BoundField]:
        for name in self.columns:
            for part in ("weight", "reading", "source"):
                yield self[f"{part}_{column_key(name)}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.people: dict[Territory, int] = {}
        self.people_source = ""
        if cleaned.get("population") and cleaned["population"] != "0":
            self.people, self.people_source = known_population(self.territories)
            missing = [t.full_name for t in self.territories if t not in self.people]
            if missing:
                self.add_error("population", _no_population(missing, len(self.territories)))
        return cleaned

    def written(self) -> Sharing:
        """The sharing as it was typed; nothing is stored."""
        typed, sharing = self.cleaned_data, self.sharing
        inputs: dict[str, dict[str, str]] = {t.public_id: {} for t in self.territories}
        sharing.weights, sharing.readings, sharing.sources = {}, {}, {}
        if self.people:
            self._put(POPULATION, typed["population"], {t.public_id: str(n) for t, n in self.people.items()}, inputs)
            sharing.sources[POPULATION] = self.people_source
        if typed["equal"] and typed["equal"] != "0":
            self._put(EQUAL, typed["equal"], dict.fromkeys(inputs, "1"), inputs)
        for name, values in self.columns.items():
            key = column_key(name)
            self._put(name, typed[f"weight_{key}"] or "0", values, inputs)
            sharing.readings[name] = typed[f"reading_{key}"] or DIRECT
            sharing.sources[name] = typed[f"source_{key}"]
        sharing.inputs = inputs
        sharing.name, sharing.note, sharing.total = typed["name"], typed["note"], typed["total"]
        sharing.floor, sharing.cap, sharing.unit = typed["floor"] or 0, typed["cap"], typed["unit"]
        return sharing

    def see_again(self, overtaken: Overtaken) -> None:
        """What was typed stays, now beside the version that the person has been shown."""
        self.add_error(None, overtaken.reason)
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = str(overtaken.theirs.version)  # type: ignore[index]

    def _put(self, name: str, weight: str, values: dict[str, str], inputs: dict[str, dict[str, str]]) -> None:
        self.sharing.weights[name] = weight
        for place, value in values.items():
            inputs[place][name] = value


def _no_population(missing: Sequence[str], territories: int) -> str:
    if len(missing) == territories:
        return _(
            "Aún no se conoce la población de estos territorios. Quien administra el sistema la trae con "
            "«convite import population»; o péguela usted en la tabla, como un dato más."
        )
    text = _(
        "No se conoce la población de %(places)s. Quien administra el sistema la trae con «convite import "
        "population»; o péguela usted en la tabla, como un dato más."
    )
    return text % {"places": ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")}


def column_key(name: str) -> str:
    return f"{crc32(name.encode('utf-8', 'replace')):x}"


def columns_of(sharing: Sharing) -> dict[str, dict[str, str]]:
    """The inputs that came in a table."""
    names = [name for name in sharing.weights if name not in OWN]
    return {name: {place: row.get(name, "") for place, row in sharing.inputs.items()} for name in names}


def table_text(columns: dict[str, dict[str, str]], territories: Sequence[Territory]) -> str:
    """As one pastes it: tabs between the cells."""
    if not columns:
        return ""
    clean = [" ".join(input_label(name).split()) for name in columns]
    lines = [[str(_("código")), str(_("nombre")), *clean]]
    lines += [[t.code, t.name, *(values.get(t.public_id, "") for values in columns.values())] for t in territories]
    return "\n".join("\t".join(line) for line in lines)


def _initial(sharing: Sharing, territories: Sequence[Territory]) -> dict[str, Any]:
    currency = sharing.edition.currency
    return {
        "seen": sharing.version,
        "name": sharing.name,
        "total": as_typed(sharing.total, currency),
        "floor": as_typed(sharing.floor or None, currency),
        "cap": as_typed(sharing.cap, currency),
        "unit": as_typed(sharing.unit, currency),
        "population": sharing.weights.get(POPULATION, ""),
        "equal": sharing.weights.get(EQUAL, ""),
        "table": table_text(columns_of(sharing), territories),
        "note": sharing.note,
    }


class AdoptionForm(forms.Form):
    """The act by which the ceilings hold."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    act = forms.CharField(
        label=gettext_lazy("Acto que los adopta"),
        max_length=200,
        help_text=gettext_lazy("Como lo cita la gaceta: «Resolución 12 de 2026»."),
    )
    adopted_on = forms.DateField(
        label=gettext_lazy("Fecha del acto"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class DecidedForm(TableForm):
    """Ceilings that an act decided elsewhere: one per territory, typed or in a file, and the total of the act."""

    act = forms.CharField(
        label=gettext_lazy("Acto que los adopta"),
        max_length=200,
        help_text=gettext_lazy("Como lo cita la gaceta: «Resolución 12 de 2026»."),
    )
    adopted_on = forms.DateField(
        label=gettext_lazy("Fecha del acto"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    total = MoneyText(
        label=gettext_lazy("Total que dice el acto"),
        help_text=gettext_lazy("Los techos tienen que sumar exactamente esto."),
    )
    file = forms.FileField(
        label=gettext_lazy("Los techos en un archivo CSV o Excel"),
        required=False,
        help_text=gettext_lazy("Una columna con el código o el nombre de cada territorio y otra titulada «techo»."),
    )
    note = forms.CharField(
        label=gettext_lazy("Nota"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, parent: Territory, currency: str, territories: Sequence[Territory]
    ) -> None:
        super().__init__(data, files)
        self.territories, self.currency = territories, currency
        self.fields["total"].currency = currency  # type: ignore[attr-defined]
        self.read = self._read_table(territories, parent) if data is not None else None
        for t in territories if len(territories) <= MOST_TYPED else ():
            field = MoneyText(label=t.full_name, currency=currency, required=False)
            self.fields[f"amount_{t.public_id}"] = field

    @property
    def amount_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("amount_")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.table_faults:
            cleaned["amounts"] = self._amounts_of_file() if self.read else self._typed_amounts()
        return cleaned

    def _typed_amounts(self) -> dict[Territory, int]:
        amounts: dict[Territory, int] = {}
        for t in self.territories:
            name = f"amount_{t.public_id}"
            amount = self.cleaned_data.get(name)
            if amount is not None:
                amounts[t] = amount
            elif name in self.fields and name not in self.errors:
                self.add_error(name, _("Escriba el techo de este territorio; si no recibe nada, 0."))
        if not amounts and not self.amount_fields:
            self.add_error("file", _("Elija el archivo con los techos."))
        return amounts

    def _amounts_of_file(self) -> dict[Territory, int]:
        assert self.read is not None
        plain = {folded(name): name for name in self.read.columns}
        wanted = next((plain[name] for name in ("techo", "ceiling", "amount", "monto", "valor") if name in plain), None)
        if wanted is None and len(plain) == 1:
            wanted = next(iter(plain.values()))
        if wanted is None:
            self.add_error("file", _("Hay varias columnas con números: titule «techo» la que vale."))
            return {}
        column = self.read.columns[wanted]
        try:
            return {t: money_from_major(column[t.public_id], self.currency).amount for t in self.territories}
        except Refused as refusal:
            self.add_error("file", str(refusal))
            return {}
