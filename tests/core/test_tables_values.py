"""Is each cell read as the value that it says, and told back when it says none?"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from convite.core.money import Money
from convite.core.tables.columns import Column, Kind, TableSpec
from tests.core.tables import STATES, codes_of, csv_file, fault_of, one_column, preview, value_of, xlsx_file


@pytest.mark.parametrize(
    ("text", "number"),
    [("400", 400), ("-3", -3), ("1.234.567", 1234567), ("1,234,567", 1234567), ("1 234", 1234), ("2.0", 2), ("", None)],
)
def test_integer(text: str, number: int | None) -> None:
    assert value_of(text, Kind.INTEGER) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("doce", "number"), ("1.234", "ambiguous_number"), ("1,234", "ambiguous_number"), ("1.5", "integer"),
        ("2,5E+11", "abbreviated_number"), ("1.234.56", "number"), ("--1", "number"), ("9" * 30, "too_large"),
        ("9" * 500, "number"), ("١٢", "number"),
    ],
)  # fmt: skip
def test_integer_wrong(text: str, code: str) -> None:
    assert value_of(text, Kind.INTEGER) == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6.9218", "6.9218"), ("6,92", "6.92"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("6.123", "6.123"),
        ("0,125", "0.125"), ("1234,567", "1234.567"), ("−75.5", "-75.5"),
    ],
)  # fmt: skip
def test_decimal(text: str, number: str) -> None:
    assert value_of(text, Kind.DECIMAL) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "rules", "code"),
    [
        ("1,234", {}, "ambiguous_number"),
        ("1.25", {"places": 1}, "decimals"),
        ("181", {"max": 180}, "too_large"),
        ("-181", {"min": -180}, "too_small"),
    ],
)
def test_decimal_wrong(text: str, rules: dict[str, int], code: str) -> None:
    assert value_of(text, Kind.DECIMAL, **rules) == code


@pytest.mark.parametrize(
    ("cells", "money"),
    [
        ('"251.265.148.208","COP"', Money(25126514820800, "COP")),
        ('"1450000000.50","cop"', Money(145000000050, "COP")),
        ('"10",""', Money(1000, "COP")),
        ('"1500","JPY"', Money(1500, "JPY")),
        ('"",""', None),
    ],
)
def test_money(cells: str, money: Money | None) -> None:
    spec = one_column(Kind.MONEY, currency="COP")

    shown = preview(csv_file("key,value,value_currency", f"1,{cells}"), spec=spec)

    assert shown.differences.added[0].values["value"] == money


@pytest.mark.parametrize(
    ("cells", "code", "head"),
    [
        ("10.0005,COP", "decimals", "value"),
        ("1.000,COP", "ambiguous_number", "value"),
        ("1.5,JPY", "integer", "value"),
        ("10,pesos", "currency", "value_currency"),
        ("10,", "currency", "value_currency"),
        (f"{10**18},COP", "money", "value"),
    ],
)
def test_money_wrong_says_in_which_of_its_cells(cells: str, code: str, head: str) -> None:
    fault = fault_of(csv_file("key,value,value_currency", f"1,{cells}"), one_column(Kind.MONEY))

    assert (fault.code, fault.head) == (code, head)


@pytest.mark.parametrize("word", ["true", "Sí", "SI", "x", "1", "verdadero", "oui", "sim", "yes"])
def test_boolean_yes(word: str) -> None:
    assert value_of(word, Kind.BOOLEAN) is True


@pytest.mark.parametrize("word", ["false", "no", "0", "falso", "Não", "non"])
def test_boolean_no(word: str) -> None:
    assert value_of(word, Kind.BOOLEAN) is False


@pytest.mark.parametrize(("text", "value"), [("2025-09-05", date(2025, 9, 5)), ("05/09/2025", "date"), ("", None)])
def test_date(text: str, value: object) -> None:
    assert value_of(text, Kind.DATE) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-09-05T16:00:00-05:00", datetime(2025, 9, 5, 21, tzinfo=UTC)),
        ("2025-09-05 16:00", datetime(2025, 9, 5, 21, tzinfo=UTC)),  # what the city's clocks say
        ("2025-09-05", datetime(2025, 9, 5, 5, tzinfo=UTC)),
        ("mañana", "moment"),
    ],
)
def test_moment(text: str, value: object) -> None:
    assert value_of(text, Kind.MOMENT) == value


@pytest.mark.parametrize(("text", "value"), [("won", "won"), ("No Priorizado", "lost"), ("ganó", "choice")])
def test_choice_by_value_or_label(text: str, value: str) -> None:
    assert value_of(text, Kind.CHOICE, choices=STATES) == value


@pytest.mark.parametrize(
    ("text", "value"), [("=1+1", "=1+1"), ("'=1+1", "=1+1"), ("  Parque ", "Parque"), ("#REF!", "formula_error")]
)
def test_text(text: str, value: str) -> None:
    assert value_of(text, Kind.TEXT) == value


def test_text_too_long_says_both_lengths() -> None:
    fault = fault_of(csv_file("key,value", "1,abcd"), one_column(Kind.TEXT, max_length=3))

    assert (fault.code, fault.sentence) == ("too_long", "El texto tiene 4 caracteres; caben 3.")


@pytest.mark.parametrize(
    ("text", "value"), [("05001", "05001"), ("5001", "code_lost_zeros"), ("050011", "code_length")]
)
def test_code_of_known_length(text: str, value: str) -> None:
    assert value_of(text, Kind.CODE, lengths=(5,)) == value


def test_code_that_excel_made_a_number_says_what_it_should_be() -> None:
    fault = fault_of(xlsx_file(["key", "value"], ["a", 5001]), one_column(Kind.CODE, lengths=(2, 5)))

    assert (fault.code, fault.value, fault.column, fault.row) == ("code_lost_zeros", "5001", "B", 2)
    assert fault.sentence == (
        "El código «5001» perdió sus ceros a la izquierda, como hace Excel con los números. ¿Es «05001»? "
        "Dé formato de texto a la columna y escríbalo completo."
    )


@pytest.mark.parametrize(
    ("number", "lengths", "code"),
    [(13001, (5,), ""), (5001, (), "code_as_number"), (50, (2, 3), "code_lost_zeros"), (5001, (8,), "code_lost_zeros")],
)
def test_code_as_number_passes_only_where_no_zero_can_be_lost(number: int, lengths: tuple[int, ...], code: str) -> None:
    spec = one_column(Kind.CODE, lengths=lengths)

    assert "".join(codes_of(preview(xlsx_file(["key", "value"], ["a", number]), spec=spec))) == code


def test_excel_noise_of_binary_fractions_is_not_read() -> None:
    shown = preview(xlsx_file(["key", "value"], ["a", 0.1 + 0.2]), spec=one_column(Kind.DECIMAL))

    assert shown.differences.added[0].values["value"] == Decimal("0.3")


def test_required_empty_is_a_fault() -> None:
    assert value_of("  ", Kind.TEXT, required=True) == "required"


def test_reference_to_nothing_is_a_fault() -> None:
    assert value_of("99", Kind.REFERENCE, known=lambda: {"01"}) == "reference"


def test_reference_to_another_row_of_the_file_is_good() -> None:
    spec = TableSpec(
        "t", "T", (Column("code", "código"), Column("parent", "sobre", Kind.REFERENCE, in_file=True)), ("code",)
    )

    assert preview(csv_file("code,parent", "2,1", "1,"), spec=spec).is_clean
