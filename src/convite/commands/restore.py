"""How does everything come back from one file? `convite restore FILE`: checked whole first, then put in place.

Nothing is touched before every member of the file was read and compared with its manifest, and the database in it was
opened. A database that holds something is only replaced with `--replace`, after a backup of what it holds.
"""

import argparse
import json
import shutil
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from convite.commands.backup import (
    DATABASE,
    FILES,
    FORMAT,
    MANIFEST,
    Manifest,
    copy_and_hash,
    default_place,
    make_backup,
)
from convite.core.audit import verify_chain
from convite.core.dumps import (
    Contents,
    Damaged,
    check_dump,
    contents_now,
    engine_name,
    holds_something,
    load_database,
)
from convite.core.errors import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_("copia hecha con convite backup"))
    parser.add_argument("--yes", action="store_true", help=_("no pregunta"))
    parser.add_argument("--replace", action="store_true", help=_("reemplaza lo que haya, después de copiarlo aparte"))


def run(args: argparse.Namespace) -> int:
    try:
        return _restore(args.file, replace=args.replace, yes=args.yes)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2


def _restore(file: Path, *, replace: bool, yes: bool) -> int:
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as scratch:
        manifest = unpack(file, Path(scratch))
        check_dump(Path(scratch) / DATABASE, manifest.contents)
        in_use = holds_something()
        if in_use and not replace:
            raise Refused(_("La base de datos no está vacía. Con --replace se reemplaza, después de copiarla aparte."))
        if not yes and not _agreed(manifest):
            raise Refused(_("No se hizo nada."))
        if in_use:
            before = default_place("before-restore")
            make_backup(before)
            print(_("Lo que había queda en %(file)s.") % {"file": before})
        load_database(Path(scratch) / DATABASE, manifest.contents)
        _put_files(Path(scratch) / FILES)
    return _report(manifest)


def unpack(file: Path, to: Path) -> Manifest:
    """Writes every member under `to`, compared with the manifest. Raises `Damaged`, or `Refused` if it is not ours."""
    if not file.is_file():
        raise Refused(_("No existe el archivo %(file)s.") % {"file": file})
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _read_manifest(archive)
            _must_fit(archive, to)
            _unpack_members(archive, manifest, to)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Damaged(
            _("%(file)s no es una copia de Convite o está dañado: no se tocó nada. (%(error)s)")
            % {"file": file.name, "error": error}
        ) from error
    return manifest


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        said: dict[str, Any] = json.loads(archive.read(MANIFEST))
        manifest = Manifest(**{**said, "contents": Contents(**said["contents"])})
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged(_("El archivo no dice qué contiene (manifest.json): no se tocó nada.")) from error
    if manifest.format != FORMAT:
        raise Refused(
            _("La copia tiene un formato que esta versión no conoce: %(format)s.") % {"format": manifest.format}
        )
    if manifest.engine != engine_name():
        raise Refused(
            _("La copia es de %(theirs)s y esta instalación usa %(ours)s.")
            % {"theirs": manifest.engine, "ours": engine_name()}
        )
    newer = sorted(set(manifest.contents.migrations) - _known_migrations())
    if newer:
        raise Refused(
            _("La copia es de una versión más nueva de Convite (%(name)s): actualice antes.") % {"name": newer[0]}
        )
    return manifest


def _known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}


def _must_fit(archive: zipfile.ZipFile, to: Path) -> None:
    needed = 2 * sum(member.file_size for member in archive.infolist())  # unpacked, and then in its place
    if shutil.disk_usage(to).free < needed:
        raise Refused(_("No hay espacio en el disco: hacen falta %(mb)d MB.") % {"mb": needed // 1_000_000})


def _unpack_members(archive: zipfile.ZipFile, manifest: Manifest, to: Path) -> None:
    names = archive.namelist()
    if sorted(names) != sorted({*manifest.members, MANIFEST}) or DATABASE not in manifest.members:
        raise Damaged(_("Al archivo le falta o le sobra algo de lo que dice contener: no se tocó nada."))
    for name, expected in manifest.members.items():
        place = PurePosixPath(name)
        if (name != DATABASE and not name.startswith(FILES)) or place.is_absolute() or ".." in place.parts:
            raise Damaged(_("El archivo trae un nombre que no es de una copia: %(name)s.") % {"name": name})
        target = to / place
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, target.open("wb") as out:
            found = copy_and_hash(source, out)
        if found != expected:
            raise Damaged(
                _("%(name)s no es lo que se guardó: la copia está dañada y no se tocó nada.") % {"name": name}
            )


def _agreed(manifest: Manifest) -> bool:
    if not sys.stdin.isatty():
        raise Refused(_("Para restaurar sin preguntar, use --yes."))
    rows = sum(manifest.contents.rows.values())
    print(_("La copia es del %(moment)s y trae %(rows)d filas.") % {"moment": manifest.made_at[:16], "rows": rows})
    return input(_("¿Restaurar? Escriba sí: ")).strip().lower() in {"sí", "si", "s", "yes", "y", "oui", "o", "sim"}


def _put_files(unpacked: Path) -> None:
    """Puts the folder of files in the place of the one there is: by renaming, so that it is one or the other."""
    place = Path(settings.MEDIA_ROOT)
    place.parent.mkdir(parents=True, exist_ok=True)
    unpacked.mkdir(exist_ok=True)
    coming, leaving = place.with_name(place.name + ".coming"), place.with_name(place.name + ".leaving")
    for rest in (coming, leaving):
        shutil.rmtree(rest, ignore_errors=True)
    shutil.move(unpacked, coming)
    if place.exists():
        place.rename(leaving)
    coming.rename(place)
    shutil.rmtree(leaving, ignore_errors=True)


def _report(manifest: Manifest) -> int:
    if contents_now() != manifest.contents:
        raise Damaged(_("Lo restaurado no es lo que la copia dice. No use esta base de datos."))
    broken = verify_chain().broken_at
    print(
        _("Restaurado y comprobado: %(rows)d filas, %(files)d archivos, %(acts)d actos registrados.")
        % {
            "rows": sum(manifest.contents.rows.values()),
            "files": len(manifest.members) - 1,
            "acts": manifest.contents.audit_last,
        }
    )
    if _known_migrations() - set(manifest.contents.migrations):
        print(_("La copia es de una versión anterior: ejecute «convite manage migrate»."))
    if broken is not None:
        print(_("Atención: el registro de actos se rompe en el n.º %(number)d.") % {"number": broken})
    return 0 if broken is None else 1
