"""What serves HTTP: Slack's requests, and whether the bot is well."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.outbox.delivery import Delivery

STALE_AFTER = timedelta(seconds=30)


def web_app(
    bolt: AsyncApp | None, delivery: Delivery, machine: Clock, is_connected: Callable[[], Awaitable[bool]]
) -> Starlette:
    """`/healthz`, `/readyz` with the age of the last claim and, given a `bolt`, `/slack/events` for all of Slack."""

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
    return Starlette(routes=routes)
