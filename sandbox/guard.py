"""Keeps other web sites out: only loopback hosts are served, and only the own page may act."""

from urllib.parse import urlsplit

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


class Guard:
    """Wraps the application. A name that somebody else's DNS points here has another Host; it gets 403."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        why = self._objection(scope) if scope["type"] in {"http", "websocket"} else ""
        if not why:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": why})
        else:
            await JSONResponse({"ok": False, "error": "forbidden", "said": why}, 403)(scope, receive, send)

    def _objection(self, scope: Scope) -> str:
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        host = headers.get("host", "")
        if _name(f"//{host}") not in _LOOPBACK:
            return "This server answers to loopback names only."
        acting = (
            scope["type"] == "http" and scope["method"] != "GET" and scope["path"].startswith(("/sandbox/", "/oauth/"))
        )
        if not acting:
            return ""
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return "Only the page of this server may act here."
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return "Only the page of this server may act here."
        return ""
