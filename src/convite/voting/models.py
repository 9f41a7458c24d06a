"""How do we decide? One contest per edition and territory: its options, its rule, its published ballots, its result.

The ballots here are the *opened* ones: anonymous marks, equal ones merged with a weight. The sealed box, the roll and
the receipts come with the vote itself.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.models import Thing
from convite.core.money import Money
from convite.planning.models import Edition
from convite.projects.models import Project
from convite.territories.models import Territory


class Contest(Thing):
    class State(models.TextChoices):
        DRAFT = "draft", _("En preparación")
        PUBLISHED = "published", _("Tarjetón publicado")
        CLOSED = "closed", _("Votación cerrada")
        COUNTED = "counted", _("Contado")

    class BallotType(models.TextChoices):
        CHOOSE_ONE = "choose-1", _("Un solo proyecto")
        APPROVAL = "approval", _("Varios proyectos, sin orden")
        KNAPSACK = "knapsack", _("Varios proyectos que quepan en el techo")
        CUMULATIVE = "cumulative", _("Puntos repartidos")
        SCORING = "scoring", _("Una nota por proyecto")
        ORDINAL = "ordinal", _("Proyectos en orden de preferencia")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="contests")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="contests")
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.DRAFT)
    ballot_type = models.CharField(_("tipo de tarjetón"), max_length=12, choices=BallotType)
    most_marks = models.PositiveSmallIntegerField(_("marcas que admite"), null=True, blank=True)
    ceiling = models.BigIntegerField(_("techo"))  # minor units
    rule = models.JSONField()  # the parameters of rulebook.winners, with name and version
    rule_hash = models.CharField(max_length=64)
    source = models.CharField(_("de dónde vienen los votos"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("votación")
        verbose_name_plural = _("votaciones")
        constraints = [
            models.UniqueConstraint(fields=["edition", "territory"], name="one_contest_per_territory"),
            models.CheckConstraint(condition=models.Q(ceiling__gt=0), name="contest_has_money"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.territory_id}"

    @property
    def money(self) -> Money:
        return Money(self.ceiling, self.edition.currency)


class Option(models.Model):
    """A project on a ballot, under the number by which people know it."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="options")
    project = models.OneToOneField(Project, models.PROTECT, related_name="option")
    number = models.PositiveIntegerField(_("número"))
    recorded = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # what an imported file says: 1 won, 2 funded apart

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "number"], name="one_option_per_number")]

    def __str__(self) -> str:
        return f"{self.number}"


class OpenedBallot(models.Model):
    """All ballots of a contest with the same marks. `marks` is canonical: "3,7,12", or "3:2,7:1" with points."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="ballots")
    marks = models.TextField()
    weight = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "marks"], name="one_row_per_equal_ballots")]

    def __str__(self) -> str:
        return f"{self.marks} × {self.weight}"


class Turnout(models.Model):
    """How many people voted, by channel, and (apart, never crossed with ballots) by sex and age band."""

    class Channel(models.TextChoices):
        ONLINE = "online", _("Por internet")
        STATION = "station", _("En puesto de votación")
        UNKNOWN = "", _("Sin distinguir")

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="turnout")
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "channel", "sex", "age_band"], name="one_turnout_per_group")
        ]

    def __str__(self) -> str:
        return f"{self.contest_id} {self.count}"


class Result(Thing):
    """What a count decided, with the certificate from which anyone can check it."""

    contest = models.OneToOneField(Contest, models.PROTECT, related_name="result")
    counted_at = models.DateTimeField()
    ballots = models.PositiveIntegerField()
    blank_ballots = models.PositiveIntegerField(default=0)
    spent = models.BigIntegerField()
    rule_hash = models.CharField(max_length=64)
    ballots_hash = models.CharField(max_length=64)
    certificate = models.JSONField()
    matches_recorded = models.BooleanField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.contest_id}"

    @property
    def money_spent(self) -> Money:
        return Money(self.spent, self.contest.edition.currency)

    @property
    def money_left(self) -> Money:
        return Money(self.contest.ceiling - self.spent, self.contest.edition.currency)


class OptionResult(models.Model):
    """What became of one project in the count, and why."""

    option = models.OneToOneField(Option, models.CASCADE, related_name="result")
    result = models.ForeignKey(Result, models.CASCADE, related_name="options")
    rank = models.PositiveIntegerField()
    support = models.BigIntegerField()  # votes or points, as the ballot type has it
    won = models.BooleanField()
    reason = models.JSONField()  # {"code": …, "template": Spanish sentence, "params": {…}}

    class Meta:
        indexes = [models.Index(fields=["result", "rank"], name="option_results_in_order")]

    def __str__(self) -> str:
        return f"{self.rank} {self.support}"
