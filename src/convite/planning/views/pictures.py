"""What of an idea is drawn rather than written? Its photos, and the ground on which one points."""

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from convite.core.errors import Hidden
from convite.core.pictures import picture_response
from convite.core.pointing import Outline, draw_ground
from convite.planning.forms import point_of
from convite.planning.models import IdeaPhoto
from convite.planning.permissions import ideas_visible_to
from convite.planning.queries.places import box_of_frame, ground_of, shapes_in
from convite.planning.views.ideas import asked_edition
from convite.territories.models import Boundary


@require_safe
def idea_photo(request: HttpRequest, public_id: str, width: int) -> FileResponse:
    """To whoever may see the idea."""
    photos = IdeaPhoto.objects.filter(idea__in=ideas_visible_to(request.user)).select_related("file")
    return picture_response(get_object_or_404(photos, public_id=public_id).file, width)


@require_safe
def idea_ground(request: HttpRequest) -> HttpResponse:
    """The outlines in a frame, with a pin where a point is: a picture that a form can send back a touch on."""
    edition = asked_edition(request)
    point = point_of(request.GET.get("punto", ""))
    box = box_of_frame(request.GET.get("marco", ""))
    ground = ground_of(edition, None, point, request.GET.get("marco", ""))
    if ground is None or box is None:
        raise Hidden
    chosen = request.GET.get("territorio", "")
    outlines = [_outline(shape, chosen) for shape in shapes_in(ground.box, edition)]
    drawn = draw_ground(ground.box, outlines, point, ground.width, ground.height)
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Cache-Control": "private, max-age=3600"})


def _outline(shape: Boundary, chosen: str) -> Outline:
    place = shape.territory
    label = None if shape.label_lon is None or shape.label_lat is None else (shape.label_lon, shape.label_lat)
    return Outline(place.name, shape.display, label, place.public_id == chosen)


@require_safe
def idea_outlines(request: HttpRequest) -> JsonResponse:
    """The outlines of the edition's territories, light enough for a telephone, for the map that a program draws."""
    edition = asked_edition(request)
    rows = Boundary.objects.filter(territory__parent=edition.territory).select_related("territory").defer("geometry")
    features = [
        {"type": "Feature", "geometry": row.display, "properties": {"name": row.territory.full_name}}
        for row in rows.order_by("territory__path")
    ]
    answer = JsonResponse({"type": "FeatureCollection", "features": features})
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
