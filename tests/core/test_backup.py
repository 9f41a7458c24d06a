"""Does everything come back from one file, and is a damaged one found before anything is touched?"""

import argparse
import json
import zipfile
from pathlib import Path

import pytest
from django.db import DatabaseError

from convite.commands import backup, doctor, restore
from convite.core import dumps
from convite.core.actors import SYSTEM
from convite.core.acts import create
from convite.core.audit import verify_chain
from convite.core.engines import Durability
from convite.core.errors import Refused
from convite.core.models import AuditEntry, AuditHead, StoredFile
from convite.core.searching import index_things, matching_ids

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.MEDIA_ROOT = tmp_path / "home" / "files"
    (settings.MEDIA_ROOT / "ab").mkdir(parents=True)
    (settings.MEDIA_ROOT / "ab" / "cd.pdf").write_bytes(b"%PDF-x")
    (settings.HOME / "secret.key").write_text("the secret of this house")
    return settings.HOME


@pytest.fixture
def kept(tmp_path):
    """A backup of a house with two things; afterwards a third one is added."""
    add("one")
    add("two")
    backup.make_backup(tmp_path / "kept.zip")
    add("three")
    return tmp_path / "kept.zip"


def add(name):
    file = StoredFile(name=name, media_type="text/plain", size=1, sha256="0" * 64, given_by="x")
    create(file, act="give_file", by=SYSTEM)
    index_things("core.storedfile", [(file.pk, {"es": name})])


def names():
    return sorted(StoredFile.objects.values_list("name", flat=True))


def bring_back(file, **options):
    return restore.run(argparse.Namespace(file=Path(file), **{"yes": True, "replace": True, **options}))


def rewritten(kept, change):
    """The same backup with its members passed through `change(name, content)`; None leaves one out."""
    other = kept.with_name("other.zip")
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return other


def manifest_with(**changed):
    def change(name, content):
        return json.dumps({**json.loads(content), **changed}).encode() if name == backup.MANIFEST else content

    return change


def test_restore_brings_back_rows_files_search_and_audit_chain(kept, home):
    (home / "files" / "ab" / "cd.pdf").write_bytes(b"changed")
    (home / "files" / "later.pdf").write_bytes(b"later")
    assert bring_back(kept) == 0
    assert (names(), AuditHead.objects.get().last, verify_chain().broken_at) == (["one", "two"], 2, None)
    found = StoredFile.objects.filter(pk__in=matching_ids("two", "core.storedfile"))
    assert [file.name for file in found] == ["two"]
    kept_files = {p.name: p.read_bytes() for p in (home / "files").rglob("*.pdf")}
    assert kept_files == {"cd.pdf": b"%PDF-x"}


def test_restore_keeps_what_it_replaces(kept, home):
    bring_back(kept)
    [before] = (home / "backups").glob("before-restore-*.zip")
    assert (bring_back(before), names()) == (0, ["one", "three", "two"])


def test_restore_leaves_the_audit_log_append_only(kept):
    bring_back(kept)
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.update(act="something else")


def test_restore_into_a_database_in_use_is_refused_without_replace(kept, capsys):
    assert (bring_back(kept, replace=False), len(names())) == (2, 3)
    assert "--replace" in capsys.readouterr().err


def test_restore_asks_before_it_begins(kept, capsys):
    assert (bring_back(kept, yes=False), len(names())) == (2, 3)
    assert "--yes" in capsys.readouterr().err


def test_backup_holds_no_secret_and_only_its_owner_may_read_it(kept):
    with zipfile.ZipFile(kept) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        assert sorted(archive.namelist()) == ["database.dump", "files/ab/cd.pdf", "manifest.json"]
    assert (b"the secret of this house" in everything, kept.stat().st_mode & 0o777) == (False, 0o600)


def test_backup_never_replaces_another_one(kept):
    with pytest.raises(Refused, match="Ya existe"):
        backup.make_backup(kept)


def test_backup_counts_the_rows_of_each_table(kept):
    with zipfile.ZipFile(kept) as archive:
        contents = json.loads(archive.read(backup.MANIFEST))["contents"]
    assert (contents["rows"]["core_storedfile"], contents["audit_last"]) == (2, 2)


def test_backup_command_says_what_it_wrote(capsys, tmp_path):
    add("one")
    assert backup.run(argparse.Namespace(file=tmp_path / "a.zip")) == 0
    assert "1 archivos, 1 actos registrados" in capsys.readouterr().out


