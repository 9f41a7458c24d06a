"""How is a picture made harmless? Drawn anew: no place, no camera, nothing hidden; upright and not too large.

A picture is opened with limits (of its kind, its pixels), turned as its EXIF says, made smaller where it is larger than
any screen needs, and written as WebP with its colours alone.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from convite.core.errors import Refused

MOST_PIXELS = 50_000_000  # a telephone's largest; a bomb promises thousands of millions
LONGEST_SIDE = 1600
QUALITY = 78
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def redraw(data: bytes, media_type: str, longest: int = LONGEST_SIDE) -> bytes:
    """The picture upright, at most `longest` wide or high, as WebP. Refuses what is broken or a bomb."""
    with _opened(data, FORMATS[media_type]) as picture:
        picture.draft("RGB", (longest, longest))  # a JPEG is unpacked no larger than needed
        return _written(ImageOps.exif_transpose(picture), longest)


@contextmanager
def _opened(data: bytes, form: str) -> Iterator[Image.Image]:
    """The picture, if it is what it says and of a size that can be drawn."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[form]) as picture:
                width, height = picture.size  # from the head: nothing is unpacked yet
                if width * height > MOST_PIXELS:
                    raise Refused(
                        _("La foto mide %(width)s × %(height)s puntos: es demasiado grande. Envíela más pequeña.")
                        % {"width": width, "height": height}
                    )
                yield picture
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused(_("La foto es demasiado grande. Envíela más pequeña.")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused(_("La foto está dañada y no se puede abrir. Tómela o guárdela de nuevo.")) from error


def _written(picture: Image.Image, longest: int) -> bytes:
    """As WebP with colours alone: what else the file carried stays behind."""
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    plain = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"")
    return out.getvalue()
