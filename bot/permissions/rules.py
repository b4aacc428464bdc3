"""Which features there are to allow, which scopes each needs, and what Slack's refusal takes away."""

from collections.abc import Collection
from enum import StrEnum


class Feature(StrEnum):
    """What a person can let Slack show. Each is allowed, wanted and given up by itself."""

    STATUS = "status"
    SNOOZE = "snooze"


NEEDS = {
    Feature.STATUS: frozenset({"users.profile:read", "users.profile:write"}),
    Feature.SNOOZE: frozenset({"dnd:read", "dnd:write"}),
}
"""Both of a pair: without reading, what was there before could not be left alone."""
GONE = frozenset(
    {"token_revoked", "token_expired", "invalid_auth", "not_authed", "account_inactive", "user_not_found", "no_token"}
)
"""Slack's words for a token that is good for nothing any more."""
WITHHELD = frozenset({"missing_scope", "not_allowed_token_type", "no_permission", "access_denied"})
"""Slack's words for a call that this token is not good for."""
NO_EMOJI = frozenset({"profile_status_set_failed_not_valid_emoji", "profile_status_set_failed_not_emoji_syntax"})
"""Slack's words for an emoji that it does not have."""


def allowed(scopes: Collection[str]) -> frozenset[Feature]:
    """What can be done with these scopes."""
    return frozenset(feature for feature, needed in NEEDS.items() if needed <= set(scopes))


def is_for(scope: str, features: Collection[Feature]) -> bool:
    """Whether one of these needs this scope."""
    return any(scope in NEEDS[feature] for feature in features)


def lost_by(reason: str, feature: Feature) -> frozenset[Feature]:
    """What Slack's refusal of a call takes away: both, the one that was called for, or nothing."""
    if reason in GONE:
        return frozenset(Feature)
    return frozenset({feature}) if reason in WITHHELD else frozenset()
