"""The standing protections that do not depend on what was written (CARE 3): the same words under every box."""

from bot import kit
from bot.kit import Json

TALK = "care.talk"
NO_PERSON = "No person is alerted by this."
TALK_TO_A_PERSON = "Talk to a person"


def under_a_box() -> list[Json]:
    """What stands under every box that takes a person's words. One block: a view may hold it under each of several."""
    return [kit.paragraph(NO_PERSON) | {"accessory": kit.button(TALK_TO_A_PERSON, TALK)}]
