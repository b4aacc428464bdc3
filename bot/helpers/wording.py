"""What each helper says: how it begins, that its clock is done, and why."""

from bot.helpers.rules import Helper, held
from bot.speech import Line, Words

TOO_MUCH = "Too much"
BACK_TO_IT = "Back to it"
SOMETHING_ELSE = "Something else"
WHY = "Why?"
WORSE = "Worse"

NOTHING_ELSE = "I know nothing else for today. Stop here ends it, and that's fine."

_BEGINS = {
    Helper.HOLD: "OK. Hold something small, thirty seconds.",
    Helper.LOOK: "Look for five things in the room.",
    Helper.STRETCH: "Stand up and stretch, one minute.",
    Helper.BREATH: "One slow breath, ten seconds.",
}
_DONE = {
    Helper.HOLD: "That's thirty seconds.",
    Helper.STRETCH: "That's a minute.",
    Helper.BREATH: "That's ten seconds.",
}
_WHY = {
    Helper.HOLD: "It gives your hands a job while the rest passes or doesn't.",
    Helper.LOOK: "It moves your eyes off the screen. That's all it is.",
    Helper.STRETCH: "It moves what has been still for a while. It may change nothing.",
    Helper.BREATH: "It's a ten-second pause. Some people feel a little looser, some don't.",
}


def begins(helper: Helper, own_object: str = "") -> Line:
    """One thing to do, with their own object in it if they named one."""
    if helper is Helper.HOLD and own_object:
        return ("OK. Hold your ", Words(held(own_object)), ", thirty seconds.")
    return (_BEGINS[helper],)


def done(helper: Helper) -> Line:
    """Its clock is done."""
    return (_DONE.get(helper, _BEGINS[helper]),)


def why(helper: Helper) -> str:
    """One honest sentence, which may say that it may do nothing."""
    return _WHY[helper]
