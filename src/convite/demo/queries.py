"""What does the demo city tell? Its cast, as accounts to enter with, and the story of the route in counted figures."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convite.core.money import Money
from convite.core.templatetags.ui.formats import money_short_text, money_text
from convite.demo.content.people import CAST, Member
from convite.gatherings.models import Gathering
from convite.gatherings.queries import attendance_of
from convite.people.models import Person, Role
from convite.planning.models import Edition
from convite.planning.queries import ceilings_over_years, growth_over_years, route_figures, total_ceiling
from convite.projects.models import Project
from convite.territories.models import Territory
from convite.voting.models import Contest

LATER = (
    ("S0", gettext_lazy("Comunas participativas: 62 organizaciones fortalecidas en las comunas 12 y 14, 2016")),
    (
        "S1",
        gettext_lazy("Planes de transformación barrial, comunitaria, poblacional y de género: 87 planes, 2020–2023"),
    ),
    ("S2", gettext_lazy("Compromiso COCDI0001 del plan de acción de Cartagena, 2022–2023")),
    ("S4", gettext_lazy("Polo de ciudadanía participativa: Oaxaca, Puebla y Guerrero, 2017–2021")),
)


@dataclass(frozen=True)
class Door:
    """One of the cast, with the account behind the button."""

    member: Member
    role: str


@dataclass(frozen=True)
class Figure:
    value: Any
    label: str
    url: str


def doors() -> list[Door]:
    """The cast in its own order; whoever has no account here (yet) has no door."""
    there = set(
        Person.objects.filter(email__in=[m.email for m in CAST], is_active=True).values_list("email", flat=True)
    )
    return [Door(m, _role_name(m)) for m in CAST if m.email in there]


def _role_name(member: Member) -> str:
    if member.role:
        return str(Role(member.role).label)
    return str(_("Residente") if member.lives_in else _("Visitante con cuenta"))


def person_behind(key: str) -> Person | None:
    """The account of one of the cast; nobody else's is ever found here."""
    email = next((m.email for m in CAST if m.key == key), None)
    return Person.objects.filter(email=email, is_active=True).first() if email else None


def edition_told() -> Edition | None:
    """The route that is under way."""
    open_ones = Edition.objects.filter(state=Edition.State.OPEN).select_related("territory")
    return open_ones.order_by("-year", "-id").first()


def route_story(edition: Edition) -> list[Figure]:
    """S3, the bulletin of «Nuestro Desarrollo»: each figure counted now from its records, with the way to them."""
    route, here = route_figures(edition), f"?edicion={edition.public_id}"
    meetings = Gathering.objects.filter(convening__edition=edition, kind=Gathering.Kind.TRAINING)
    came = attendance_of(meetings)
    projects = Project.objects.filter(option__contest__edition=edition).count()
    contests = Contest.objects.filter(edition=edition).exclude(state=Contest.State.DRAFT).count()
    gatherings = f"{reverse('gathering_list')}?clase="
    money = Money(total_ceiling(edition), edition.currency)
    ceilings = _("suman los techos: %(money)s exactos") % {"money": money_text(money)}
    people = _("personas en ellos: %(women)s mujeres y %(men)s hombres") % {"women": came.women, "men": came.men}
    return [
        Figure(route.socialisations, _("talleres de socialización"), gatherings + Gathering.Kind.SOCIALISATION),
        Figure(route.ideas, _("ideas"), reverse("idea_list") + here),
        Figure(projects, _("proyectos en %(n)s tarjetones") % {"n": contests}, reverse("project_list") + here),
        Figure(money_short_text(money), ceilings, reverse("ceilings_page", args=[edition.public_id])),
        Figure(route.trainings, _("encuentros pedagógicos"), gatherings + Gathering.Kind.TRAINING),
        Figure(came.total, people, gatherings + Gathering.Kind.TRAINING),
    ]


@dataclass(frozen=True)
class Growth:
    label: str
    first_year: int
    last_year: int
    ratio: float


def growth_of_ceilings(edition: Edition) -> list[Growth]:
    """How the ceilings of each kind of territory grew from the first edition known to this one."""
    told = []
    for kind, label in (
        (Territory.Kind.CORREGIMIENTO, _("los techos de los corregimientos")),
        (Territory.Kind.COMMUNE, _("los de las comunas")),
    ):
        years = [y for y in ceilings_over_years(list(_places(edition, kind))) if y.edition.year <= edition.year]
        ratio = growth_over_years(years)
        if ratio is not None:
            told.append(Growth(label, years[0].edition.year, years[-1].edition.year, float(ratio)))
    return told


def _places(edition: Edition, kind: str) -> QuerySet[Territory]:
    return edition.territory.children.filter(kind=kind)
