"""Which reference data of places may be edited by hand? The places themselves; all through the actions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from convite.territories.actions import add_territory, change_territory
from convite.territories.forms import TerritoryForm
from convite.territories.models import Territory


@admin.register(Territory)
class TerritoryAdmin(admin.ModelAdmin[Territory]):
    form = TerritoryForm
    list_display = ("code", "name", "kind", "parent")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    autocomplete_fields = ("parent",)
    ordering = ("path",)

    def save_model(self, request: HttpRequest, obj: Territory, form: Any, change: bool) -> None:
        (change_territory if change else add_territory)(obj, by=request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Territory | None = None) -> bool:
        return False  # a place that is no more ends (valid_to); what happened there stays
