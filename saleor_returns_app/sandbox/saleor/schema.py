"""The GraphQL schema: a subset of what all Saleors have, what later Saleors added, and their scalars."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

from graphql import (
    FloatValueNode,
    GraphQLError,
    GraphQLScalarType,
    GraphQLSchema,
    IntValueNode,
    StringValueNode,
    ValueNode,
    build_schema,
)

Release = tuple[int, ...]

NEWEST: Release = (99,)
EVERYWHERE = ("schema.graphql", "schema_goods_and_cards.graphql")
# What later Saleors added, each with the first that has it.
ADDITIONS: dict[Release, str] = {
    (3, 22, 36): "schema_since_3_22_36.graphql",
    (3, 23, 5): "schema_since_3_23_5.graphql",
    (3, 23, 12): "schema_since_3_23_12.graphql",
    (3, 23, 19): "schema_since_3_23_19.graphql",
}


def load_schema() -> GraphQLSchema:
    """Return the schema of the newest Saleor."""
    return schema_of(NEWEST)


def schema_of(release: Release) -> GraphQLSchema:
    """Return the schema of a Saleor of this version."""
    return _schema(tuple(since for since in ADDITIONS if release >= since))


def source(release: Release = NEWEST) -> str:
    """Return the schema of a Saleor of this version as text."""
    return _text(tuple(since for since in ADDITIONS if release >= since))


def _text(added: tuple[Release, ...]) -> str:
    names = [*EVERYWHERE, *(ADDITIONS[since] for since in added)]
    folder = files(__package__)
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


@cache
def _schema(added: tuple[Release, ...]) -> GraphQLSchema:
    """Read the schema and give its scalars their meaning."""
    schema = build_schema(_text(added))
    _define(schema, "Decimal", parse=_decimal, show=float)
    _define(schema, "PositiveDecimal", parse=_positive, show=float)
    _define(schema, "DateTime", parse=_moment, show=str)
    _define(schema, "Date", parse=date.fromisoformat, show=str)
    return schema


def _define(schema: GraphQLSchema, name: str, *, parse: Any, show: Any) -> None:
    scalar = schema.type_map[name]
    if not isinstance(scalar, GraphQLScalarType):
        raise TypeError(f"{name} is no scalar")

    def from_literal(node: ValueNode, *_others: Any) -> Any:
        if isinstance(node, StringValueNode | IntValueNode | FloatValueNode):
            return parse(node.value)
        raise GraphQLError(f"{name} cannot represent this value.")

    vars(scalar).update(
        parse_value=parse,
        coerce_input_value=parse,
        parse_literal=from_literal,
        coerce_input_literal=from_literal,
        serialize=show,
        coerce_output_value=show,
    )


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise GraphQLError(f"Decimal cannot represent value: {value!r}")
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise GraphQLError(f"Decimal cannot represent value: {value!r}") from error
    if not number.is_finite():
        raise GraphQLError(f"Decimal cannot represent value: {value!r}")
    return number


def _positive(value: Any) -> Decimal:
    number = _decimal(value)
    if number < 0:
        raise GraphQLError("Value cannot be lower than 0.")
    return number


def _moment(value: Any) -> datetime:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError as error:
        raise GraphQLError(f"DateTime cannot represent value: {value!r}") from error
