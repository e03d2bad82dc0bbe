"""The pretend Saleor's data in the words of the GraphQL schema: dictionaries of fields, some put off."""

from collections.abc import Callable
from typing import Any

Node = dict[str, Any]
Later = Callable[..., Any]


def later(write: Callable[..., Any], *arguments: Any) -> Later:
    """Put the writing of a field off until somebody asks for it."""
    return lambda _info: write(*arguments)
