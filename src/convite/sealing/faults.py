"""How does the sealing say that something is wrong? With a code for programs and a sentence for people."""

from collections.abc import Mapping

from convite.rulebook.words import Sentence, Value


class SealingError(ValueError):
    """What was given cannot be used. `code` is stable; `sentence` says what is wrong and, if possible, how to mend it.

    >>> str(SealingError("empty", "El recibo está vacío."))
    'El recibo está vacío.'
    """

    def __init__(
        self, code: str, template: str, params: Mapping[str, Value] | None = None, plural: str = "", count: str = ""
    ) -> None:
        self.code = code
        self.sentence = Sentence(template, params or {}, plural, count)
        super().__init__(str(self.sentence))
