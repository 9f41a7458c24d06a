"""Who acts when no person does? The system: scheduled work, imports from the command line, the demo."""

from dataclasses import dataclass


@dataclass(frozen=True)
class System:
    """Stands where a person would in `by=`. Permissions let it through; phases and rules do not."""

    public_id: str = "system"
    name: str = "Convite"
    is_authenticated: bool = True
    is_active: bool = True
    pk: None = None


SYSTEM = System()
