"""What serves HTTP: Slack's requests, whether the bot is well, and the page a browser comes back to from Slack."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from html import escape
from typing import TypeAlias

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.connecting import wording
from bot.connecting.rules import Ending
from bot.outbox.delivery import Delivery
from bot.settings import CONNECTED_PATH

log = logging.getLogger(__name__)

STALE_AFTER = timedelta(seconds=30)


Returned: TypeAlias = Callable[[Mapping[str, str]], Awaitable[Ending]]
"""What is told that a browser came back from Slack's page."""

GOOD = (Ending.CONNECTED, Ending.STATUS_ALONE, Ending.SNOOZE_ALONE, Ending.NEITHER, Ending.CANCELLED)
KEPT_TO_ITSELF = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""Nothing is loaded from anywhere, and the address, with its code in it, goes nowhere."""
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.5 system-ui; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }}
</style>
</head>
<body><main><h1>{title}</h1><p>{words}</p></main></body>
</html>
"""


def web_app(
    bolt: AsyncApp | None,
    delivery: Delivery,
    machine: Clock,
    is_connected: Callable[[], Awaitable[bool]],
    *,
    returned: Returned | None = None,
) -> Starlette:
    """`/healthz`, `/readyz` with the age of the last claim; given a `bolt`, `/slack/events` for all of Slack; and where
    people can connect their status, the page that tells them how it ended."""

    async def healthz(_: Request) -> Response:
        return JSONResponse({"ok": True})

    async def readyz(_: Request) -> Response:
        age = machine() - delivery.claimed_at
        connected = await is_connected()
        ready = age < STALE_AFTER and connected
        answer = {"ok": ready, "last_claim_seconds": round(age.total_seconds(), 1), "connected": connected}
        return JSONResponse(answer, status_code=200 if ready else 503)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if bolt is not None:
        routes.append(Route("/slack/events", AsyncSlackRequestHandler(bolt).handle, methods=["POST"]))
    if returned is not None:
        routes.append(Route(CONNECTED_PATH, _page(returned)))
    return Starlette(routes=routes)


def _page(returned: Returned) -> Callable[[Request], Awaitable[Response]]:
    async def page(request: Request) -> Response:
        try:
            ending = await returned(request.query_params)
        except Exception:
            log.exception("page_failed")
            ending = Ending.NO_ANSWER
        words = PAGE.format(title=escape(wording.PAGE_TITLE), words=escape(wording.page(ending)))
        return HTMLResponse(words, status_code=200 if ending in GOOD else 400, headers=KEPT_TO_ITSELF)

    return page
