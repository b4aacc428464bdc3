"""The standing protections that do not depend on what was written (CARE 3): the same words under every box."""

from bot import kit
from bot.kit import Json

TALK = "care.talk"
NO_PERSON = "No person is alerted by this. To talk with a person: findahelpline.com"
TALK_TO_A_PERSON = "Talk to a person"


def under_a_box() -> list[Json]:
    """What stands under every box that takes a person's words."""
    return [kit.note(NO_PERSON), kit.actions(kit.button(TALK_TO_A_PERSON, TALK))]
