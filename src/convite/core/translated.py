"""How is one text kept in several languages? As {"es": "…", "en": "…"}: nothing is lost when a language is added."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FALLBACKS = ("es", "en", "pt", "fr")


class Translated(dict[str, str]):
    """A text by language. `str()` gives it in the reader's language, or in the nearest one that exists."""

    def language(self, wanted: str | None = None) -> str:
        """The language in which the reader will see it (for the `lang` attribute); "" where there is no text at all."""
        first = (wanted or get_language() or "es").split("-")[0]
        for code in (first, *FALLBACKS):
            if self.get(code):
                return code
        return next((code for code, text in self.items() if text), "")

    def best(self, wanted: str | None = None) -> str:
        return self.get(self.language(wanted), "")

    def __str__(self) -> str:
        return self.best()


class TranslatedField(models.JSONField):
    """A column of `Translated`. A plain string given to it is Spanish."""

    description = _("Texto en varios idiomas")

    def __init__(self, *args: Any, max_length: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("default", Translated)
        super().__init__(*args, **kwargs)
        self.text_length = max_length

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.text_length is not None:
            kwargs["max_length"] = self.text_length
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        read = super().from_db_value(value, expression, connection)
        return Translated(read) if isinstance(read, dict) else read

    def to_python(self, value: Any) -> Any:
        if isinstance(value, (str, Promise)):
            return Translated(es=str(value)) if value else Translated()
        return Translated(value) if isinstance(value, dict) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not isinstance(value, dict) or any(not isinstance(v, str) for v in value.values()):
            raise ValidationError(_("Cada idioma lleva un texto."))
        if not self.blank and not any(v.strip() for v in value.values()):
            raise ValidationError(_("Escriba el texto en al menos un idioma."))
        if self.text_length and any(len(v) > self.text_length for v in value.values()):
            raise ValidationError(_("Use a lo sumo %(most)d caracteres."), params={"most": self.text_length})
