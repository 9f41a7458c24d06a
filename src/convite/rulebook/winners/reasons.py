"""How is a result told? The sentence of each reason, in Spanish, with its numbers.

Words: as in outcomes. A sentence gives the numbers that decided and no other; advice follows in sentences of its own.

Not here: the decision (greedy, shares, phragmen).
"""

from collections.abc import Mapping

from convite.rulebook.winners.elections import Exact
from convite.rulebook.winners.outcomes import Reason
from convite.rulebook.words import Sentence, gettext_noop, ngettext_lazy

# Per code: what is said when support is counted in votes, and when it is counted in points.
_SAID: dict[str, tuple[str, str]] = {
    "funded": (
        gettext_noop("Se financia. Votos: %(support)s. En su turno quedaban %(left)s y cuesta %(cost)s."),
        gettext_noop("Se financia. Puntos: %(support)s. En su turno quedaban %(left)s y cuesta %(cost)s."),
    ),
    "funded_in_completion": (
        gettext_noop("Se financia con el dinero que sobró. Votos: %(support)s. Quedaban %(left)s y cuesta %(cost)s."),
        gettext_noop("Se financia con el dinero que sobró. Puntos: %(support)s. Quedaban %(left)s y cuesta %(cost)s."),
    ),
    "part_funded": (
        gettext_noop("Se financia en parte: los últimos %(granted)s de los %(cost)s que cuesta. Votos: %(support)s."),
        gettext_noop("Se financia en parte: los últimos %(granted)s de los %(cost)s que cuesta. Puntos: %(support)s."),
    ),
    "does_not_fit": (
        gettext_noop("No alcanzó el dinero. Votos: %(support)s. En su turno quedaban %(left)s y cuesta %(cost)s."),
        gettext_noop("No alcanzó el dinero. Puntos: %(support)s. En su turno quedaban %(left)s y cuesta %(cost)s."),
    ),
    "after_the_line": (
        gettext_noop("Quedó después del primer proyecto que no cupo, y allí terminó la lista. Votos: %(support)s."),
        gettext_noop("Quedó después del primer proyecto que no cupo, y allí terminó la lista. Puntos: %(support)s."),
    ),
    "below_threshold": (
        gettext_noop("No llegó al mínimo de %(threshold)s votos. Votos: %(support)s."),
        gettext_noop("No llegó al mínimo de %(threshold)s puntos. Puntos: %(support)s."),
    ),
    "too_expensive": (
        gettext_noop("Cuesta %(cost)s: más que todo el presupuesto, que es de %(budget)s. Votos: %(support)s."),
        gettext_noop("Cuesta %(cost)s: más que todo el presupuesto, que es de %(budget)s. Puntos: %(support)s."),
    ),
    "no_support": (gettext_noop("Nadie lo votó."), gettext_noop("Nadie lo votó.")),
    "incompatible": (
        gettext_noop("No puede ir junto con %(other)s, que se financió antes. Votos: %(support)s."),
        gettext_noop("No puede ir junto con %(other)s, que se financió antes. Puntos: %(support)s."),
    ),
    "exclusive": (
        gettext_noop("Ganó el otro grupo de propuestas, con %(other)s. Votos: %(support)s."),
        gettext_noop("Ganó el otro grupo de propuestas, con %(other)s. Puntos: %(support)s."),
    ),
    "ceiling": (
        gettext_noop("El tope de %(other)s no alcanzó: en su turno quedaban %(left)s y cuesta %(cost)s."),
        gettext_noop("El tope de %(other)s no alcanzó: en su turno quedaban %(left)s y cuesta %(cost)s."),
    ),
    "shared": (
        gettext_noop("Se financia: lo pagan quienes lo votaron, con su parte del dinero. Votos: %(support)s."),
        gettext_noop("Se financia: lo pagan quienes lo votaron, con su parte del dinero. Puntos: %(support)s."),
    ),
    "not_enough_money": (
        gettext_noop("A quienes lo votaron les quedaban %(money)s y cuesta %(cost)s. Votos: %(support)s."),
        gettext_noop("A quienes lo votaron les quedaban %(money)s y cuesta %(cost)s. Puntos: %(support)s."),
    ),
    "loaded": (
        gettext_noop("Se financia: quienes lo votaron juntaron su costo antes que los demás. Votos: %(support)s."),
        gettext_noop("Se financia: quienes lo votaron juntaron su costo antes que los demás. Puntos: %(support)s."),
    ),
}
_MORE = {
    "votes": ngettext_lazy("Con %(missing)s voto más habría ganado.", "Con %(missing)s votos más habría ganado."),
    "points": ngettext_lazy("Con %(missing)s punto más habría ganado.", "Con %(missing)s puntos más habría ganado."),
    # Equal Shares: not any vote, but those of the voters whose share was least used; enough, not always the least.
    "richest": ngettext_lazy(
        "Habría ganado con el voto de %(missing)s persona más, de las que conservaban más dinero; "
        "quizá bastaba con menos.",
        "Habría ganado con el voto de %(missing)s personas más, de las que conservaban más dinero; "
        "quizá bastaba con menos.",
    ),
    "ballots": ngettext_lazy(
        "Con %(missing)s papeleta más que marcara solo este proyecto habría ganado: se contó de nuevo.",
        "Con %(missing)s papeletas más que marcaran solo este proyecto habría ganado, y con una menos no: "
        "se contó de nuevo.",
    ),
}
# How sure a cost reduction is: by construction of the rule, as enough, or by counting again.
_CHEAPER = {
    "exact": gettext_noop("Si costara %(reduction)s menos, habría ganado."),
    "enough": gettext_noop("Si costara %(reduction)s menos, habría ganado; quizá bastaba con menos."),
    "verified": gettext_noop(
        "Si costara %(reduction)s menos, habría ganado, y con una unidad menos de rebaja no: se contó de nuevo."
    ),
}
_CODES = {"shared": "funded", "loaded": "funded"}


