"""What the app was given: the bot's token, each person's own, with their scopes, and the codes they come by."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from sandbox.calls import ApiError
from sandbox.clock import Machine

Kind: TypeAlias = Literal["bot", "user", "app"]
CODE_LIVES = 600.0


@dataclass(frozen=True)
class Token:
    """One token: whose it is and what it may. A revoked one stays known, so that its calls get the right error."""

    text: str
    kind: Kind
    user: str
    scopes: tuple[str, ...] = ()
    revoked: bool = False


@dataclass(frozen=True)
class Consent:
    """What somebody allowed: bot scopes (an installation) and scopes of their own, and where the app hears of it.

    `redirect_uri` is what the app sent along, "" when it left that to the manifest.
    """

    user: str
    bot_scopes: tuple[str, ...]
    user_scopes: tuple[str, ...]
    redirect_uri: str = ""


class Grants:
    """All tokens of one workspace. A person has one for the app; consenting again adds scopes to it."""

    def __init__(self, bot: Token, app: Token) -> None:
        self.bot = bot
        self._tokens = {bot.text: bot, app.text: app}

    def find(self, text: str) -> Token | None:
        return self._tokens.get(text)

    def of(self, user: str) -> Token | None:
        """That person's own token, while it works."""
        live = (token for token in self._tokens.values() if token.kind == "user" and not token.revoked)
        return next((token for token in live if token.user == user), None)

    def people(self) -> list[str]:
        """Whose tokens work."""
        return [token.user for token in self._tokens.values() if token.kind == "user" and not token.revoked]

    def give(self, user: str, scopes: Iterable[str]) -> Token:
        """The person's token, with these scopes too."""
        token = self.of(user) or Token(f"xoxp-{secrets.token_hex(20)}", "user", user)
        return self._keep(replace(token, scopes=_union(token.scopes, scopes)))

    def install(self, scopes: Iterable[str]) -> Token:
        """The bot's token, with these scopes too; a new one when the last was revoked."""
        bot = Token(f"xoxb-{secrets.token_hex(20)}", "bot", self.bot.user) if self.bot.revoked else self.bot
        return self._keep(replace(bot, scopes=_union(bot.scopes, scopes)))

    def withdraw(self, user: str, scope: str) -> None:
        """Take one scope from the person's token; nothing happens when it has none of that name."""
        if token := self.of(user):
            self._keep(replace(token, scopes=tuple(each for each in token.scopes if each != scope)))

    def revoke(self, token: Token) -> None:
        self._keep(replace(token, revoked=True))

    def _keep(self, token: Token) -> Token:
        self._tokens[token.text] = token
        if token.kind == "bot":
            self.bot = token
        return token


def _union(before: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *more)))


@dataclass
class _Code:
    consent: Consent
    issued: float


class Codes:
    """The codes that a consent ends with: ten minutes, one use."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._issued: dict[str, _Code] = {}

    def issue(self, consent: Consent) -> str:
        code = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(32)}"
        self._issued[code] = _Code(consent, self._machine())
        return code

    def use(self, code: str, redirect_uri: str) -> Consent:
        """Spend it. ApiError: invalid_code, bad_redirect_uri when the address is not the one of the consent."""
        found = self._issued.get(code)
        if found is None or self._machine() - found.issued > CODE_LIVES:
            raise ApiError("invalid_code")
        if found.consent.redirect_uri != redirect_uri:
            raise ApiError("bad_redirect_uri")
        del self._issued[code]
        return found.consent
