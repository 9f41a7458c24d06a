"""How does a letter or a paper lead back to a page? By its whole address, also where no request is at hand."""

from django.conf import settings


def absolute(path: str) -> str:
    """«/encuentros/» as https://convite.example.org/encuentros/: under the first name that it answers to.

    >>> absolute("/encuentros/").endswith("/encuentros/")
    True
    """
    host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
    return f"{'https' if settings.HTTPS else 'http'}://{host}{path}"
