"""How does a rule speak to people?

Words: a *sentence* is a Spanish template with named places, and the values that fill them. The rulebook
returns sentences, never finished text, so that the same reason is read in Spanish by the resident, in English
by the auditor, and is compared by a test without parsing prose. Every template is marked with `gettext_noop`
(or `ngettext_lazy`, for a pair of singular and plural), which is how makemessages finds it.

Not here: languages and catalogs (the caller brings `gettext`), and the format of money of each country (the
caller brings `fmt`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Value = int | str | Fraction
Formatter = Callable[[str, Value], str]

# The places whose value is money, so that a formatter knows a price from a number of votes.
MONEY_NAMES = frozenset(
    {
        "allocated",
        "amount",
        "budget",
        "cap",
        "ceiling",
        "certified",
        "cost",
        "floor",
        "granted",
        "left",
        "money",
        "reduction",
        "share",
        "spent",
        "unit",
        "used",
    }
)


def gettext_noop(template: str) -> str:
    """The template, unchanged: the call marks it for translation.

    >>> gettext_noop("Gracias")
    'Gracias'
    """
    return template


def ngettext_lazy(singular: str, plural: str) -> tuple[str, str]:
    """A template in singular and plural, chosen when it is said. The name is one that xgettext looks for.

    >>> ngettext_lazy("%(votes)s voto", "%(votes)s votos")
    ('%(votes)s voto', '%(votes)s votos')
    """
    return singular, plural


def plain(name: str, value: Value) -> str:
    """A value as one writes it in Colombia: 1.234.567 and 2,5. Money here has no sign: the caller knows it.

    >>> plain("votes", 1234567), plain("cost", Fraction(5, 2)), plain("name", "Parque")
    ('1.234.567', '2,5', 'Parque')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction) and value.denominator != 1:
        whole, cents = divmod(round(abs(value) * 100), 100)
        decimals = f",{cents:02}".rstrip("0") if cents else ""
        return ("-" if value < 0 else "") + plain(name, whole) + decimals
    return f"{int(value):,}".replace(",", ".")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for a person: a Spanish template and what fills it.

    `plural` is the template for several, and `count` the name of the value that decides between both.

    >>> str(Sentence("Obtuvo %(votes)s votos.", {"votes": 1200}))
    'Obtuvo 1.200 votos.'
    >>> one, many = ngettext_lazy("Le faltó %(missing)s voto.", "Le faltaron %(missing)s votos.")
    >>> str(Sentence(one, {"missing": 1}, many, "missing")), str(Sentence(one, {"missing": 2}, many, "missing"))
    ('Le faltó 1 voto.', 'Le faltaron 2 votos.')
    """

    template: str
    params: Mapping[str, Value] = field(default_factory=dict, hash=False)
    plural: str = ""
    count: str = ""

    def say(
        self,
        gettext: Callable[[str], str] | None = None,
        fmt: Formatter | None = None,
        ngettext: Callable[[str, str, int], str] | None = None,
    ) -> str:
        """The sentence in the language of `gettext` (and `ngettext`, for those with a plural).

        `fmt(name, value)` writes each value; the names that are money are in MONEY_NAMES. Without arguments it
        speaks Spanish.

        >>> Sentence("Quedan %(left)s.", {"left": 5}).say({"Quedan %(left)s.": "%(left)s left."}.get)
        '5 left.'
        """
        write = fmt or plain
        number = self.params[self.count] if self.count else 1
        several = bool(self.plural) and number != 1
        if self.plural and ngettext:
            # A half or a third takes the plural: gettext only asks for whole numbers.
            template = ngettext(self.template, self.plural, number if isinstance(number, int) else 2)
        else:
            template = self.plural if several else self.template
            template = gettext(template) if gettext else template
        return template % {name: write(name, value) for name, value in self.params.items()}

    def __str__(self) -> str:
        return self.say()
