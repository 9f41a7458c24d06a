"""Where is the money of a work? Certificate → commitment → obligation → payment, each within the one before it.

`used_minor` is the sum of what was made out of a move. The database refuses `used > amount`, whoever writes: no
commitment above its certificate, no payment above its obligation, however many people write at once.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from convite.core.models import StoredFile, Thing
from convite.core.money import Money
from convite.projects.models.works import Work


class Contract(Thing):
    """With whom a work is done, and under which terms."""

    class Kind(models.TextChoices):
        BID = "bid", _("Licitación pública")
        SELECTION = "selection", _("Selección abreviada")
        MERIT = "merit", _("Concurso de méritos")
        SMALL = "small", _("Mínima cuantía")
        DIRECT = "direct", _("Contratación directa")
        AGREEMENT = "agreement", _("Convenio")
        SOLIDARITY = "solidarity", _("Convenio solidario con una organización comunal")

    class State(models.TextChoices):
        SIGNED = "signed", _("Firmado")
        UNDER_WAY = "under_way", _("En ejecución")
        STOPPED = "stopped", _("Suspendido")
        FINISHED = "finished", _("Terminado")
        LIQUIDATED = "liquidated", _("Liquidado")
        CANCELLED = "cancelled", _("Anulado")

    work = models.ForeignKey(Work, models.PROTECT, related_name="contracts")
    kind = models.CharField(_("modalidad"), max_length=10, choices=Kind)
    number = models.CharField(_("número"), max_length=80)
    ocid = models.CharField(_("identificador OCDS"), max_length=120, blank=True)
    secop_id = models.CharField(_("proceso en SECOP"), max_length=120, blank=True)
    buyer = models.CharField(_("entidad que contrata"), max_length=300)
    supplier = models.CharField(_("contratista"), max_length=300)
    supplier_code = models.CharField(_("NIT del contratista"), max_length=40, blank=True)
    purpose = models.CharField(_("objeto"), max_length=2000)
    amount_minor = models.BigIntegerField(_("valor"))  # with its amendments
    signed_on = models.DateField(_("firmado el"))
    starts_on = models.DateField(_("empieza"))
    ends_on = models.DateField(_("termina"))
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.SIGNED)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("contrato")
        verbose_name_plural = _("contratos")
        constraints = [
            models.UniqueConstraint(fields=["work", "number"], name="one_contract_per_number"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="contract_is_of_money"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="contract_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["-signed_on", "-id"], name="contracts_by_day")]

    def __str__(self) -> str:
        return self.number

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.work.project.currency)


class Amendment(Thing):
    """A contract got more time, more money, or another purpose."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="amendments")
    on = models.DateField(_("día"))
    amount_minor = models.BigIntegerField(_("cambio del valor"), default=0)  # may be negative
    ends_on = models.DateField(_("nuevo fin"), null=True, blank=True)
    reason = models.CharField(_("por qué"), max_length=2000)

    class Meta:
        verbose_name = _("modificación del contrato")
        verbose_name_plural = _("modificaciones del contrato")

    def __str__(self) -> str:
        return f"{self.contract_id} {self.on}"


class MoneyMove(Thing):
    """An act that moves a work's money one stage further. It is never edited: a mistake is cancelled by another act."""

    class Stage(models.TextChoices):
        CERTIFICATE = "certificate", _("Certificado de disponibilidad")
        COMMITMENT = "commitment", _("Compromiso")
        OBLIGATION = "obligation", _("Obligación")
        PAYMENT = "payment", _("Pago")

    work = models.ForeignKey(Work, models.PROTECT, related_name="moves")
    stage = models.CharField(_("etapa"), max_length=11, choices=Stage)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, blank=True, related_name="moves")
    number = models.CharField(_("acto"), max_length=80)
    on = models.DateField(_("día"))
    amount_minor = models.BigIntegerField(_("valor"))
    used_minor = models.BigIntegerField(default=0, editable=False)
    note = models.CharField(_("nota"), max_length=500, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.CharField(_("por qué se anuló"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("movimiento de dinero")
        verbose_name_plural = _("movimientos de dinero")
        constraints = [
            models.UniqueConstraint(fields=["work", "stage", "number"], name="one_money_move_per_act"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="money_move_is_of_money"),
            models.CheckConstraint(
                condition=models.Q(used_minor__gte=0, used_minor__lte=models.F("amount_minor")),
                name="money_never_above_what_precedes",
            ),
            models.CheckConstraint(
                condition=models.Q(stage="certificate", parent__isnull=True)
                | (~models.Q(stage="certificate") & models.Q(parent__isnull=False)),
                name="only_certificates_begin",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_on__isnull=True) | models.Q(used_minor=0), name="cancelled_money_is_unused"
            ),
        ]
        indexes = [
            models.Index(fields=["work", "stage", "on"], name="money_of_work"),
            models.Index(fields=["parent"], name="money_from_move"),
            models.Index(fields=["-on", "-id"], name="money_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.number}"


class WorkTotals(models.Model):
    """What a work's moves add up to, kept in the same transaction: pages of a city never add up its payments."""

    work = models.OneToOneField(Work, models.CASCADE, related_name="totals")
    contracted_minor = models.BigIntegerField(default=0)
    committed_minor = models.BigIntegerField(default=0)
    obliged_minor = models.BigIntegerField(default=0)
    paid_minor = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    paid_minor__gte=0,
                    paid_minor__lte=models.F("obliged_minor"),
                    obliged_minor__lte=models.F("committed_minor"),
                ),
                name="totals_within_what_precedes",
            )
        ]

    def __str__(self) -> str:
        return f"{self.work_id} {self.paid_minor}"
