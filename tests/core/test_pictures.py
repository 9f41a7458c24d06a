"""Is a picture drawn anew before it is kept, and a bomb refused before it is unpacked?"""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from convite.core.errors import Refused
from convite.core.files import path_of_hash
from convite.core.models import StoredFile
from convite.core.pictures import picture_response, store_picture
from convite.people.models import Person


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def photo(width: int = 60, height: int = 40, form: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form, **options)
    return out.getvalue()


def photo_with_place(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ana"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (6.0, 16.0, 12.0)
    return photo(exif=exif)


def png_that_promises(width: int, height: int) -> bytes:
    """A few bytes whose head says that they are thousands of millions of points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 10_000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("foto.jpg", b"\0" * 5_000_000)
    return out.getvalue()


def store(content: bytes, person: Person, name: str = "foto.jpg") -> StoredFile:
    return store_picture(io.BytesIO(content), name, act="add_photo", by=person)


def kept(stored: StoredFile) -> Image.Image:
    return Image.open(path_of_hash(stored.sha256))


def test_store_picture_keeps_neither_place_nor_camera(resident: Person) -> None:
    picture = kept(store(photo_with_place(), resident))

    assert (dict(picture.getexif()), "exif" in picture.info, picture.format) == ({}, False, "WEBP")


def test_store_picture_turned_by_its_camera_stands_upright(resident: Person) -> None:
    assert kept(store(photo_with_place(orientation=6), resident)).size == (40, 60)


def test_store_picture_larger_than_any_screen_is_made_smaller(resident: Person) -> None:
    assert kept(store(photo(3200, 1000), resident)).size == (1600, 500)


def test_store_picture_is_named_for_what_it_became(resident: Person) -> None:
    stored = store(photo(form="PNG"), resident, "cancha.png")

    assert (stored.name, stored.media_type) == ("cancha.webp", "image/webp")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zip_bomb(), "No se puede recibir este tipo de archivo. Se reciben: JPG, PNG, WEBP."),
        (png_that_promises(60_000, 60_000), "La foto es demasiado grande. Envíela más pequeña."),
        (
            png_that_promises(10_000, 6_000),
            "La foto mide 10000 × 6000 puntos: es demasiado grande. Envíela más pequeña.",
        ),
        (png_that_promises(900, 900), "La foto está dañada y no se puede abrir. Tómela o guárdela de nuevo."),
        (photo()[:300], "La foto está dañada y no se puede abrir. Tómela o guárdela de nuevo."),
        (b"<svg onload=alert(1)>", "No se puede recibir este tipo de archivo. Se reciben: JPG, PNG, WEBP."),
    ],
)
def test_store_bad_picture_says_why_and_leaves_nothing(
    content: bytes, reason: str, home: Path, resident: Person
) -> None:
    with pytest.raises(Refused) as refusal:
        store(content, resident)

    assert (str(refusal.value), list(home.rglob("*.*")), StoredFile.objects.count()) == (reason, [], 0)


def test_picture_response_sends_a_copy_no_larger_than_asked(resident: Person) -> None:
    response = picture_response(store(photo(1600, 800), resident), 300)

    shown = Image.open(io.BytesIO(b"".join(response.streaming_content)))
    assert (shown.size, response["Content-Type"], response["X-Content-Type-Options"]) == (
        (320, 160),
        "image/webp",
        "nosniff",
    )
