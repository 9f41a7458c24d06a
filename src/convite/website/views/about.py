"""What do we promise? The page on privacy, from the catalogue of personal fields, and the one on accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convite.core.personal import catalogue


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    rows = [
        {"of": row.model._meta.verbose_name, "name": row.field.verbose_name, "is": row.personal} for row in catalogue()
    ]
    return render(request, "website/privacy.html", {"rows": rows})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "website/accessibility.html")
