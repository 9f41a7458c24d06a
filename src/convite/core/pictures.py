"""How is somebody's picture kept and shown? Drawn anew when it comes, and to whoever only looks, as small as she needs.

Not here: who may see it (the view says), how it is made harmless (`redrawing`), and documents (`files`).
"""

import os
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from django.http import FileResponse

from convite.core.files import JPEG, PNG, WEBP, path_of_hash, store_file
from convite.core.models import StoredFile
from convite.core.redrawing import LONGEST_SIDE, redraw

PICTURES = frozenset({JPEG, PNG, WEBP})
WIDTHS = (320, 640, LONGEST_SIDE)


def store_picture(source: BinaryIO, name: str, *, act: str, by: Any, public: bool = True) -> StoredFile:
    """Keeps a picture that somebody gave. Refuses, with a sentence, what is none, is broken, or is a bomb."""
    return store_file(source, name, act=act, by=by, accept=PICTURES, public=public)


def picture_response(stored: StoredFile, width: int = LONGEST_SIDE) -> FileResponse:
    """The picture no larger than the next of WIDTHS, for anyone who may see it, to be kept a day by her browser."""
    chosen = next((w for w in WIDTHS if w >= width), WIDTHS[-1])
    response = FileResponse(_copy_of(stored, chosen).open("rb"), content_type=WEBP.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=86400"
    return response


def _copy_of(stored: StoredFile, width: int) -> Path:
    """The file itself, or its smaller copy, drawn when first asked for."""
    whole = path_of_hash(stored.sha256)
    if width >= LONGEST_SIDE:
        return whole
    copy = whole.with_name(f"{whole.name}.{width}")
    if not copy.exists():
        with tempfile.NamedTemporaryFile(dir=whole.parent, prefix=".coming-", delete=False) as coming:
            coming.write(redraw(whole.read_bytes(), WEBP.media_type, width))
        os.replace(coming.name, copy)
    return copy
