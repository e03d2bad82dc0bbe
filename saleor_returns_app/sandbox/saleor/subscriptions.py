"""Subscription documents: whether they are valid, which events they name, what they say of one."""

import re
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
    visit,
)
from graphql.language import Visitor

from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.schema import load_schema, schema_of

COMMON = {"Event", "App", "User", "Order", "Fulfillment"}


@lru_cache(maxsize=256)
def problem_in(query: str, release: tuple[int, ...]) -> str | None:
    """Say what is wrong with a subscription for a release of Saleor, or None."""
    try:
        document = parse(query)
    except GraphQLError as error:
        return error.message
    if errors := validate(schema_of(release), document):
        return errors[0].message
    operations = [n for n in document.definitions if isinstance(n, OperationDefinitionNode)]
    if len(operations) != 1 or operations[0].operation is not OperationType.SUBSCRIPTION:
        return "Subscription operation can't be found."
    if len(operations[0].selection_set.selections) != 1:
        return "The subscription must have exactly one top field."
    return None


def events_in(query: str) -> list[str]:
    """Return the names of the events that a subscription mentions."""
    finder = _EventFinder()
    visit(parse(query), finder)
    return list(dict.fromkeys(finder.events))


class _EventFinder(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.events: list[str] = []

    def enter_inline_fragment(self, node: InlineFragmentNode, *_args: Any) -> None:
        """Note the event type that a fragment is for."""
        kind = node.type_condition.name.value if node.type_condition else ""
        implementing = load_schema().get_possible_types(_event_interface())
        if kind in {item.name for item in implementing}:
            self.events.append(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).upper())


def _event_interface() -> Any:
    return load_schema().type_map["Event"]


@lru_cache(maxsize=64)
def document(query: str) -> DocumentNode:
    """Read a subscription."""
    return parse(query)


def type_name(event: str) -> str:
    """Return the type of an event, e.g. OrderUpdated for ORDER_UPDATED."""
    return "".join(part.capitalize() for part in event.split("_"))


def body_of(data: Node | None) -> Node | None:
    """Return what is sent: the selection below the one top field."""
    event: Node | None = (data or {}).get("event")
    return event
