"""GraphQL over one shared, pooled HTTP session; what goes wrong becomes a refusal of ours."""

import json
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

import requests
from gql import Client, GraphQLRequest
from gql.transport.exceptions import (
    TransportError,
    TransportQueryError,
    TransportServerError,
)
from gql.transport.requests import RequestsHTTPTransport
from graphql import ExecutionResult
from requests_hardened.ip_filter import InvalidIPAddress

from saleor_returns_app.adapters.clients import TIMEOUT
from saleor_returns_app.adapters.saleor.breaker import Breaker
from saleor_returns_app.adapters.saleor.refusals import DENIED, refusal_in, refusal_of_mutation
from saleor_returns_app.adapters.saleor.statuses import (
    date_in,
    refuse_status,
    unreadable,
    was_turned_away,
)
from saleor_returns_app.domain.errors import (
    AddressPrivate,
    OutcomeUncertain,
    ReturnsError,
    SaleorAnonymous,
    SaleorDenied,
    SaleorRateLimited,
    SaleorUnreachable,
)
from saleor_returns_app.graphql_documents import document

OPERATIONS = "saleor_returns_app.adapters.saleor.operations"

TROUBLE = (TransportError, requests.RequestException)

Timeout = tuple[float, float]

exact_json = partial(json.loads, parse_float=Decimal)


class _SharedSession(RequestsHTTPTransport):
    """A transport that borrows a session and never closes it: gql's own client is not thread-safe."""

    def __init__(self, url: str, token: str, session: requests.Session, timeout: Timeout) -> None:
        super().__init__(
            url,
            headers={"Authorization": f"Bearer {token}"} if token else {},
            timeout=timeout,  # type: ignore[arg-type]  # requests takes (connect, read)
            json_deserialize=exact_json,
            allow_redirects=False,
        )
        self._borrowed = session
        self.clock: datetime | None = None

    def connect(self) -> None:
        self.session = self._borrowed

    def close(self) -> None:
        self.session = None

    def _prepare_result(self, response: requests.Response) -> ExecutionResult:
        """Read the answer; only Saleor's own 400 carries errors that are about the request."""
        self.clock = date_in(response.headers.get("Date", ""))
        refuse_status(response)
        try:
            words = exact_json(response.content)
        except (ValueError, RecursionError) as error:
            raise unreadable(response) from error
        if not isinstance(words, dict):
            raise unreadable(response)
        data, errors = words.get("data"), words.get("errors")
        if not (isinstance(data, dict) or errors) or not isinstance(errors, list | None):
            raise unreadable(response)
        return ExecutionResult(data=data, errors=errors)


class SaleorEndpoint:
    """One shop's GraphQL endpoint, spoken to with one token.

    `clock` is what the shop's own clock said in its last answer.
    """

    def __init__(
        self,
        url: str,
        token: str,
        session: requests.Session,
        breaker: Breaker | None = None,
        timeout: Timeout = TIMEOUT,
    ) -> None:
        self._url, self._token, self._session = url, token, session
        self._breaker, self._timeout = breaker or Breaker(), timeout
        self.clock: datetime | None = None

    def ask(self, operation: str, **variables: Any) -> dict[str, Any]:
        """Run a query. Money in the answer is exact: decimals, never floats."""
        try:
            return self._run(operation, variables)
        except TransportQueryError as error:
            refusal = self._proven(refusal_in(error.errors or []))
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
            raise self._proven(refusal_in(error.errors or [])) from error
        except TROUBLE as error:
            raise _uncertain(error) from error
        if answer["errors"]:
            raise refusal_of_mutation(answer["errors"][0], field)
        return dict(answer)

    def _proven(self, refusal: ReturnsError) -> ReturnsError:
        """Tell a permission that is missing from a token that has become worthless: ask who we are."""
        if type(refusal) is not SaleorDenied:
            return refusal
        try:
            is_nobody = self._run("who_am_i", {}).get("app") is None
        except TransportQueryError as error:
            # Every app may ask who it is: to be denied even that is to be nobody.
            is_nobody = isinstance(refusal_in(error.errors or []), SaleorDenied)
        except (*TROUBLE, ReturnsError):
            return refusal
        return SaleorAnonymous(saleor_code=DENIED) if is_nobody else refusal

    def _run(self, operation: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Send it, unless the shop is being left alone; whether it answered is kept in mind."""
        self._breaker.enter()
        try:
            answer = self._send(operation, variables)
        except SaleorRateLimited as busy:
            self._breaker.hold(busy.retry_after or 0.0)
            raise
        except (TransportQueryError, ReturnsError):
            self._breaker.answered()
            raise
        except TROUBLE:
            self._breaker.failed()
            raise
        self._breaker.answered()
        return answer

    def _send(self, operation: str, variables: dict[str, Any]) -> dict[str, Any]:
        transport = _SharedSession(self._url, self._token, self._session, self._timeout)
        client = Client(transport=transport, fetch_schema_from_transport=False)
        request = GraphQLRequest(document(OPERATIONS, operation), variable_values=variables)
        try:
            return client.execute(request)
        finally:
            self.clock = transport.clock


def unreachable(error: Exception) -> SaleorUnreachable:
    """Say why a Saleor could not be asked."""
    private = isinstance(error.__cause__ or error, InvalidIPAddress)
    return AddressPrivate() if private else SaleorUnreachable()


def _uncertain(error: Exception) -> ReturnsError:
    """Tell a call that never left from one whose fate is unknown."""
    cause = error.__cause__ or error
    if isinstance(cause, InvalidIPAddress):
        return AddressPrivate()
    if isinstance(error, TransportServerError) and was_turned_away(error.code):
        return SaleorUnreachable()
    never_left = isinstance(cause, requests.ConnectTimeout) or (
        isinstance(cause, requests.ConnectionError) and "NewConnectionError" in str(cause)
    )
    return SaleorUnreachable() if never_left else OutcomeUncertain()
