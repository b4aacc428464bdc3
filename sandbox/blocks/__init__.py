"""Block Kit: what Slack refuses, as sentences, and how Slack fills in what an app left out."""

from sandbox.blocks.shape import settled
from sandbox.shapes import Json

__all__ = ["faults_in_message", "faults_in_view", "settled"]


def faults_in_message(_message: Json) -> list[str]:
    return []


def faults_in_view(_view: Json) -> list[str]:
    return []
