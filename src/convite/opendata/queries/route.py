"""What is wanted and what is to be built? Editions with their phases and ceilings, ideas, and the bank of projects."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from convite.core.money import Money
from convite.core.tables.columns import Column, Kind, TableSpec
from convite.opendata.queries.exports import (
    AT_ONCE,
    Export,
    Rows,
    choice_column,
    edition_column,
    identifier,
    territory_column,
)
from convite.planning.models import Ceiling, Edition, Idea, Phase, Theme
from convite.planning.permissions import editions_visible_to, ideas_visible_to
from convite.projects.models import Project
from convite.projects.permissions import projects_visible_to


def _editions(person: object) -> Rows:
    rows = editions_visible_to(person).order_by("year", "id")
    return rows.values_list("public_id", "name", "year", "territory__code", "currency", "state").iterator(AT_ONCE)


EDITIONS = Export(
    TableSpec(
        "editions",
        _("Ediciones de la ruta"),
        (
            identifier(),
            Column("name", _("nombre"), Kind.TRANSLATED),
            Column("year", _("vigencia"), Kind.INTEGER, says=_("El año fiscal cuyo dinero se decide.")),
            territory_column(),
            Column("currency", _("moneda"), Kind.CODE, says=_("Código ISO 4217.")),
            choice_column("state", _("estado"), Edition.State.choices),
        ),
        key=("id",),
    ),
    _("Cada recorrido de la ruta, del primer taller a la última obra entregada."),
    _editions,
)


def _phases(person: object) -> Rows:
    rows = Phase.objects.filter(edition__in=editions_visible_to(person)).order_by(
        "edition__year", "edition", "position"
    )
    fields = ("edition__public_id", "position", "kind", "name", "opens_at", "closes_at")
    return rows.values_list(*fields).iterator(AT_ONCE)


PHASES = Export(
    TableSpec(
        "phases",
        _("Fases"),
        (
            edition_column(),
            Column("position", _("lugar en la ruta"), Kind.INTEGER, required=True),
            choice_column("kind", _("clase"), Phase.Kind.choices),
            Column("name", _("nombre"), Kind.TRANSLATED),
            Column("opens_at", _("abre"), Kind.MOMENT),
            Column("closes_at", _("cierra"), Kind.MOMENT),
        ),
        key=("edition", "position"),
    ),
    _("Las fases de cada edición y cuándo abren y cierran."),
    _phases,
)


def _ceilings(person: object) -> Rows:
    rows = Ceiling.objects.filter(edition__in=editions_visible_to(person))
    rows = rows.order_by("edition__year", "edition", "territory__order", "territory__name")
    fields = ("edition__public_id", "territory__code", "amount", "edition__currency", "formula", "inputs", "adopted_by")
    for edition, territory, amount, currency, formula, inputs, adopted_by in rows.values_list(*fields).iterator(
        AT_ONCE
    ):
        yield edition, territory, Money(amount, currency), formula, _as_json(inputs), adopted_by


def _as_json(inputs: dict[str, Any]) -> str:
    return json.dumps(inputs, ensure_ascii=False, sort_keys=True) if inputs else ""


CEILINGS = Export(
    TableSpec(
        "ceilings",
        _("Techos presupuestales"),
        (
            edition_column(),
            territory_column(),
            Column("amount", _("techo"), Kind.MONEY, says=_("Lo que el territorio puede decidir.")),
            Column("formula", _("fórmula"), says=_("Nombre y versión de la regla que repartió el dinero.")),
            Column("inputs", _("datos de la fórmula"), says=_("Los datos con que se calculó, en JSON.")),
            Column("adopted_by", _("acto que lo adopta")),
        ),
        key=("edition", "territory"),
    ),
    _("Cuánto dinero decide cada territorio en cada edición, y cómo se calculó."),
    _ceilings,
)


def _ideas(person: object) -> Rows:
    rows = ideas_visible_to(person).order_by("id")
    fields = (
        "public_id", "edition__public_id", "territory__code", "title", "description", "theme", "place", "origin",
        "gathering__public_id", "state", "state_reason", "created_at",
    )  # fmt: skip
    return rows.values_list(*fields).iterator(AT_ONCE)


IDEAS = Export(
    TableSpec(
        "ideas",
        _("Ideas"),
        (
            identifier(),
            edition_column(),
            territory_column(),
            Column("title", _("título"), Kind.TRANSLATED),
            Column("description", _("qué pasa y qué se necesita"), Kind.TRANSLATED),
            choice_column("theme", _("tema"), Theme.choices),
            Column("place", _("lugar")),
            choice_column("origin", _("origen"), Idea.Origin.choices, _("De dónde salió, sin nombrar a nadie.")),
            Column("gathering", _("encuentro"), Kind.REFERENCE, says=_("El encuentro en que se dijo, si fue en uno.")),
            choice_column("state", _("estado"), Idea.State.choices),
            Column("state_reason", _("por qué"), Kind.TRANSLATED, says=_("Por qué está en ese estado.")),
            Column("created_at", _("se recibió"), Kind.MOMENT),
        ),
        key=("id",),
    ),
    _("Lo que la gente dijo que hace falta, con sus palabras, y qué pasó con cada idea."),
    _ideas,
)  # fmt: skip


def _projects(person: object) -> Rows:
    rows = projects_visible_to(person).filter(edition__in=editions_visible_to(person)).order_by("id")
    fields = (
        "public_id", "edition__public_id", "territory__code", "code", "title", "problem", "objective", "beneficiaries",
        "place", "theme", "goal__code", "lon", "lat", "state", "cost_minor", "currency",
    )  # fmt: skip
    for *values, cost, currency in rows.values_list(*fields).iterator(AT_ONCE):
        yield (*values, Money(cost, currency))


PROJECTS = Export(
    TableSpec(
        "projects",
        _("Banco de proyectos"),
        (
            identifier(),
            edition_column(),
            territory_column(),
            Column("code", _("código"), Kind.CODE),
            Column("title", _("título"), Kind.TRANSLATED),
            Column("problem", _("problema"), Kind.TRANSLATED),
            Column("objective", _("objetivo"), Kind.TRANSLATED),
            Column("beneficiaries", _("a quién beneficia"), Kind.TRANSLATED),
            Column("place", _("lugar")),
            choice_column("theme", _("tema"), Theme.choices),
            Column(
                "goal", _("meta del plan"), Kind.REFERENCE, says=_("Código de la meta del plan local a la que aporta.")
            ),
            Column("lon", _("longitud"), Kind.DECIMAL, says=_("WGS 84, en grados.")),
            Column("lat", _("latitud"), Kind.DECIMAL, says=_("WGS 84, en grados.")),
            choice_column("state", _("estado"), Project.State.choices),
            Column("cost", _("costo"), Kind.MONEY),
        ),
        key=("id",),
    ),
    _("Los proyectos formulados: qué problema atienden, dónde, cuánto cuestan y en qué van."),
    _projects,
)
