"""The page on which somebody allows an app what it asks for, or does not."""

from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sandbox import consent, scopes
from sandbox.calls import ApiError
from sandbox.consent import Asked, Wanted, Without
from sandbox.state import State

COOKIE = "sandbox_window"
"""Whose window of the page last opened a link; only what is chosen at first depends on it."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
}
_PASSED_ON = ("client_id", "scope", "user_scope", "state", "redirect_uri", "team")


class ConsentPage:
    """GET shows what is asked, POST is the answer; both check the whole request."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def show(self, request: Request) -> Response:
        try:
            asked = consent.asked(self._state, request.query_params)
        except ApiError as error:
            return _refused(error)
        return self._drawn(asked, request.query_params, request.cookies.get(COOKIE, ""))

    async def answer(self, request: Request) -> Response:
        given = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
        first = {key: values[0] for key, values in given.items()}
        try:
            asked = consent.asked(self._state, first)
            if first.get("answer") != "allow":
                return RedirectResponse(consent.decline(asked), 303)
            ticked = [set(given.get(kind, ())) for kind in ("bot", "user")]
            without = Without(asked.bot.optional - ticked[0], asked.user.optional - ticked[1])
            return RedirectResponse(consent.allow(self._state, asked, first.get("person", ""), without), 303)
        except ApiError as error:
            return _refused(error)

    def _drawn(self, asked: Asked, query: Mapping[str, str], window: str) -> Response:
        name = escape(self._state.app.name)
        has_boxes = any(wanted.optional & set(wanted.scopes) for wanted in (asked.bot, asked.user))
        parts = [
            f'<h1>{name} asks for your permission</h1><p class="quiet">in the workspace '
            f"{escape(self._state.identity.team_name)}</p>",
            self._people(asked, window),
            _list("bot", f"{name}, as an app in the workspace", asked.bot),
            _list("user", "In your name", asked.user),
            '<p class="quiet">What has a box is up to you: the rest works without it.</p>' if has_boxes else "",
            '<p class="answers"><button class="button" name="answer" value="cancel">Cancel</button>'
            '<button class="button filled" name="answer" value="allow">Allow</button></p>',
        ]
        hidden = [
            f'<input type="hidden" name="{key}" value="{escape(query[key])}">' for key in _PASSED_ON if key in query
        ]
        form = f'<form method="post" action="{consent.PATH}">{"".join(hidden + parts)}</form>'
        return HTMLResponse(_page(f"{name} asks for your permission", form), headers=_HEADERS)

    def _people(self, asked: Asked, window: str) -> str:
        people = [person for person in self._state.people.values() if asked.may_answer(person)]
        options = "".join(
            f'<option value="{person.id}"{" selected" if person.id == window else ""}>{escape(person.real_name)}'
            for person in people
        )
        label = '<label for="user">Signed in as</label>'
        return f'<p class="signed-in">{label}<select id="user" name="person">{options}</select></p>'


def _list(kind: str, heading: str, wanted: Wanted) -> str:
    items = "".join(_item(kind, scope, is_optional=scope in wanted.optional) for scope in wanted.scopes)
    return f"<h2>{heading}</h2><ul>{items}</ul>" if items else ""


def _item(kind: str, scope: str, *, is_optional: bool) -> str:
    words, name = escape(scopes.words(scope)), escape(scope)
    said = f'<span>{words} <code class="quiet">{name}</code></span>'
    box = f'<input type="checkbox" name="{kind}" value="{name}" checked>'
    return f"<li><label>{box}{said}</label></li>" if is_optional else f"<li>{said}</li>"


def _refused(error: ApiError) -> Response:
    """Slack stays on its own page when a request is wrong: nobody is sent to an address that may be a stranger's."""
    messages = error.more.get("response_metadata", {}).get("messages", [])
    said = escape(" ".join(messages).removeprefix("[ERROR] "))
    body = f'<h1>This cannot be asked</h1><p role="alert">{said}</p><p><code>{escape(error.error)}</code></p>'
    return HTMLResponse(_page("This cannot be asked", body), 400, headers=_HEADERS)


def _page(title: str, body: str) -> str:
    styles = "".join(f'<link rel="stylesheet" href="/static/{name}.css">' for name in ("base", "consent"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><link rel="icon" href="/static/icon.svg">{styles}</head>'
        f'<body><main class="consent">{body}</main></body></html>'
    )
