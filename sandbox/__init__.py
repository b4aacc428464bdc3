"""A Slack workspace on this machine that stands in for Slack: Web API, Socket Mode, signed HTTP, and a page to use it.

`Workspace` holds the state and the people's hands, `serve` puts it on a loopback port. It knows nothing of any bot.
"""

from sandbox.calls import Call, Fault
from sandbox.clock import Clock, Machine, MovableClock
from sandbox.elements import NoSuchThing
from sandbox.outcome import Outcome
from sandbox.people import DEFAULT_PEOPLE, Person
from sandbox.rooms import Message
from sandbox.server import serve
from sandbox.state import Buzz, Identity
from sandbox.views import View
from sandbox.workspace import Workspace

__all__ = [
    "DEFAULT_PEOPLE",
    "Buzz",
    "Call",
    "Clock",
    "Fault",
    "Identity",
    "Machine",
    "Message",
    "MovableClock",
    "NoSuchThing",
    "Outcome",
    "Person",
    "View",
    "Workspace",
    "serve",
]
