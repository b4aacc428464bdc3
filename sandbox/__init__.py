"""A Slack workspace on this machine that stands in for Slack: Web API, Socket Mode, signed HTTP, and a page to use it.

The map: `state` holds everything (`rooms`, `views`, `tickets`, `people`, `app` for the manifest). From the app come
calls, through `web_api` to the functions in `api/`, and answers at response URLs (`responses`). To the app go commands,
interactions and events: `acts` are the people's hands (`presses`, `submission`, `field_checks`), with `channels` and
`self_service` beside them; `payloads` is what is sent, `delivery` the way there (`socket_mode` or `signed_http`).
`presence` and `quiet` know statuses and do-not-disturb, `consent` and `grants` what people allow and the tokens of it.
`blocks/` knows what Slack refuses. `server` puts it on a loopback port behind `guard`, with `page_api` and `screen` for
the page. It knows nothing of any bot.
"""

from sandbox.calls import Call, Fault
from sandbox.clock import Clock, Machine, MovableClock
from sandbox.elements import NoSuchThing
from sandbox.grants import Token
from sandbox.outcome import Outcome
from sandbox.people import DEFAULT_PEOPLE, OTHERS, Person
from sandbox.quiet import Hours
from sandbox.rooms import Message
from sandbox.server import serve
from sandbox.state import Buzz, Identity
from sandbox.views import View
from sandbox.workspace import Workspace

__all__ = [
    "DEFAULT_PEOPLE",
    "OTHERS",
    "Buzz",
    "Call",
    "Clock",
    "Fault",
    "Hours",
    "Identity",
    "Machine",
    "Message",
    "MovableClock",
    "NoSuchThing",
    "Outcome",
    "Person",
    "Token",
    "View",
    "Workspace",
    "serve",
]
