"""Statuses, snoozes and tokens as they change: what is refused, what ends by itself, and what is told of it."""

import asyncio
import contextlib
import html
import re
from datetime import datetime, timedelta

from sandbox import emoji, people
from sandbox.calls import ApiError
from sandbox.grants import Token
from sandbox.quiet import Hours
from sandbox.shapes import Json
from sandbox.state import State

STATUS_TEXT = 100
LONGEST_SNOOZE = timedelta(days=30)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
_EMOJI = re.compile(r":[a-z0-9_+'\-]+(::skin-tone-[2-6])?:")


def set_status(state: State, user: str, text: str, status_emoji: str, ends: int = 0) -> None:
    """Give somebody this status until `ends` (seconds since 1970 on the clock people see; 0 for no end), or clear it.

    ApiError: too_long, profile_status_set_failed_not_emoji_syntax, profile_status_set_failed_not_valid_emoji.
    """
    if len(html.unescape(text)) > STATUS_TEXT:
        raise ApiError("too_long", limit=STATUS_TEXT, field="status_text")
    _check_emoji(status_emoji)
    if text and not status_emoji:
        status_emoji = ":speech_balloon:"
    person = state.person(user)
    person.status_text, person.status_emoji = _escaped(text), status_emoji
    person.status_expiration = ends if text or status_emoji else 0
    status_changed(state, user)
    _look_again(state, ends - state.clock().timestamp())


def _check_emoji(status_emoji: str) -> None:
    if status_emoji and not _EMOJI.fullmatch(status_emoji):
        raise ApiError("profile_status_set_failed_not_emoji_syntax")
    if status_emoji and not emoji.picture(status_emoji.strip(":")):
        raise ApiError("profile_status_set_failed_not_valid_emoji")


def _escaped(text: str) -> str:
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def snooze(state: State, user: str, span: timedelta) -> None:
    """Silence somebody's devices from now on. ApiError: snooze_failed for no time at all, too_long."""
    if span <= timedelta():
        raise ApiError("snooze_failed")
    if span > LONGEST_SNOOZE:
        raise ApiError("too_long")
    state.person(user).quiet.snooze(state.clock() + span)
    quiet_changed(state, user)
    _look_again(state, span.total_seconds())


def end_snooze(state: State, user: str) -> None:
    """ApiError: snooze_not_active."""
    quiet = state.person(user).quiet
    if not quiet.is_snoozed(state.clock()):
        raise ApiError("snooze_not_active")
    quiet.snoozed_until = None
    quiet_changed(state, user)


def end_dnd(state: State, user: str) -> None:
    """End the snooze and the quiet hours that run. ApiError: not_in_dnd."""
    person, now = state.person(user), state.clock()
    if not person.is_quiet(now):
        raise ApiError("not_in_dnd")
    person.quiet.end(person.tz, now)
    quiet_changed(state, user)


def keep_hours(state: State, user: str, hours: Hours | None) -> None:
    """Let notifications through at these hours, or (None) always."""
    quiet = state.person(user).quiet
    quiet.hours, quiet.woken = hours, None
    quiet_changed(state, user)


def lapse(state: State) -> None:
    """End every status and every snooze whose time is over by the clock that people see."""
    now = state.clock()
    for person in state.people.values():
        if 0 < person.status_expiration <= now.timestamp():
            person.status_text, person.status_emoji, person.status_expiration = "", "", 0
            status_changed(state, person.id)
        if _is_over(person.quiet.snoozed_until, now):
            person.quiet.snoozed_until = None
            quiet_changed(state, person.id)


def _is_over(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def _look_again(state: State, seconds: float) -> None:
    """Nobody may ask at the moment itself, so a timer does; without a running loop there is nobody to tell."""
    if seconds > 0:
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop().call_later(seconds, lapse, state)


def user_changed(state: State, user: str, *kinds: str) -> None:
    """Tell the page, and the app with each kind of event it subscribed to, that somebody is different now."""
    state.changed("people")
    for kind in ("user_change", *kinds):
        state.happened(user_event(state, user, kind))


def user_event(state: State, user: str, kind: str = "user_change") -> Json:
    """The event of somebody's change."""
    told = {"user": state.user_object(user), "cache_ts": int(state.machine())}
    return {"type": kind, **told, "event_ts": state.next_ts()}


def status_changed(state: State, user: str) -> None:
    user_changed(state, user, "user_profile_changed", "user_status_changed")


def quiet_changed(state: State, user: str) -> None:
    """What dnd_updated_user tells an app: the schedule, never the snooze."""
    state.changed("people")
    person = state.person(user)
    told = person.quiet.as_slack(person.tz, state.clock())
    state.happened({"type": "dnd_updated_user", "user": user, "dnd_status": told, "event_ts": state.next_ts()})


def revoke(state: State, token: Token) -> None:
    """End a token, and tell the app whose it was."""
    state.grants.revoke(token)
    told = {"oauth": [token.user], "bot": []} if token.kind == "user" else {"oauth": [], "bot": [token.user]}
    state.changed("people")
    state.happened({"type": "tokens_revoked", "tokens": told, "event_ts": state.next_ts()})


def profile_of(state: State, user: str) -> Json:
    """The profile of a person or of the app's bot user; ApiError "user_not_found"."""
    if user == state.app.bot_user_id:
        found: Json = state.user_object(user)["profile"]
        return found
    return people.profile(state.person(user), state.identity.team_id)
