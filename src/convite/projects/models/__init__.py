"""What is built? The bank of local projects: everything formulated since the first year, judged, chosen, built."""

from convite.projects.models.money import Amendment, Contract, MoneyMove, WorkTotals
from convite.projects.models.projects import Project, ProjectOrigin
from convite.projects.models.searches import SavedSearch
from convite.projects.models.sheet import (
    Adjustment,
    Beneficiaries,
    CostItem,
    Formulator,
    Incompatibility,
    ProjectDocument,
    ProjectIndicator,
    ScheduleStep,
)
from convite.projects.models.viability import Appeal, Checklist, Correction, Department, Opinion, OpinionKind
from convite.projects.models.works import Finding, ProgressReport, Visit, Work, WorkChange, WorkPhoto

__all__ = [
    "Adjustment",
    "Amendment",
    "Appeal",
    "Beneficiaries",
    "Checklist",
    "Contract",
    "Correction",
    "CostItem",
    "Department",
    "Finding",
    "Formulator",
    "Incompatibility",
    "MoneyMove",
    "Opinion",
    "OpinionKind",
    "ProgressReport",
    "Project",
    "ProjectDocument",
    "ProjectIndicator",
    "ProjectOrigin",
    "SavedSearch",
    "ScheduleStep",
    "Visit",
    "Work",
    "WorkChange",
    "WorkPhoto",
    "WorkTotals",
]
