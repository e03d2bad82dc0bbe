"""GraphQL over one shared, pooled HTTP session; what goes wrong becomes a refusal of ours."""

import json
from decimal import Decimal
from functools import partial
from typing import Any

import requests
from gql import Client, GraphQLRequest
from gql.transport.exceptions import (
    TransportError,
    TransportQueryError,
)
from gql.transport.requests import RequestsHTTPTransport
from requests_hardened.ip_filter import InvalidIPAddress

from saleor_returns_app.adapters.clients import TIMEOUT
from saleor_returns_app.domain.errors import (
    AddressPrivate,
    OutcomeUncertain,
    ReturnsError,
    SaleorDenied,
    SaleorRefused,
    SaleorUnreachable,
)
from saleor_returns_app.graphql_documents import document

OPERATIONS = "saleor_returns_app.adapters.saleor.operations"
DENIED = frozenset({"PermissionDenied", "InvalidTokenError", "ExpiredSignatureError"})

TROUBLE = (TransportError, requests.RequestException)

exact_json = partial(json.loads, parse_float=Decimal)


class _SharedSession(RequestsHTTPTransport):
    """A transport that borrows a session and never closes it: gql's own client is not thread-safe."""

    def __init__(self, url: str, token: str, session: requests.Session) -> None:
        super().__init__(
            url,
            headers={"Authorization": f"Bearer {token}"} if token else {},
            timeout=TIMEOUT,  # type: ignore[arg-type]  # requests takes (connect, read)
            json_deserialize=exact_json,
            allow_redirects=False,
        )
        self._borrowed = session

    def connect(self) -> None:
        self.session = self._borrowed

    def close(self) -> None:
        self.session = None


class SaleorEndpoint:
    """One shop's GraphQL endpoint, spoken to with one token."""

    def __init__(self, url: str, token: str, session: requests.Session) -> None:
        self._url, self._token, self._session = url, token, session

    def ask(self, operation: str, **variables: Any) -> dict[str, Any]:
        """Run a query. Money in the answer is exact: decimals, never floats."""
        try:
            return self._run(operation, variables)
        except TransportQueryError as error:
            refusal = _refusal(error.errors or [])
            # An internal error of Saleor's leaves nothing undone here: asking again is safe.
            unsure = isinstance(refusal, OutcomeUncertain)
            raise (SaleorUnreachable() if unsure else refusal) from error
        except TROUBLE as error:
            raise unreachable(error) from error

    def tell(self, operation: str, field: str, **variables: Any) -> dict[str, Any]:
        """Run a mutation of one field and return that field's answer.

        Raises `SaleorRefused` with Saleor's code and field, and `OutcomeUncertain` when the call
        may have been carried out although no answer came.
        """
        try:
            answer = self._run(operation, variables)[field]
        except TransportQueryError as error:
            raise _refusal(error.errors or []) from error
        except TROUBLE as error:
            raise _uncertain(error) from error
        if answer["errors"]:
            raise _refused_by_mutation(answer["errors"][0])
        return dict(answer)

    def _run(self, operation: str, variables: dict[str, Any]) -> dict[str, Any]:
        transport = _SharedSession(self._url, self._token, self._session)
        client = Client(transport=transport, fetch_schema_from_transport=False)
        request = GraphQLRequest(document(OPERATIONS, operation), variable_values=variables)
        return client.execute(request)


def unreachable(error: Exception) -> SaleorUnreachable:
    """Say why a Saleor could not be asked."""
    private = isinstance(error.__cause__ or error, InvalidIPAddress)
    return AddressPrivate() if private else SaleorUnreachable()


def _uncertain(error: Exception) -> ReturnsError:
    """Tell a call that never left from one whose fate is unknown."""
    cause = error.__cause__ or error
    if isinstance(cause, InvalidIPAddress):
        return AddressPrivate()
    never_left = isinstance(cause, requests.ConnectTimeout) or (
        isinstance(cause, requests.ConnectionError) and "NewConnectionError" in str(cause)
    )
    return SaleorUnreachable() if never_left else OutcomeUncertain()


def _refused_by_mutation(error: dict[str, Any]) -> SaleorRefused:
    return SaleorRefused(
        str(error.get("message", "")), saleor_code=error.get("code"), field=error.get("field")
    )


def _refusal(errors: list[Any]) -> ReturnsError:
    first = errors[0] if errors else {}
    message = str(first.get("message", "")) if isinstance(first, dict) else str(first)
    extensions = first.get("extensions") or {} if isinstance(first, dict) else {}
    code = (extensions.get("exception") or {}).get("code", "")
    if code in DENIED:
        return SaleorDenied(message, saleor_code=code)
    if "Internal Server Error" in message:
        return OutcomeUncertain(message)
    return SaleorRefused(message, saleor_code=code)
