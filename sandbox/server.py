"""The workspace over HTTP on loopback: routes, and starting and stopping in a running event loop."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from sandbox import consent
from sandbox.calls import ApiError, Call, Fault
from sandbox.clock import pause
from sandbox.guard import Guard
from sandbox.responses import respond
from sandbox.web_api import Answer, read_arguments

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

HOST = "127.0.0.1"
_PAGE = Path(__file__).with_name("page")


class _Dropped(Response):
    """No response at all: the connection is cut."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope["sandbox.transport"].abort()
        while (await receive())["type"] != "http.disconnect":
            pass


class _Protocol(H11Protocol):
    """uvicorn's HTTP, which also hands its connection to the application so that it can be cut."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        served = self.app

        async def with_transport(scope: Any, receive: Any, send: Any) -> None:
            await served({**scope, "sandbox.transport": transport}, receive, send)

        self.app = with_transport


class _Fresh(StaticFiles):
    """Files that a browser asks after each time, so that nobody looks at an older page."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def application(workspace: "Workspace") -> Guard:
    """The ASGI application of one workspace."""
    routes = [
        Route("/api/{method}", _api(workspace), methods=["GET", "POST"]),
        Route(consent.PATH, workspace.consent_page.show, methods=["GET"]),
        Route(consent.PATH, workspace.consent_page.answer, methods=["POST"]),
        WebSocketRoute("/link/", workspace.sockets.accept),
        Route("/hooks/{rest:path}", _hook(workspace), methods=["POST"]),
        Route("/sandbox/state", workspace.page.state),
        Route("/sandbox/stream", workspace.page.changes),
        Route("/sandbox/act", workspace.page.act, methods=["POST"]),
        Route("/sandbox/clock", workspace.page.clock, methods=["POST"]),
        Route("/", _index),
        Mount("/static", _Fresh(directory=_PAGE, check_dir=False)),
    ]
    return Guard(Starlette(routes=routes))


async def _index(_request: Request) -> Response:
    index = _PAGE / "index.html"
    if not index.exists():
        return PlainTextResponse("The page is not here; the Web API is below /api/.", 404)
    return HTMLResponse(index.read_text(encoding="utf-8"), headers={"Cache-Control": "no-store"})


def _api(workspace: "Workspace") -> Any:
    async def api(request: Request) -> Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            kind = request.headers.get("content-type", "")
            arguments = read_arguments(dict(request.query_params), await request.body(), kind)
        except ApiError as error:
            return JSONResponse(error.body())
        if scheme.lower() == "basic":
            arguments = _client(token) | arguments
        method = request.path_params["method"]
        answer = await workspace.call(method, arguments, token if scheme.lower() == "bearer" else "")
        return _response(answer)

    return api


def _client(credentials: str) -> dict[str, str]:
    """The app's id and secret from HTTP Basic authentication, as arguments."""
    try:
        name, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": name, "client_secret": secret}


def _response(answer: Answer) -> Response:
    if answer.dropped:
        return _Dropped()
    if answer.status >= 500:
        return PlainTextResponse("", answer.status, headers=answer.headers)
    return JSONResponse(answer.body, answer.status, headers=answer.headers)


def _hook(workspace: "Workspace") -> Any:
    async def hook(request: Request) -> Response:
        state = workspace.state
        call = state.note("response_url", request.url.path, {})
        try:
            call.arguments = json.loads(await request.body() or b"{}")
            if fault := await workspace.fault(call):
                return _spoilt(call, fault)
            respond(state, state.response_urls.use(request.url.path), call.arguments)
        except ValueError:
            call.answer, call.http_status = "invalid_payload", 400
            return PlainTextResponse("invalid_payload", 400)
        except ApiError as error:
            call.answer, call.http_status = error.body(), error.status
            return JSONResponse(error.body(), error.status)
        else:
            call.answer, call.http_status, call.accepted = "ok", 200, True
            fault = await workspace.fault(call)
            return _spoilt(call, fault) if fault else PlainTextResponse("ok")
        finally:
            state.finished(call)

    return hook


def _spoilt(call: Call, fault: Fault) -> Response:
    call.answer, call.http_status = (None, 0) if fault.drops else (fault.body, fault.status)
    return _response(Answer(fault.status, fault.body, dropped=fault.drops))


@asynccontextmanager
async def serve(workspace: "Workspace", port: int = 0) -> AsyncIterator[str]:
    """Serve on 127.0.0.1 in this event loop; gives the address, "http://127.0.0.1:41234". OSError if taken.

    Port 0 takes a free one. On leaving, streams and sockets end and nothing is left running.
    """
    config = uvicorn.Config(
        application(workspace),
        ws="websockets-sansio",
        lifespan="off",
        log_config=None,
        access_log=False,
        date_header=False,
    )
    config.load()
    connections = ServerState()
    loop = asyncio.get_running_loop()

    def protocol() -> asyncio.Protocol:
        return _Protocol(config=config, server_state=connections, app_state={}, _loop=loop)

    server = await loop.create_server(protocol, HOST, port)
    workspace.state.url = f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
    try:
        yield workspace.state.url
    finally:
        server.close()
        await workspace.shut()
        await _finish(connections)
        await server.wait_closed()


async def _finish(connections: ServerState) -> None:
    for connection in list(connections.connections):
        connection.shutdown()
    if connections.tasks:
        _, slow = await asyncio.wait(connections.tasks, timeout=1.0)
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
    for connection in list(connections.connections):
        connection.transport.abort()
    while connections.connections:
        await pause(0)
