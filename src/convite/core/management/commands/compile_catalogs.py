"""Compiles the translation catalogs with Babel, so that a machine without gettext can run every language."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compiles locale/*/LC_MESSAGES/django.po where they are newer than their .mo"

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                target = source.with_suffix(".mo")
                if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                    continue
                with source.open("rb") as po:
                    catalog = read_po(po)
                # Written beside and moved, so that a server that starts meanwhile never reads half a file.
                beside = target.with_suffix(".mo.new")
                with beside.open("wb") as mo:
                    write_mo(mo, catalog)
                beside.replace(target)
