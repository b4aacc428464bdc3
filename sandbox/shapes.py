"""The few types that every module of the sandbox shares."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
