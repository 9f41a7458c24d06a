"""In what ways can an act fail to happen? Not allowed (who), refused (when and how), or overtaken by somebody else."""

from typing import Any


class NotAllowed(Exception):
    """This person may not do this. The page is a 403; what one may not even see is a 404 by `Hidden`."""


class Hidden(NotAllowed):
    """This person may not know that the thing exists."""


class Refused(Exception):
    """The act cannot happen now or in this way; `reason` is a sentence that the page shows as it is."""

    def __init__(self, reason: Any) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


class Overtaken(Refused):
    """Somebody else changed the thing since this person opened it; `theirs` is the thing as it stands now."""

    def __init__(self, reason: Any, theirs: Any) -> None:
        super().__init__(reason)
        self.theirs = theirs
