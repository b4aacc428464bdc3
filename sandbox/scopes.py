"""What a scope lets an app do, in words that whoever is asked understands."""

_WORDS = {
    "app_mentions:read": "Read messages that mention it in conversations it is in",
    "channels:history": "Read messages in public channels it was added to",
    "channels:join": "Join public channels",
    "channels:manage": "Create public channels and manage the ones it is in",
    "channels:read": "See the names and details of public channels",
    "chat:write": "Send messages",
    "chat:write.public": "Send messages to public channels it is not in",
    "commands": "Add shortcuts and slash commands that people can use",
    "dnd:read": "See when people are in do-not-disturb",
    "dnd:write": "Pause notifications, and let them through again",
    "groups:history": "Read messages in private channels it was added to",
    "groups:read": "See the names and details of private channels it was added to",
    "groups:write": "Manage private channels it is in",
    "im:history": "Read the direct messages that people write to it",
    "im:read": "See which people have direct messages with it",
    "im:write": "Start direct messages with people",
    "mpim:read": "See the details of group direct messages it is in",
    "mpim:write": "Start group direct messages",
    "reactions:read": "See emoji reactions",
    "reactions:write": "Add and edit emoji reactions",
    "team:read": "See the name and address of the workspace",
    "users.profile:read": "See profiles, with their statuses",
    "users.profile:write": "Change a profile and its status",
    "users:read": "See the people in the workspace",
    "users:write": "Set whether it is shown as active",
}


def words(scope: str) -> str:
    """One line for whoever is asked; the scope's own name where there is none."""
    return _WORDS.get(scope, scope)


def is_known(scope: str) -> bool:
    return scope in _WORDS
