"""Which roles does a person hold, where, today? Read once per request and kept on the person.

And: what does the system know and hold of a person, what was done to her account, how many tries has a secret left?
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from convite.core.actors import System
from convite.core.models import AuditEntry
from convite.core.personal import CatalogueRow, catalogue
from convite.people.models import STAFF_ROLES, GrantState, Person, Role, RoleGrant, TryCount
from convite.territories.models import Territory

Actor = Person | System

NOTHING = Q(pk__in=[])

MOST_ACTS = 1_000  # in her file; the audit log has them all
MOST_TRIES = 5
TRY_WINDOWS = {
    TryCount.Secret.PASSWORD: timedelta(minutes=15),
    TryCount.Secret.CODE: timedelta(hours=1),
    TryCount.Secret.SECOND_FACTOR: timedelta(minutes=15),
}


def in_force(day: date) -> Q:
    """Grants that count on a day: begun, not over, and not ended before their time."""
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    not_cut_short = Q(ended_at__isnull=True) | Q(ended_at__date__gt=day)
    return Q(starts_on__lte=day) & not_over & not_cut_short


def grants_of(person: Person, on: date | None = None) -> list[RoleGrant]:
    """The grants in force on a day (today), with their territories."""
    day = on or timezone.localdate()
    kept = getattr(person, "_grants", None)
    if kept is None or kept[0] != day:
        found = RoleGrant.objects.filter(in_force(day), person=person).select_related("territory").order_by("id")
        kept = (day, list(found))
        person._grants = kept  # type: ignore[attr-defined]
    return kept[1]


def holds(person: object, *roles: Role, territory: Territory | None = None) -> bool:
    """Does the person hold one of the roles on `territory` (or, without one, anywhere at all)?

    A role on a territory reaches everything below it; a role without territory reaches everywhere.
    """
    if isinstance(person, System):
        return True
    if not isinstance(person, Person) or not person.is_active:
        return False
    if person.is_superuser and Role.ADMINISTRATOR in roles:
        return True
    for grant in grants_of(person):
        if grant.role in roles and (
            territory is None or grant.territory is None or territory.path.startswith(grant.territory.path)
        ):
            return True
    return False


def where_held(person: object, *roles: Role, path: str = "territory__path") -> Q:
    """The rows whose territory (its path in the field `path`) lies where the person holds one of the roles.

    It says of many rows what `holds` says of one territory.
    """
    if isinstance(person, System):
        return ~NOTHING
    if not isinstance(person, Person) or not person.is_active:
        return NOTHING
    if person.is_superuser and Role.ADMINISTRATOR in roles:
        return ~NOTHING
    where = NOTHING
    for grant in grants_of(person):
        if grant.role in roles:
            where |= Q(**{f"{path}__startswith": grant.territory.path}) if grant.territory else ~NOTHING
    return where


def is_staff(person: object) -> bool:
    """Whoever holds a public duty: their log-in needs a second factor."""
    return isinstance(person, Person) and (person.is_superuser or any(g.role in STAFF_ROLES for g in grants_of(person)))


def administers(person: object, territory: Territory | None) -> bool:
    """Administrator of `territory` or of one above it; without territory: of everything."""
    if isinstance(person, System):
        return True
    if not isinstance(person, Person) or not person.is_active:
        return False
    areas = [g.territory for g in grants_of(person) if g.role == Role.ADMINISTRATOR]
    return person.is_superuser or any(
        area is None or (territory is not None and territory.path.startswith(area.path)) for area in areas
    )


def territories_administered_by(person: Person) -> QuerySet[Territory]:
    """Where she may give roles: what she administers, and what lies inside."""
    valid = Territory.objects.filter(valid_to__isnull=True).order_by("path")
    if administers(person, None):
        return valid
    where = Q(pk__in=[])
    for grant in grants_of(person):
        if grant.role == Role.ADMINISTRATOR and grant.territory is not None:
            where |= Q(path__startswith=grant.territory.path)
    return valid.filter(where)


def person_with_email(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower(), is_active=True).first()


def other_administrators(person: Person) -> bool:
    """Does anybody else administer everything?"""
    others = Person.objects.filter(is_active=True).exclude(pk=person.pk)
    holding = RoleGrant.objects.filter(in_force(timezone.localdate()), role=Role.ADMINISTRATOR, territory=None)
    return others.filter(Q(is_superuser=True) | Q(pk__in=holding.values("person"))).exists()


def overlapping_grants(grant: RoleGrant) -> QuerySet[RoleGrant]:
    """The same role of the same person on the same territory, on some of the same days."""
    found = RoleGrant.objects.filter(
        person=grant.person, role=grant.role, territory=grant.territory, ended_at__isnull=True
    )
    found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=grant.starts_on))
    return found if grant.ends_on is None else found.filter(starts_on__lte=grant.ends_on)


def grants_in_state(grants: QuerySet[RoleGrant], state: str) -> QuerySet[RoleGrant]:
    today = timezone.localdate()
    if state == GrantState.PRESENT:
        return grants.filter(in_force(today))
    if state == GrantState.FUTURE:
        return grants.filter(starts_on__gt=today, ended_at__isnull=True)
    if state == GrantState.PAST:
        return grants.filter(Q(ended_at__isnull=False) | Q(ends_on__lt=today))
    return grants


def in_team_order(grants: QuerySet[RoleGrant]) -> QuerySet[RoleGrant]:
    """By role, then from the whole city to the smallest place, then by name."""
    by_place = F("territory__path").asc(nulls_first=True)
    return grants.select_related("person", "territory").order_by("role", by_place, "person__name", "id")


@dataclass(frozen=True)
class KnownFact:
    """One field of the catalogue and what it holds about one person."""

    row: CatalogueRow
    value: Any


def what_is_known_of(person: Person) -> list[KnownFact]:
    """Every personal field of her account, with its value where it is hers to read. The rest: `holdings_of`."""
    rows = (row for row in catalogue() if row.model in (Person, RoleGrant))
    return [KnownFact(row, _own_value(row, person)) for row in rows]


def _own_value(row: CatalogueRow, person: Person) -> Any:
    if row.model is Person:
        return None if row.field.name == "password" else getattr(person, row.field.name)
    return ", ".join(str(grant.get_role_display()) for grant in person.grants.order_by("id"))


@dataclass(frozen=True)
class Holding:
    """What an upper room holds of a person: `rows(person)` as a queryset of `values`, for her to count and take away.

    `name` is its place in her file; `url_name` the page where she sees it, if there is one.
    """

    name: str
    title: Any
    rows: Callable[[Person], QuerySet[Any, dict[str, Any]]]
    url_name: str = ""


_holdings: dict[str, Holding] = {}


def register_holding(holding: Holding) -> None:
    """A second time is the same as once."""
    _holdings[holding.name] = holding


def holdings_of(person: Person) -> list[tuple[Holding, int]]:
    """What each room holds of her, and how much."""
    return [(holding, holding.rows(person).count()) for holding in _holdings.values()]


def own_data_of(person: Person) -> dict[str, Any]:
    """All that the system holds of her, for her to take away. Secrets are left out: they are no use to read."""
    grants = person.grants.order_by("id").values("role", "territory__code", "starts_on", "ends_on", "ended_at")
    account = {fact.row.field.name: fact.value for fact in what_is_known_of(person) if fact.row.model is Person}
    account |= {"territory": person.territory and person.territory.code, "language": person.language}
    account |= {"id": person.public_id, "created_at": person.created_at}
    account.pop("password", None)
    acts = acts_about(person, most=MOST_ACTS).values("at", "act", "kind", "thing", "by", "on_behalf_of")
    rooms = {holding.name: list(holding.rows(person)) for holding in _holdings.values()}
    return {"account": account, "roles": list(grants), "acts": list(acts), **rooms}


def acts_about(person: Person, most: int = 20) -> QuerySet[AuditEntry]:
    """What was done to her account, by her or by others, and what others did on her behalf. Newest first."""
    about = Q(kind=Person._meta.label_lower, thing=person.public_id) | Q(on_behalf_of=person.public_id)
    about |= Q(kind=RoleGrant._meta.label_lower, thing__in=person.grants.values("public_id"))
    return AuditEntry.objects.filter(about).order_by("-id")[:most]


def names_of(public_ids: Iterable[str]) -> dict[str, str]:
    """public id → the name the person chose, in one query."""
    return dict(Person.objects.filter(public_id__in=set(public_ids)).values_list("public_id", "name"))


def has_second_factor(person: Person) -> bool:
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def contacts_of(person: Person) -> list[str]:
    return list(EmailAddress.objects.filter(user=person).values_list("email", flat=True)) or [person.email]


def keyed_name(whose: str) -> str:
    """Under which a person or contact stands in the table of tries: nobody reads an address out of it."""
    return salted_hmac("convite.people.tries", whose.strip().lower(), algorithm="sha256").hexdigest()
