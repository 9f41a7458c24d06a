"""Copies each Spanish sentence of the code into the Spanish catalog, whose plural has one form more than the code.

Says how many sentences each other language still lacks.
"""

import re
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand

_DATES = re.compile(r'"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team):[^"]*"\n')


class Command(BaseCommand):
    help = "Fills locale/es from the code's own sentences; counts what the other languages lack"

    def handle(self, *args: Any, **options: Any) -> None:
        for source in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")):
            text = source.read_text(encoding="utf8")
            # A date that changes with every extraction would make two people's catalogs differ for nothing.
            source.write_text(_DATES.sub("", text), encoding="utf8")
            with source.open("rb") as file:
                catalog = read_po(file)
            if source.parts[-3] == "es":
                for message in catalog:
                    if isinstance(message.id, tuple):
                        one, many = message.id
                        message.string = (one, *[many] * (catalog.num_plurals - 1))
                    elif message.id:
                        message.string = message.id
                    message.flags.discard("fuzzy")
                with source.open("wb") as file:
                    write_po(file, catalog, width=0)
                source.write_text(_DATES.sub("", source.read_text(encoding="utf8")), encoding="utf8")
            lacking = sum(1 for m in catalog if m.id and (m.fuzzy or not _whole(m.string)))
            self.stdout.write(f"{source.parts[-3]}: {len(catalog)} sentences, {lacking} to translate")


def _whole(text: Any) -> bool:
    return all(text) if isinstance(text, tuple) else bool(text)
