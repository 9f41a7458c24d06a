"""Who may look into the audit log? Who audits and who administers; what they read there carries no values."""

from convite.people.models import Role
from convite.people.queries import holds


def can_see_audit_log(person: object) -> bool:
    return holds(person, Role.AUDITOR, Role.ADMINISTRATOR)
