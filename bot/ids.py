"""Whose something is: the key of every table."""

from typing import NamedTuple


class PersonId(NamedTuple):
    """Workspace (the enterprise id for an organisation's install, else the team id) and Slack user id."""

    workspace: str
    user: str
