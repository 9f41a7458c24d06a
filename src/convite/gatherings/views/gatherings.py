"""What is shown of gatherings? The list by day, and each one with who came and what was said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from convite.core.paging import page_of
from convite.core.trace import trace_of
from convite.gatherings.forms import GatheringFilter
from convite.gatherings.permissions import gatherings_visible_to
from convite.gatherings.queries import attendance_of, places_of_gatherings


@require_safe
def gathering_list(request: HttpRequest) -> HttpResponse:
    gatherings = gatherings_visible_to(request.user)
    form = GatheringFilter(request.GET, territories=places_of_gatherings())
    if form.is_valid():
        fields = {"territory__public_id": form.cleaned_data["territorio"], "kind": form.cleaned_data["clase"]}
        gatherings = gatherings.filter(**{field: value for field, value in fields.items() if value})
    page = page_of(gatherings.select_related("territory"), request.GET, ("-starts_at", "-id"))
    asked = any(request.GET.get(name) for name in form.fields)
    return render(request, "gatherings/list.html", {"form": form, "page": page, "asked": asked})


@require_safe
def gathering_page(request: HttpRequest, public_id: str) -> HttpResponse:
    found = gatherings_visible_to(request.user).select_related("territory")
    gathering = get_object_or_404(found, public_id=public_id)
    context = {"gathering": gathering, "attendance": attendance_of([gathering]), "said": trace_of(gathering)}
    return render(request, "gatherings/gathering.html", context)