def reason(
    said: str, unit: str, numbers: Mapping[str, Exact], other: str = "", advice: tuple[Sentence, ...] = ()
) -> Reason:
    """The reason of that kind, told in the unit of support.

    >>> str(reason("no_support", "votes", {"support": 0}).sentence)
    'Nadie lo votó.'
    """
    template = _SAID[said][unit == "points"]
    params: dict[str, Exact | str] = {**numbers, **({"other": other} if other else {})}
    named = {name: value for name, value in params.items() if f"%({name})s" in template}
    return Reason(_CODES.get(said, said), Sentence(template, named), dict(numbers), advice)


def advice(unit: str, missing: Exact | None, reduction: Exact | None, sure: str = "exact") -> tuple[Sentence, ...]:
    """What would have been enough, each alone: more support (votes, points, votes of the richest, or ballots), or less
    cost. `sure` says of the cost: exact, enough, or verified.

    >>> [str(sentence) for sentence in advice("votes", 1, 250)]
    ['Con 1 voto más habría ganado.', 'Si costara 250 menos, habría ganado.']
    """
    said = []
    if missing is not None:
        one, many = _MORE[unit]
        said.append(Sentence(one, {"missing": missing}, many, "missing"))
    if reduction is not None:
        said.append(Sentence(_CHEAPER[sure], {"reduction": reduction}))
    return tuple(said)


def exact_number_of(project_id: str) -> Sentence:
    """Where the exact margin is to be had when it was not counted again."""
    text = gettext_noop("Cuánto le faltó exactamente lo dice «convite count --margin %(project)s», contando de nuevo.")
    return Sentence(text, {"project": project_id})


def no_margin() -> Sentence:
    """Nothing would have been enough."""
    return Sentence(
        gettext_noop("Ni con el doble de papeletas ni costando menos habría ganado: se contó de nuevo."), {}
    )
