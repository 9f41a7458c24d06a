"""What may one type to set all the phases of an edition on one page? A group of fields for each, and one empty group.

The order is that of the days: nothing is dragged. A phase keeps the acts that its list does not offer.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from convite.core.translated import Translated
from convite.planning.models import Edition, Phase
from convite.planning.queries.editions import windows_of
from convite.planning.queries.phases import act_label, say_phase_fault, setting
from convite.rulebook.phases import PhaseFault, faults_of_phases
from convite.rulebook.routes import ACTS

MOST_PHASES = 20
MOMENT = "%Y-%m-%dT%H:%M"


def _moment(**kwargs: Any) -> forms.DateTimeField:
    return forms.DateTimeField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT), **kwargs)


class PhaseRowForm(forms.Form):
    """One phase: what it is, from when to when, and which acts it opens, each perhaps with hours of its own."""

    phase = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Nombre"), max_length=120)
    kind = forms.ChoiceField(label=_("Clase"), choices=Phase.Kind)
    opens_at = _moment(label=_("Abre"))
    closes_at = _moment(label=_("Cierra"))
    remove = forms.BooleanField(label=_("Quitar esta fase"), required=False)

    def __init__(self, *args: Any, tracks: dict[str, str], may_remove: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = keys_offered(tracks, self.initial.get("acts", ()))
        for key in self.keys:
            act, track = act_of(key)
            label = act_label(act) + (f" ({tracks.get(track, track)})" if track else "")
            if "#" in key:
                label = gettext("%(act)s, otra vez") % {"act": label}
            self.fields[f"act-{key}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"opens-{key}"] = _moment(label=gettext("%(act)s: desde") % {"act": label}, required=False)
            self.fields[f"closes-{key}"] = _moment(label=gettext("%(act)s: hasta") % {"act": label}, required=False)
        if not may_remove or not self.initial.get("phase"):
            del self.fields["remove"]

    def has_changed(self) -> bool:
        """A group in which only the class stands is an empty one: a list of choices always says something."""
        return bool(set(self.changed_data) - {"kind"})

    @property
    def act_rows(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"act-{key}"], self[f"opens-{key}"], self[f"closes-{key}"]) for key in self.keys]

    @property
    def facts(self) -> list[Any]:
        return [self[name] for name in ("name", "kind", "opens_at", "closes_at")]

    @property
    def is_new(self) -> bool:
        return not self.initial.get("phase")

    @property
    def open_acts(self) -> list[str]:
        """The labels of the acts that are marked."""
        return [str(act.label) for act, _opens, _closes in self.act_rows if act.value()]

    @property
    def has_wrong_acts(self) -> bool:
        return any(name.startswith(("act-", "opens-", "closes-")) for name in self.errors)

    def clean(self) -> dict[str, Any]:
        """Hours for an act that is not marked would be lost without a word."""
        typed = super().clean() or {}
        for key in self.keys:
            if not typed.get(f"act-{key}") and (typed.get(f"opens-{key}") or typed.get(f"closes-{key}")):
                self.add_error(f"act-{key}", _("Tiene horas pero no está marcado: márquelo, o bórrele las horas."))
        return typed

    def written(self, stored: Mapping[int, Phase]) -> Phase:
        """The phase with what was typed; its name in the other languages stays."""
        typed, language = self.cleaned_data, (get_language() or "es")[:2]
        before = stored.get(typed["phase"] or 0)
        acts = []
        for key in self.keys:
            if typed[f"act-{key}"]:
                act, track = act_of(key)
                hours = {name: _as_text(typed[f"{name[:-3]}-{key}"]) for name in ("opens_at", "closes_at")}
                acts.append({"act": act, **hours, **({"track": track} if track else {})})
        return Phase(
            pk=before.pk if before else None,
            kind=typed["kind"],
            name=Translated({**(before.name if before else {}), language: typed["name"]}),
            opens_at=typed["opens_at"],
            closes_at=typed["closes_at"],
            announced_at=before.announced_at if before else None,
            acts=acts,
        )


def keys_of(acts: Sequence[Mapping[str, Any]]) -> list[str]:
    """A name for each open act of a phase: «vote», «propose_idea:idea» on a track, «vote#2» where it opens again."""
    keys: list[str] = []
    for act in acts:
        key = f"{act['act']}:{act['track']}" if act.get("track") else str(act["act"])
        again = sum(known.partition("#")[0] == key for known in keys)
        keys.append(f"{key}#{again + 1}" if again else key)
    return keys


def act_of(key: str) -> tuple[str, str]:
    """Its act and its track."""
    act, _colon, track = key.partition("#")[0].partition(":")
    return act, track


