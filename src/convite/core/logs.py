"""What happened on the server, for the machine and for the person on duty? One line per request, without personal data.

A line names the path's pattern, never its query: what people search for is theirs.
"""

import logging
import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("convite.request")


def configure(options: dict[str, Any]) -> None:
    """Called by Django as LOGGING_CONFIG: `{"level": "INFO", "json": False}`."""
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last = (
        structlog.processors.JSONRenderer()
        if options["json"]
        # Plain: the richer ones print local variables, and with them what people typed.
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=last, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(options["level"])
    logging.getLogger("fontTools").setLevel("WARNING")
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


class RequestLog:
    """Gives each request a short name, returned in X-Request-ID, and logs how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name, start = uuid4().hex[:12], time.perf_counter()
        structlog.contextvars.bind_contextvars(request=name)
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response["X-Request-ID"] = name
        if response.status_code >= 500 or log.isEnabledFor(logging.DEBUG):
            match = getattr(request, "resolver_match", None)
            log.info(
                "request",
                request=name,
                method=request.method,
                route=match.route if match else "-",
                status=response.status_code,
                ms=round((time.perf_counter() - start) * 1000, 1),
            )
        return response
