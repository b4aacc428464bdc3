"""When an evening card and a weekly look-back come, unless they say otherwise."""

from datetime import time

EIGHT = time(20)
"""When the evening card comes, until they choose another time."""
LOOK_BACK_AT = time(16)
"""When the weekly look-back comes."""
DAYS_LOOKED_BACK_ON = 7
