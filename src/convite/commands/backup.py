"""How is everything kept in one file? `convite backup [FILE]`: the database, the files people gave, and a manifest.

The manifest says what the file must hold (rows per table, where the audit chain ends, the SHA-256 of each member), so
that `convite restore` can tell a whole file from a damaged one. Secrets are not in it: keep the secret key elsewhere.
"""

import argparse
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from convite.core.audit import verify_chain
from convite.core.dumps import Contents, dump_database, engine_name
from convite.core.errors import Refused

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.dump"
FILES = "files/"
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `members` is the SHA-256 of each file in it but this one."""

    format: int
    version: str
    engine: str
    made_at: str
    contents: Contents
    audit_broken_at: int | None
    configuration: dict[str, Any]
    members: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False).encode()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=Path, help=_("archivo nuevo (por defecto, con la fecha, en CONVITE_HOME)")
    )


def run(args: argparse.Namespace) -> int:
    to = args.file or default_place("convite")
    manifest = make_backup(to)
    rows = sum(manifest.contents.rows.values())
    print(_("Copia completa en %(file)s (%(mb).1f MB).") % {"file": to, "mb": to.stat().st_size / 1e6})
    print(
        _("%(rows)d filas en %(tables)d tablas, %(files)d archivos, %(acts)d actos registrados.")
        % {
            "rows": rows,
            "tables": len(manifest.contents.rows),
            "files": len(manifest.members) - 1,
            "acts": manifest.contents.audit_last,
        }
    )
    print(_("SHA-256 de la copia: %(hash)s") % {"hash": sha256_of(to)})
    print(_("Las claves (secret.key y data.key) no están en la copia: guárdelas aparte."))
    if manifest.audit_broken_at is not None:
        broken = {"number": manifest.audit_broken_at}
        print(_("Atención: el registro de actos se rompe en el n.º %(number)d.") % broken)
        return 1
    return 0


def default_place(name: str) -> Path:
    """A new file in the house's own folder of backups, named by the moment."""
    stem = Path(settings.HOME) / "backups" / f"{name}-{timezone.localtime():%Y%m%d-%H%M%S}"
    names = (stem.with_name(f"{stem.name}{again}.zip") for again in ("", *(f"-{n}" for n in range(2, 100))))
    return next(place for place in names if not place.exists())


def make_backup(to: Path) -> Manifest:
    """Writes a backup to a new file, readable by its owner only. The file appears complete, or not at all."""
    if to.exists():
        raise Refused(_("Ya existe %(file)s: una copia nunca reemplaza a otra.") % {"file": to})
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".convite-", dir=to.parent) as scratch:
        dump, part = Path(scratch) / DATABASE, Path(scratch) / "part.zip"
        # The database first: a file that it names is never removed, so all of them are there afterwards.
        contents = dump_database(dump)
        manifest = _manifest(contents)
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
                for name, path in _members(dump):
                    manifest.members[name] = _put(archive, name, path)
                archive.writestr(MANIFEST, manifest.as_json())
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, to)
    return manifest


def _manifest(contents: Contents) -> Manifest:
    return Manifest(
        format=FORMAT,
        version=version("convite"),
        engine=engine_name(),
        made_at=timezone.now().isoformat(),
        contents=contents,
        audit_broken_at=verify_chain().broken_at,
        configuration={
            "CONVITE_SITE_NAME": settings.SITE_NAME,
            "CONVITE_HOSTS": ",".join(settings.ALLOWED_HOSTS),
            "CONVITE_TIME_ZONE": settings.TIME_ZONE,
            "CONVITE_DEMO": settings.DEMO,
        },
    )


def _members(dump: Path) -> Iterator[tuple[str, Path]]:
    yield DATABASE, dump
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield FILES + path.relative_to(root).as_posix(), path


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """Adds a file and returns the hash of what was added, read once."""
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as member:
        return copy_and_hash(source, member)


def copy_and_hash(source: Any, target: Any) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def sha256_of(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
