"""The GraphQL endpoint: executes a request and answers in Saleor's words, errors included."""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLSchema,
    GraphQLSyntaxError,
    MiddlewareManager,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    parse,
    validate,
)

from saleor_returns_app.sandbox.faults import Call, Calls, Fault, FaultEffect, Faults
from saleor_returns_app.sandbox.saleor.cost import Cost
from saleor_returns_app.sandbox.saleor.installed import App, Extension
from saleor_returns_app.sandbox.saleor.instance import NOBODY, Principal, Saleor
from saleor_returns_app.sandbox.saleor.mutations import (
    drafts,
    gift_cards,
    metadata,
    orders,
    problems,
    refunds,
    stocks,
    webhooks,
)
from saleor_returns_app.sandbox.saleor.people import find_staff
from saleor_returns_app.sandbox.saleor.permissions import guard
from saleor_returns_app.sandbox.saleor.queries import QUERIES
from saleor_returns_app.sandbox.saleor.refusals import Crash, PermissionDenied, Refused, problem
from saleor_returns_app.sandbox.saleor.schema import load_schema, schema_of
from saleor_returns_app.sandbox.saleor.tokens import principal_of, user_token

log = logging.getLogger(__name__)

MUTATIONS = {
    **orders.MUTATIONS,
    **refunds.MUTATIONS,
    **metadata.MUTATIONS,
    **webhooks.MUTATIONS,
    **problems.MUTATIONS,
    **gift_cards.MUTATIONS,
    **drafts.MUTATIONS,
    **stocks.MUTATIONS,
}
_GUARD = MiddlewareManager(guard)
_ERROR_LISTS = ("lines", "orderLines", "addLines", "removeLines", "warehouse")


class Lost(Exception):
    """The answer never reaches the caller."""

    def __init__(self, seconds: float) -> None:
        super().__init__("The sandbox lost this answer on order.")
        self.seconds = seconds


@dataclass(frozen=True)
class Answer:
    """What goes back over HTTP."""

    status: int
    body: dict[str, Any]


@dataclass
class Context:
    """What resolvers may look at."""

    saleor: Saleor
    principal: Principal = NOBODY
    fault: Fault | None = None

    def user_token(self, app: App, extension: Extension | None) -> str | None:
        """Return the asking staff user's token for an app."""
        staff = find_staff(self.principal.user)
        return user_token(self.saleor, app, staff, extension=extension) if staff else None


class Api:
    """Executes GraphQL requests one at a time."""

    def __init__(self, saleor: Saleor, faults: Faults, calls: Calls) -> None:
        self._saleor = saleor
        self._faults = faults
        self._calls = calls

    @property
    def _schema(self) -> GraphQLSchema:
        return schema_of(self._saleor.settings.release)

    def answer(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        operation: str | None = None,
        token: str | None = None,
        principal: Principal | None = None,
    ) -> Answer:
        """Execute a request."""
        try:
            document, faulty = _read(query, self._schema)
        except GraphQLSyntaxError as error:
            return Answer(400, {"errors": [_syntax_error(error)]})
        by = principal or principal_of(self._saleor, token)
        names, fields = _names(document)
        fault = self._faults.take(names | set(fields))
        answer = (
            _mishap(fault)
            or self._refused(document, faulty, variables or {})
            or self._execute(document, variables or {}, operation, Context(self._saleor, by, fault))
        )
        app = by.app.identifier if by.app else None
        name = next(iter(sorted(names)), None)
        self._calls.add(Call(name, tuple(fields), variables or {}, app, answer.status))
        if fault and fault.effect in {FaultEffect.LOST_AFTER, FaultEffect.LOST_BEFORE}:
            raise Lost(fault.seconds)
        return answer

    def _refused(
        self, document: DocumentNode, faulty: list[GraphQLError], variables: dict[str, Any]
    ) -> Answer | None:
        """Refuse a document that is wrong or too dear."""
        cost = Cost(self._schema, document, variables).total()
        extensions = {"cost": self._cost(cost)}
        errors = [_error(error, "GraphQLError") for error in faulty]
        if not errors and cost > self._saleor.settings.max_query_cost:
            errors = [self._too_dear(cost)]
        return Answer(400, {"errors": errors, "extensions": extensions}) if errors else None

    def _execute(
        self,
        document: DocumentNode,
        variables: dict[str, Any],
        operation: str | None,
        context: Context,
    ) -> Answer:
        with self._saleor.change():
            result = execute_sync(
                self._schema,
                document,
                _root(document, operation),
                context,
                variables,
                operation,
                middleware=_GUARD,
                hide_suggestions=True,
            )
        errors = [_error(error, _name_of(error), variables) for error in result.errors or []]
        if result.data is None and errors and not any("path" in error for error in errors):
            return Answer(400, {"errors": errors})
        cost = Cost(self._schema, document, variables).total()
        body: dict[str, Any] = {"errors": errors} if errors else {}
        body |= {"data": result.data, "extensions": {"cost": self._cost(cost)}}
        return Answer(200, body)

    def _cost(self, cost: int) -> dict[str, int]:
        most = self._saleor.settings.max_query_cost
        return {"requestedQueryCost": cost, "maximumAvailable": most}

    def _too_dear(self, cost: int) -> dict[str, Any]:
        most = self._saleor.settings.max_query_cost
        message = f"The query exceeds the maximum cost of {most}. Actual cost is {cost}"
        extensions = {"cost": self._cost(cost), "exception": {"code": "QueryCostError"}}
        return {"message": message, "extensions": extensions}