def keys_offered(tracks: Mapping[str, str], acts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every act that may be opened (ideas also by track), those that the phase opens, and the vote once more."""
    mine, keys = keys_of(acts), []
    for act in ACTS:
        named = [act, *(f"{act}:{track}" for track in tracks if act == "propose_idea")]
        keys += named + [key for key in mine if act_of(key)[0] == act and key not in named]
    if "vote" in mine and "vote#2" not in mine:
        keys.insert(keys.index("vote") + 1, "vote#2")
    return keys + [key for key in mine if key not in keys]


def _as_text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


class PhasesForm:
    """All the phases of an edition; `forms` are its rows, the last one empty."""

    def __init__(self, edition: Edition, phases: Sequence[Phase], data: QueryDict | None = None) -> None:
        self.edition, self.stored = edition, {phase.pk: phase for phase in phases}
        self.errors: list[Any] = []
        self.data, self.is_bound = data, data is not None
        self.seen = _number(data.get("seen", ""), 0) if data is not None else edition.version
        self.reason = data.get("reason", "") if data is not None else ""
        self.is_open = edition.state == Edition.State.OPEN
        number = len(phases) + 1 if data is None else min(_number(data.get("rows", ""), 1), MOST_PHASES)
        shown: list[Phase | None] = [*phases, None] if data is None else [self._phase_in(i) for i in range(number)]
        self.forms = [self._row(index, phase) for index, phase in enumerate(shown)]

    def _phase_in(self, index: int) -> Phase | None:
        return self.stored.get(_number((self.data or {}).get(f"p{index}-phase", ""), 0))

    def _row(self, index: int, phase: Phase | None) -> PhaseRowForm:
        tracks: Any = setting(self.edition, "tracks")
        return PhaseRowForm(
            self.data,
            prefix=f"p{index}",
            initial=_initial(phase) if phase else {"kind": Phase.Kind.OTHER},  # as the empty group shows it
            tracks=tracks,
            may_remove=not self.is_open,
            empty_permitted=phase is None,
            use_required_attribute=False,
        )

    def add_row(self) -> None:
        """Another empty one at the end; what was typed stays as it is."""
        for form in self.forms:
            form.is_bound = True
        if len(self.forms) < MOST_PHASES:
            blank = self._row(len(self.forms), None)
            blank.is_bound = False
            self.forms.append(blank)

    def is_valid(self) -> bool:
        """Each row by itself, then all of them together; what is wrong stands beside its phase."""
        valid = [form.is_valid() for form in self.forms]
        if not all(valid):
            return False
        kept = sorted(self._kept(), key=lambda form: form.cleaned_data["opens_at"])
        self.phases = [form.written(self.stored) for form in kept]
        for fault in faults_of_phases(windows_of(self.phases)):
            self._place(kept[fault.index], fault)
        if not self.phases:
            self.errors.append(_("Deje al menos una fase."))
        return not self.errors and all(not form.errors for form in self.forms)

    def _kept(self) -> list[PhaseRowForm]:
        filled = [form for form in self.forms if form.cleaned_data.get("opens_at")]
        return [form for form in filled if not form.cleaned_data.get("remove")]

    def _place(self, form: PhaseRowForm, fault: PhaseFault) -> None:
        key = fault.field if fault.field in form.fields else f"opens-{fault.field}"
        form.add_error(key if key in form.fields else None, say_phase_fault(fault))

    # Two officers at once -------------------------------------------------------------------------------------------

    def beside(self, edition: Edition, stored: Sequence[Phase]) -> "PhasesForm":
        """What was typed, judged beside the phases as they stand now."""
        form = PhasesForm(edition, stored, self.data)
        form.is_valid()
        return form

    def difference(self) -> list[dict[str, Any]]:
        """What stands now beside what was typed, phase by phase, for whoever comes second."""
        rows: list[dict[str, Any]] = []
        typed_of = {phase.pk: phase for phase in self.phases if phase.pk}
        for pk, now in self.stored.items():
            mine = typed_of.get(pk)
            if mine is None:
                rows.append({"phase": now.name, "label": _("Fase"), "now": now.opens_at, "typed": None})
                continue
            for name, label in (("name", _("Nombre")), ("opens_at", _("Abre")), ("closes_at", _("Cierra"))):
                if getattr(now, name) != getattr(mine, name):
                    rows.append(
                        {"phase": now.name, "label": label, "now": getattr(now, name), "typed": getattr(mine, name)}
                    )
            if keys_of(now.acts) != keys_of(mine.acts):
                said = [", ".join(act_label(a["act"]) for a in phase.acts) for phase in (now, mine)]
                rows.append({"phase": now.name, "label": _("Actos"), "now": said[0], "typed": said[1]})
        return rows

    def caught_up(self) -> "PhasesForm":
        """What was typed, now beside what stands; the phases that the other person added are added to it."""
        data = (self.data or QueryDict()).copy()
        data["seen"] = str(self.edition.version)
        rows = len(self.forms)
        named = {form.cleaned_data.get("phase") for form in self.forms}
        for phase in (phase for pk, phase in self.stored.items() if pk not in named):
            for name, value in _initial(phase).items():
                if name != "acts" and value not in (None, False):
                    data[f"p{rows}-{name}"] = _as_typed(value)
            rows += 1
        data["rows"] = str(rows)
        return PhasesForm(self.edition, list(self.stored.values()), data)


def _as_typed(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime(MOMENT)
    return "on" if value is True else str(value)


def _initial(phase: Phase) -> dict[str, Any]:
    initial: dict[str, Any] = {"phase": phase.pk, "name": str(phase.name), "kind": phase.kind}
    initial |= {"opens_at": phase.opens_at, "closes_at": phase.closes_at, "acts": phase.acts}
    for key, act in zip(keys_of(phase.acts), phase.acts, strict=True):
        initial[f"act-{key}"] = True
        for name in ("opens_at", "closes_at"):
            text = act.get(name)
            moment = parse_datetime(text) if text else None
            initial[f"{name[:-3]}-{key}"] = timezone.localtime(moment) if moment else None
    return initial


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
