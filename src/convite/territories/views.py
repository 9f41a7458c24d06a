"""What is shown of places? The map of one, what lies below it, and the way to the other maps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convite.territories.forms import MapForm
from convite.territories.queries import ancestors_of, home_among, map_of_people, mapped_territories, tree_below


@require_safe
def territory_list(request: HttpRequest) -> HttpResponse:
    mapped = list(mapped_territories())
    asked = request.GET.get("mapa")
    shown = next((place for place in mapped if place.public_id == asked), None) or home_among(mapped)
    form = MapForm({"mapa": shown.public_id if shown else ""}, places=mapped)
    context = {"form": form, "territory": shown, "mapped": mapped if len(mapped) > 1 else []}
    if shown is not None:
        context |= {"map": map_of_people(shown), "branches": tree_below(shown), "ancestors": ancestors_of(shown)}
    return render(request, "territories/list.html", context)
