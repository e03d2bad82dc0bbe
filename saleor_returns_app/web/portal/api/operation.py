"""One operation of the API: its route, its description and its schemas, declared in one place."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeVar, cast

from flask import current_app, g, request
from flask_smorest import Blueprint
from marshmallow import Schema

from saleor_returns_app.domain.errors import (
    AccessExpired,
    Invalid,
    NotFound,
    ReturnsError,
    ShopGone,
    ShopPaused,
    Unauthenticated,
    Unavailable,
)
from saleor_returns_app.http.entry import Entry, entry_of, lets_in, now, open_to_all, services
from saleor_returns_app.http.problems import PROBLEM_JSON, status_of
from saleor_returns_app.use_cases.portal.order_access import Access, read_access
from saleor_returns_app.web.portal.api.parser import JsonParser, NotJson
from saleor_returns_app.web.portal.api.told import ProblemSchema

PREFIX = "/api/portal/v1"
View = TypeVar("View", bound=Callable[..., object])
Refusals = Sequence[type[ReturnsError]]


class Malformed(Invalid):
    """Some fields are missing or wrong.

    Documented here, raised by marshmallow; the answer's `fields` names them.
    """

    code = "malformed"


class PortalBlueprint(Blueprint):  # type: ignore[misc]
    """Routes that read JSON by our own parser."""

    ARGUMENTS_PARSER = JsonParser()


@dataclass(frozen=True)
class Body:
    """What an operation takes."""

    schema: type[Schema]
    example: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What an operation gives when all is well."""

    description: str
    example: dict[str, Any] | None = None
    schema: type[Schema] | None = None
    status: int = 200
    content_type: str | None = None
    headers: dict[str, Any] | None = None


@dataclass(frozen=True)
class Documented:
    """How an operation is called in the description, and which refusals of its own it has.

    `sends` describes a body that is no JSON, which the view reads for itself.
    """

    id: str
    tag: str
    refuses: Refusals = ()
    parameters: list[dict[str, Any]] = field(default_factory=list)
    sends: dict[str, Any] = field(default_factory=dict)


blueprint = PortalBlueprint("portal_api", __name__, url_prefix=PREFIX)
lets_in(blueprint, Entry.SHOPPER)


def operation(
    method: str,
    rule: str,
    documented: Documented,
    *,
    gives: Answer,
    takes: Body | None = None,
    public: bool = False,
) -> Callable[[View], View]:
    """Make an operation of a view. Whoever is not let in, or sends nonsense, is refused before it."""
    refuses = [*documented.refuses, *_common_refusals(takes, public)]

    def decorate(view: View) -> View:
        work: Any = _answering(gives)(view)
        if takes:
            work = blueprint.arguments(takes.schema, example=takes.example)(work)
        for refusal in _described(refuses):
            work = refusal(work)
        security: list[dict[str, list[str]]] = [] if public else [{"shopper": []}]
        body = {"requestBody": documented.sends} if documented.sends else {}
        work = blueprint.doc(operationId=documented.id, security=security, **body)(work)
        if public:
            open_to_all(work)
        route = blueprint.route(
            rule, methods=[method], tags=[documented.tag], parameters=documented.parameters
        )
        return cast(View, route(work))

    return decorate


def access() -> Access:
    """Return what the shopper who is asking may see."""
    return cast(Access, g.access)


@blueprint.before_request  # type: ignore[untyped-decorator]
def let_in() -> None:
    """Open the bearer's word; browsers ask beforehand (OPTIONS) without one."""
    if any(sign < " " for sign in request.path):
        raise NotFound
    entry = entry_of(current_app, request.endpoint or "")
    if request.method == "OPTIONS" or entry is not Entry.SHOPPER:
        return
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated
    g.access = read_access(
        token.strip(), at=now(), sealer=services().sealer, transaction=services().transaction
    )


def _common_refusals(takes: Body | None, public: bool) -> list[type[ReturnsError]]:
    common: list[type[ReturnsError]] = [] if public else [Unauthenticated, AccessExpired]
    if takes:
        common += [NotJson, Malformed]
    return [*common, ShopGone, ShopPaused, Unavailable]


def _answering(answer: Answer) -> Callable[[Any], Any]:
    schema: Any = answer.schema
    if answer.content_type:
        schema = {"type": "string", "format": "binary"}
    return cast(
        Callable[[Any], Any],
        blueprint.response(
            answer.status,
            schema,
            description=answer.description,
            content_type=answer.content_type,
            example=answer.example,
            headers=answer.headers,
        ),
    )


def _described(refuses: Refusals) -> list[Callable[[Any], Any]]:
    by_status: dict[int, list[type[ReturnsError]]] = defaultdict(list)
    for kind in refuses:
        by_status[status_of_kind(kind)].append(kind)
    return [
        blueprint.alt_response(
            status,
            schema=ProblemSchema,
            content_type=PROBLEM_JSON,
            description="\n".join(f"- `{kind.code}`: {_sentence(kind)}" for kind in kinds),
            examples={kind.code: {"value": _example(status, kind)} for kind in kinds},
        )
        for status, kinds in sorted(by_status.items())
    ]


def status_of_kind(kind: type[ReturnsError]) -> int:
    """Say which status a kind of refusal has, without one at hand."""
    return status_of(kind.__new__(kind))


def _sentence(kind: type[ReturnsError]) -> str:
    return (kind.__doc__ or HTTPStatus(status_of_kind(kind)).phrase).splitlines()[0]


def _example(status: int, kind: type[ReturnsError]) -> dict[str, Any]:
    return {
        "type": f"/problems/{kind.code}",
        "status": status,
        "code": kind.code,
        "title": _sentence(kind),
    }