def damage(kept, kind):
    """The file after a mishap of some kind."""
    content, cut = kept.read_bytes(), kept.with_name("damaged.zip")
    contents = json.loads(zipfile.ZipFile(kept).read(backup.MANIFEST))["contents"]
    rows = {**contents["rows"], "core_storedfile": 7}
    kinds = {
        "cut": lambda: cut.write_bytes(content[: len(content) * 2 // 3]) and cut,
        "flipped": lambda: cut.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:]) and cut,
        "not a backup": lambda: cut.write_bytes(b"hello" * 1000) and cut,
        "empty": lambda: cut.touch() or cut,
        "other bytes": lambda: rewritten(kept, lambda n, c: b"\0" * len(c) if n == backup.DATABASE else c),
        "other file": lambda: rewritten(kept, lambda n, c: b"virus" if n.startswith("files/") else c),
        "no database": lambda: rewritten(kept, lambda n, c: None if n == backup.DATABASE else c),
        "no manifest": lambda: rewritten(kept, lambda n, c: None if n == backup.MANIFEST else c),
        "odd manifest": lambda: rewritten(kept, lambda n, c: b"[]" if n == backup.MANIFEST else c),
        "other count": lambda: rewritten(kept, manifest_with(contents={**contents, "rows": rows})),
        "table of another name": lambda: rewritten(
            kept, manifest_with(contents={**contents, "rows": {"x; DROP TABLE core_storedfile": 0}})
        ),
        "newer": lambda: rewritten(
            kept, manifest_with(contents={**contents, "migrations": [*contents["migrations"], "core.9999_later"]})
        ),
        "other engine": lambda: rewritten(kept, manifest_with(engine="oracle")),
        "other format": lambda: rewritten(kept, manifest_with(format=99)),
        "no such file": lambda: kept.with_name("nowhere.zip"),
    }
    return kinds[kind]()


@pytest.mark.parametrize(
    "kind",
    [
        "cut", "flipped", "not a backup", "empty", "other bytes", "other file", "no database", "no manifest",
        "odd manifest", "other count", "table of another name", "newer", "other engine", "other format", "no such file",
    ],
)  # fmt: skip
def test_restore_of_a_damaged_file_says_so_and_changes_nothing(kept, home, kind, capsys):
    assert bring_back(damage(kept, kind)) == 2
    assert (names(), (home / "files" / "ab" / "cd.pdf").read_bytes()) == (["one", "three", "two"], b"%PDF-x")
    assert capsys.readouterr().err.strip() != ""


@pytest.mark.parametrize("name", ["files/../../escaped", "/etc/escaped", "elsewhere/x"])
def test_restore_writes_nothing_outside_its_place(kept, name, tmp_path):
    with zipfile.ZipFile(kept) as archive:
        members = json.loads(archive.read(backup.MANIFEST))["members"]
    other = rewritten(kept, manifest_with(members={**members, name: "0" * 64}))
    with zipfile.ZipFile(other, "a") as archive:
        archive.writestr(name, b"x")
    assert (bring_back(other), list(tmp_path.rglob("escaped"))) == (2, [])


def check_and_load(dump, told):
    dumps.check_dump(dump, told)  # SQLite finds it here
    dumps.load_database(dump, told)  # PostgreSQL here, before it commits


def test_restore_that_breaks_off_leaves_the_database_as_it_was(kept):
    with zipfile.ZipFile(kept) as archive:
        archive.extract(backup.DATABASE, kept.parent)
    told = dumps.contents_now()  # three things: not what the dump holds
    with pytest.raises(Refused):
        check_and_load(kept.parent / backup.DATABASE, told)
    assert names() == ["one", "three", "two"]


def test_doctor_shows_a_broken_audit_chain(capsys):
    add("one")
    AuditHead.objects.update(last=5)
    assert doctor.run(argparse.Namespace()) == 1
    assert "la cadena se rompe en el n.º 2" in capsys.readouterr().out


def test_doctor_of_a_sound_house_finds_nothing_broken(capsys, monkeypatch):
    monkeypatch.setattr(doctor, "durability", lambda: Durability("SQLite", ()))  # the tests' database may lose power
    add("one")
    (Path(doctor.settings.HOME) / "secret.key").chmod(0o600)
    assert (doctor.run(argparse.Namespace()), "ROTO" in capsys.readouterr().out) == (0, False)


def test_doctor_finds_a_key_that_others_may_read(home, capsys):
    (home / "secret.key").chmod(0o644)
    doctor.run(argparse.Namespace())
    assert "otros usuarios" in capsys.readouterr().out
