"""What do allauth's pages lack that the others have? The site's name: allauth gives them the host's under that word."""

from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def own_site() -> dict[str, Any]:
    return {"name": settings.SITE_NAME}
