"""Is a file taken for what it is, kept once, and given back so that it can do no harm?"""

import io
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from convite.core import files
from convite.core.errors import Refused
from convite.core.files import CSV, DOCUMENTS, JPEG, PDF, PNG, WEBP, XLSX, ZIP, FileType, clean_name, type_of
from convite.core.models import AuditEntry, StoredFile
from convite.people.models import Person

PDF_BYTES = b"%PDF-1.7\n1 0 obj\n"
PNG_BYTES = b"\x89PNG\r\n\x1a\n" + b"\0" * 30


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for name in names:
            zipped.writestr(name, "x")
    return file.getvalue()


def store(content: bytes, name: str, by: Person, **options: Any) -> StoredFile:
    return files.store_file(io.BytesIO(content), name, act="give_file", by=by, **options)


def kept_in(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF_BYTES, PDF),
        (PNG_BYTES, PNG),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", JPEG),
        (b"RIFF\0\0\0\0WEBPVP8 ", WEBP),
        (archive("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (archive("a.shp"), ZIP),
        (archive("xl/workbook.xml", "xl/vbaProject.bin"), None),
        ("código;año\n05001;1".encode(), CSV),
        ("año\n1".encode("cp1252"), CSV),
        (b"<html><script>", None),
        (b"\xef\xbb\xbf  <svg onload=alert(1)>", None),
        (b"MZ\x90\0", None),
        (b"\x7fELF", None),
        (b"x%PDF-1.7\0", None),
        (b"", None),
    ],
)
def test_type_is_told_by_content(content: bytes, kind: FileType | None) -> None:
    assert type_of(content) == kind


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("acta.pdf", PDF, "acta.pdf"),
        ("Acta Nº 3.PDF", PDF, "Acta Nº 3.PDF"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\actas\\mayo.pdf", PDF, "mayo.pdf"),
        ("foto.exe", PDF, "foto.exe.pdf"),
        ("acta\u202efdp.exe", PDF, "actafdp.exe.pdf"),
        ("\r\n", PDF, "archivo.pdf"),
        ("a" * 300 + ".csv", CSV, "a" * 196 + ".csv"),
    ],
)
def test_name_is_cleaned_and_ends_as_its_content(name: str, kind: FileType, clean: str) -> None:
    assert clean_name(name, kind) == clean


def test_store_file_keeps_the_bytes_under_their_hash(home: Path, resident: Person) -> None:
    stored = store(PDF_BYTES, "acta.pdf", resident)

    assert kept_in(home) == [home / stored.sha256[:2] / stored.sha256]
    assert files.path_of_hash(stored.sha256).read_bytes() == PDF_BYTES
    assert (stored.name, stored.media_type, stored.size) == ("acta.pdf", "application/pdf", len(PDF_BYTES))
    assert (stored.given_by, files.is_intact(stored)) == (resident.public_id, True)


def test_store_file_cannot_be_executed(resident: Person) -> None:
    path = files.path_of_hash(store(PDF_BYTES, "acta.pdf", resident).sha256)

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_store_file_is_remembered(resident: Person) -> None:
    stored = store(PDF_BYTES, "acta.pdf", resident)

    entry = AuditEntry.objects.get(thing=stored.public_id)
    assert (entry.act, entry.by, entry.kind) == ("give_file", resident.public_id, "core.storedfile")


def test_store_same_file_twice_keeps_one(home: Path, resident: Person) -> None:
    store(PDF_BYTES, "a.pdf", resident)
    store(PDF_BYTES, "b.pdf", resident)

    assert (len(kept_in(home)), StoredFile.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.pdf", "El archivo está vacío."),
        (b"MZ\x90\0", "a.pdf", "No se puede recibir este tipo de archivo. Se reciben: CSV, PDF, XLSX."),
        (archive("a.txt"), "a.xlsx", "No se puede recibir este tipo de archivo. Se reciben: CSV, PDF, XLSX."),
        (PDF_BYTES + b"\0" * (31 * files.MB), "a.pdf", "El archivo pesa más de 30 MB."),
        (PDF_BYTES + b"\0" * (26 * files.MB), "a.pdf", "El archivo pesa más de 25 MB."),
    ],
)
def test_store_refused_file_says_why_and_leaves_nothing(
    content: bytes, name: str, reason: str, home: Path, resident: Person
) -> None:
    with pytest.raises(Refused) as refusal:
        store(content, name, resident)

    assert (str(refusal.value), kept_in(home), StoredFile.objects.count()) == (reason, [], 0)


def test_documents_are_no_pictures() -> None:
    assert [kind for kind in DOCUMENTS if kind.is_picture] == []


def test_file_response_is_a_download_that_runs_nothing(resident: Person) -> None:
    response = files.file_response(store(PDF_BYTES, "acta «final».pdf", resident))

    assert {name: response[name] for name in ("X-Content-Type-Options", "Content-Security-Policy", "Content-Type")} == {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Type": "application/pdf",
    }
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert b"".join(response.streaming_content) == PDF_BYTES


def test_file_changed_on_disk_is_not_intact(resident: Person) -> None:
    stored = store(PDF_BYTES, "acta.pdf", resident)

    files.path_of_hash(stored.sha256).write_bytes(b"%PDF-otra")

    assert files.is_intact(stored) is False


@pytest.mark.parametrize("digest", ["../../etc/passwd", "A" * 64, ""])
def test_path_of_what_is_no_hash_is_an_error(digest: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        files.path_of_hash(digest)
