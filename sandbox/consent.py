"""Asking for somebody's consent: what an app's authorize address asks for, and the address it goes on to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sandbox import scopes
from sandbox.calls import ApiError
from sandbox.grants import Consent
from sandbox.people import Person
from sandbox.state import State

PATH = "/oauth/v2/authorize"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Wanted:
    """Scopes of one kind that are asked for; those that are `optional` may be left out."""

    scopes: tuple[str, ...]
    optional: frozenset[str]

    def kept(self, without: Collection[str]) -> tuple[str, ...]:
        """What is allowed when somebody leaves these out; one that is not optional stays."""
        return tuple(each for each in self.scopes if each not in without or each not in self.optional)


@dataclass(frozen=True)
class Asked:
    """A request that can be granted, for the app itself (`bot`) and in somebody's name (`user`).

    `redirect_uri` is what was sent, "" when the manifest's first is meant; `goes_to` is where it leads.
    """

    bot: Wanted
    user: Wanted
    redirect_uri: str
    goes_to: str
    state: str

    def may_answer(self, person: Person) -> bool:
        """Whether it can be asked of them; an app is installed by full members alone."""
        is_guest = person.is_restricted or person.is_ultra_restricted
        if person.is_bot or person.deleted or person.is_stranger:
            return False
        return not (self.bot.scopes and is_guest)


@dataclass(frozen=True)
class Without:
    """What somebody leaves out of a request."""

    bot: Collection[str] = ()
    user: Collection[str] = ()


def asked(state: State, query: Mapping[str, str]) -> Asked:
    """Read an authorize address; ApiError with a sentence: invalid_client_id, invalid_scope, bad_redirect_uri, …"""
    if query.get("client_id") != state.identity.client_id:
        raise ApiError("invalid_client_id", "No app of this workspace has that client id.")
    if query.get("team") not in {None, "", state.identity.team_id}:
        raise ApiError("invalid_team", "That is another workspace.")
    bot, user = (_scopes(state, query.get(name, "")) for name in ("scope", "user_scope"))
    if not bot and not user:
        raise ApiError("no_scopes", "The address asks for nothing: it needs a scope or a user_scope.")
    sent = query.get("redirect_uri", "")
    app = state.app
    wanted = Wanted(bot, app.bot_optional), Wanted(user, app.user_optional)
    return Asked(*wanted, sent, _goes_to(app.redirect_urls, sent), query.get("state", ""))


def read(state: State, url: str) -> Asked:
    """The same for a whole address."""
    return asked(state, dict(parse_qsl(urlsplit(url).query)))


def allow(state: State, request: Asked, user: str, without: Without) -> str:
    """Somebody allows it, without these optional scopes; gives the address that their browser is sent to."""
    if not request.may_answer(state.person(user)):
        raise ApiError("not_allowed", f"{state.person(user).real_name} cannot allow this.")
    bot, own = request.bot.kept(without.bot), request.user.kept(without.user)
    code = state.codes.issue(Consent(user, bot, own, request.redirect_uri))
    return _with(request.goes_to, code=code, state=request.state)


def decline(request: Asked) -> str:
    """Somebody cancels; gives the address that their browser is sent to."""
    return _with(request.goes_to, error="access_denied", state=request.state)


def _scopes(state: State, given: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(each for each in given.replace(" ", ",").split(",") if each))
    known = {*state.app.scopes, *state.app.user_scopes}
    unknown = [each for each in found if each not in known and not scopes.is_known(each)]
    if unknown:
        raise ApiError("invalid_scope", f"There is no scope of that name: {', '.join(unknown)}.")
    return found


def _goes_to(allowed: tuple[str, ...], sent: str) -> str:
    """The manifest's own addresses and what is below them; this machine's too, for which Slack would want https."""
    if not sent and not allowed:
        raise ApiError("bad_redirect_uri", "The address has no redirect_uri, and the manifest no redirect_urls.")
    if not sent:
        return allowed[0]
    if _is_loopback(sent) or any(_is_below(sent, each) for each in allowed):
        return sent
    raise ApiError("bad_redirect_uri", f"redirect_uri did not match any of the manifest's redirect_urls: {sent}")


def _is_loopback(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.hostname in _LOOPBACK


def _is_below(url: str, root: str) -> bool:
    given, wanted = urlsplit(url), urlsplit(root)
    if given.scheme != "https" or (given.scheme, given.netloc) != (wanted.scheme, wanted.netloc):
        return False
    if ".." in given.path.split("/"):
        return False
    return given.path == wanted.path or given.path.startswith(wanted.path.rstrip("/") + "/")


def _with(url: str, **more: str) -> str:
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *((key, value) for key, value in more.items() if value)]
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))
