"""The people of the workspace, and a person as users.info tells of them."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox import emoji
from sandbox.quiet import Quiet
from sandbox.shapes import Json

# Slack sends a long name for the zone beside the IANA one: (in winter, in summer).
_LABELS = {
    "Europe/Berlin": ("Central European Time", "Central European Summer Time"),
    "Europe/London": ("Greenwich Mean Time", "British Summer Time"),
    "America/New_York": ("Eastern Standard Time", "Eastern Daylight Time"),
    "America/Los_Angeles": ("Pacific Standard Time", "Pacific Daylight Time"),
    "Asia/Tokyo": ("Japan Standard Time", "Japan Standard Time"),
    "Asia/Kolkata": ("India Standard Time", "India Standard Time"),
    "Australia/Sydney": ("Australian Eastern Standard Time", "Australian Eastern Daylight Time"),
}


@dataclass
class Person:
    """Someone in the workspace; `tz` is an IANA name and may change.

    The status is as Slack keeps it: the text with & < > as entities, the emoji in colons, the moment of its end in
    seconds since 1970 on the clock that people see (0 for none). `quiet` says when nothing buzzes.

    A guest `is_restricted` to several channels, or `is_ultra_restricted` to one; a stranger belongs to another
    workspace and is here through a shared channel; whoever was deactivated is `deleted`.
    """

    id: str
    name: str
    real_name: str
    tz: str
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    color: str = "9f69e7"
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    quiet: Quiet = field(default_factory=Quiet)

    def is_quiet(self, at: datetime) -> bool:
        """Whether nothing buzzes them: a snooze, or their notification schedule."""
        return self.quiet.silences(self.tz, at)

    def tz_offset(self, at: datetime) -> int:
        """Seconds east of UTC at that moment."""
        offset = at.astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(offset.total_seconds()) if offset else 0

    def tz_label(self, at: datetime) -> str:
        local = at.astimezone(ZoneInfo(self.tz))
        if self.tz in _LABELS:
            return _LABELS[self.tz][1 if local.dst() else 0]
        return local.tzname() or self.tz


DEFAULT_PEOPLE = (
    Person("U0ANA00001", "ana", "Ana Keller", "Europe/Berlin", color="9f69e7"),
    Person("U0BEN00002", "ben", "Ben Alvarez", "America/New_York", color="4bbe2e"),
    Person("U0CHIYO003", "chiyo", "Chiyo Tanaka", "Asia/Tokyo", color="e7392d"),
    Person("U0DEV00004", "dev", "Dev Raman", "Asia/Kolkata", color="3c989f"),
)

OTHERS = (
    Person("U0ROBO0005", "robo", "Robo", "Etc/UTC", is_bot=True),
    Person("U0GAEL0006", "gael", "Gael Duarte", "Europe/London", is_restricted=True),
    Person("U0HANA0007", "hana", "Hana Novak", "Europe/Berlin", is_ultra_restricted=True),
    Person("U0IVO00008", "ivo", "Ivo Lind", "Europe/Berlin", is_stranger=True),
    Person("U0JUNO0009", "juno", "Juno Park", "Asia/Tokyo", deleted=True),
)
"""Who may not be what they seem to whoever picks a person: a bot, two guests, a stranger, somebody who is gone."""


def as_slack(person: Person, team_id: str, at: datetime) -> Json:
    """The `user` object of users.info, without what needs the scope users:read.email."""
    return {
        "id": person.id,
        "team_id": team_id,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz_label(at),
        "tz_offset": person.tz_offset(at),
        "profile": profile(person, team_id),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_stranger": person.is_stranger,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 1700000000,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }


def profile(person: Person, team_id: str) -> Json:
    """The `profile` of users.profile.get and of a user object."""
    first, _, last = person.real_name.partition(" ")
    return {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "fields": None,
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_emoji_display_info": _display_info(person.status_emoji),
        "status_expiration": person.status_expiration,
        "status_text_canonical": "",
        "avatar_hash": "g0000000000",
        "first_name": first,
        "last_name": last,
        "team": team_id,
    }


def _display_info(status_emoji: str) -> list[Json]:
    name = status_emoji.strip(":")
    codes = emoji.codes(name) if name else ""
    return [{"emoji_name": name, "display_url": "", "unicode": codes}] if codes else []
