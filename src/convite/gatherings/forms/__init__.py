"""What may one type about gatherings?"""

from convite.gatherings.forms.gatherings import CancelForm, GatheringFilter, GatheringForm, PlaceFilter, SheetForm
from convite.gatherings.forms.people import (
    AnswersForm,
    ArriveForm,
    AttendeeForm,
    CodeForm,
    PaperLine,
    PurposeForm,
    RegisterForm,
    tidy_code,
)
from convite.gatherings.forms.records import (
    AgreementForm,
    AgreementLine,
    ConsentForm,
    EvaluationForm,
    FileForm,
    MinutesForm,
    OpinionLine,
)

__all__ = [
    "AgreementForm",
    "AgreementLine",
    "AnswersForm",
    "ArriveForm",
    "AttendeeForm",
    "CancelForm",
    "CodeForm",
    "ConsentForm",
    "EvaluationForm",
    "FileForm",
    "GatheringFilter",
    "GatheringForm",
    "MinutesForm",
    "OpinionLine",
    "PaperLine",
    "PlaceFilter",
    "PurposeForm",
    "RegisterForm",
    "SheetForm",
    "tidy_code",
]
