"""What can one take away? The catalogue of open data, and each list as a file.

Whoever asks, the file is the one that everybody gets: what only staff may see is no open data, and an officer who
passes a file on must not pass on a draft without knowing.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convite.core.tables.columns import KIND_LABELS, Column
from convite.core.tables.writers import FORMATS
from convite.opendata.queries import EXPORTS, Export, territories_geojson
from convite.opendata.queries.geojson import MEDIA_TYPE as GEOJSON


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    return render(request, "opendata/catalogue.html", {"lists": [_entry(export) for export in EXPORTS.values()]})


def _entry(export: Export) -> dict[str, Any]:
    files = [(f.label, f.name) for f in FORMATS.values()]
    if export.name == "territories":
        files.append(("GeoJSON", "geojson"))
    return {
        "name": export.name,
        "label": export.label,
        "description": export.description,
        "files": [{"label": label, "url": reverse("open_data_file", args=[export.name, f])} for label, f in files],
        "columns": [_column_entry(column) for column in export.columns],
    }


def _column_entry(column: Column) -> tuple[str, str]:
    """Its names in the file, and what it is and how it is written."""
    written = str(KIND_LABELS[column.kind])
    if column.choices:
        options = ", ".join(f"{value} ({label})" for value, label in column.choices if value)
        written = _("una de: %(options)s") % {"options": options}
    parts = (str(column.label), str(column.says).rstrip("."), written)
    told = ". ".join(part[0].upper() + part[1:] for part in parts if part)
    return ", ".join(head.name for head in column.heads), f"{told}."


@require_safe
def open_data_file(request: HttpRequest, name: str, file_format: str) -> HttpResponse:
    everybody = AnonymousUser()
    if (name, file_format) == ("territories", "geojson"):
        chunks, media_type = territories_geojson(everybody), GEOJSON
    elif name in EXPORTS and file_format in FORMATS:
        written, export = FORMATS[file_format], EXPORTS[name]
        chunks, media_type = written.write(export.table, export.rows(everybody)), written.media_type
    else:
        raise Http404
    if request.method == "HEAD":
        chunks = iter(())
    response = StreamingHttpResponse(_begun(chunks), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    response["Access-Control-Allow-Origin"] = "*"  # open data may be read by any page: it is the same for everyone
    return response


def _begun(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The first piece is made before the answer begins: a list that cannot be written is a page that says so."""
    language = translation.get_language()
    first = list(zip(range(1), chunks, strict=False))

    def rest() -> Iterator[bytes]:
        translation.activate(language or "es")  # the answer is sent after the request's own language is gone
        yield from chunks

    return chain((piece for _number, piece in first), rest())