@lru_cache(maxsize=256)
def _read(query: str, schema: GraphQLSchema) -> tuple[DocumentNode, list[GraphQLError]]:
    """Parse and check a document; the same few come again and again."""
    document = parse(query)
    return document, validate(schema, document, hide_suggestions=True)


def _mishap(fault: Fault | None) -> Answer | None:
    """Answer as ordered without looking at the request, if that was ordered."""
    statuses = {
        FaultEffect.LOST_BEFORE: 502,
        FaultEffect.HTTP_500: 500,
        FaultEffect.HTTP_503: 503,
    }
    if fault is None or fault.effect not in statuses:
        return None
    return Answer(statuses[fault.effect], {"errors": [{"message": "Internal Server Error"}]})


def _names(document: DocumentNode) -> tuple[set[str], list[str]]:
    """Return the names of a document's operations and of their top fields."""
    names, fields = set(), []
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            if node.name:
                names.add(node.name.value)
            top = node.selection_set.selections
            fields += [item.name.value for item in top if isinstance(item, FieldNode)]
    return names, fields


def _root(document: DocumentNode, operation: str | None) -> dict[str, Callable[..., Any]]:
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            name = node.name.value if node.name else None
            if operation in {None, name} and node.operation is OperationType.MUTATION:
                return {name: _framed(name, run) for name, run in MUTATIONS.items()}
    return QUERIES


def _framed(name: str, run: Callable[..., Any]) -> Callable[..., Any]:
    """Put refusals into the mutation's answer and breakdowns beside it."""

    def framed(info: Any, **arguments: Any) -> dict[str, Any]:
        fault = info.context.fault
        if fault and fault.effect is FaultEffect.INTERNAL_ERROR:
            raise problem("Internal Server Error", "OperationalError")
        if fault and fault.effect is FaultEffect.REFUSE:
            refused = Refused(fault.field, fault.message, fault.code)
            return {"errors": _complete(refused.errors)}
        try:
            answer: dict[str, Any] = {**run(info, **arguments), "errors": []}
        except Refused as refused:
            return {"errors": _complete(refused.errors)}
        except Crash as crash:
            raise problem("Internal Server Error", crash.name) from crash
        if fault and fault.effect is FaultEffect.INTERNAL_ERROR_AFTER:
            raise problem("Internal Server Error", "OperationalError")
        return answer

    framed.__name__ = name
    return framed


def _complete(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [dict.fromkeys(_ERROR_LISTS) | error for error in errors]


def _name_of(error: GraphQLError) -> str:
    """Name the kind of an error as Saleor does."""
    given = (error.extensions or {}).get("exception", {}).get("code")
    if given:
        return str(given)
    original = error.original_error
    if original is None or isinstance(original, GraphQLError | PermissionDenied):
        return "GraphQLError"
    return type(original).__name__


def _error(
    error: GraphQLError, code: str, variables: dict[str, Any] | None = None
) -> dict[str, Any]:
    broken = error.original_error is not None and not isinstance(error.original_error, GraphQLError)
    message = "Internal Server Error" if broken else _in_old_words(error.message, variables or {})
    shown: dict[str, Any] = {"message": message}
    if error.locations:
        shown["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        shown["path"] = list(error.path)
    shown["extensions"] = {"exception": {"code": code}}
    return shown


_INVALID = re.compile(r"^Variable '\$(\w+)' has invalid value: (.*)$", re.S)
_ABSENT = re.compile(r"^Expected a value of non-null type '([^']+)' to be provided")
_LACKING = re.compile(r"^Expected value of type '(\w+)' to include required field '(\w+)'")
_UNKNOWN = re.compile(r"not to include unknown field '(\w+)'")


def _in_old_words(message: str, variables: dict[str, Any]) -> str:
    """Write a message of today's GraphQL library as the one that Saleor uses does."""
    found = _INVALID.match(message)
    if found is None:
        return re.sub(r"'([^' ]*)'", r'"\1"', message)
    name, reason = found[1], found[2]
    if absent := _ABSENT.match(reason):
        return f'Variable "${name}" of required type "{absent[1]}" was not provided.'
    if lacking := _LACKING.match(reason):
        input_type = cast("GraphQLInputObjectType", load_schema().type_map[lacking[1]])
        kind = input_type.fields[lacking[2]].type
        reason = f'In field "{lacking[2]}": Expected "{kind}", found null.'
    elif unknown := _UNKNOWN.search(reason):
        reason = f'In field "{unknown[1]}": Unknown field.'
    value = json.dumps(variables.get(name), default=str)
    return f'Variable "${name}" got invalid value {value}.\n{reason}'


def _syntax_error(error: GraphQLSyntaxError) -> dict[str, Any]:
    where = (error.locations or [])[0]
    text = error.source.body if error.source else ""
    line = text.split("\n")[where.line - 1]
    what = error.message.removeprefix("Syntax Error: ").replace("<EOF>", "EOF")
    mark = " " * (len(f"{where.line}: ") + where.column - 1) + "^"
    message = f"Syntax Error GraphQL ({where.line}:{where.column}) {what.rstrip('.')}"
    return {
        "message": f"{message}\n\n{where.line}: {line}\n{mark}\n",
        "locations": [{"line": where.line, "column": where.column}],
        "extensions": {"exception": {"code": "GraphQLSyntaxError"}},
    }
