"""A desk with somebody at it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from werkzeug.test import TestResponse

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.quotes import Selection
from saleor_returns_app.domain.return_request import ReturnLine, ReturnRequest
from saleor_returns_app.use_cases.orders.follow_order import refresh_order
from saleor_returns_app.use_cases.portal.open_return_request import open_return_request
from saleor_returns_app.use_cases.portal.quote_return import quote_return
from tests.support.flat_policies import CountryFee, FlatPolicy
from tests.support.ordered_refunds import allow_credit
from tests.support.sandbox import PlacedOrder, a_line
from tests.support.whole_app import WholeApp

SHOP = Address(company="Maison Fil", street_1="4 rue Mercière", city="Lyon", country="FR")
API = "/api/desk/v1"
PARTS = "/desk/parts"


def rules(**more: Any) -> FlatPolicy:
    """Make rules with a fee of 5.00 EUR for France and the United States."""
    fees = tuple(CountryFee(country, Money(500, "EUR")) for country in ("FR", "US"))
    outcomes = (Outcome.REFUND, Outcome.STORE_CREDIT)
    return FlatPolicy(fees=fees, outcomes=outcomes, return_address=SHOP, **more)


@dataclass
class Desk:
    """The desk of the shop, asked by a member of its staff."""

    app: WholeApp
    country: str = "FR"

    def get(self, path: str, **headers: str) -> TestResponse:
        """Ask for something with a good token."""
        return self.app.client.get(path, headers=self.app.staff_headers() | headers)

    def post(self, path: str, json: object = None, **more: Any) -> TestResponse:
        """Do something with a good token, in JSON."""
        body = {} if json is None else {"json": json}
        return self.app.client.post(path, headers=self.app.staff_headers(), **body, **more)

    def submit(self, path: str, **form: str) -> TestResponse:
        """Do something with a good token, as the page's forms do."""
        return self.app.client.post(path, headers=self.app.staff_headers(), data=form)

    def open_return(
        self,
        order: PlacedOrder | None = None,
        *,
        outcome: Outcome = Outcome.REFUND,
        method: ReturnMethod = ReturnMethod.DROP_OFF,
        message: str = "",
        quantity: int | None = None,
    ) -> ReturnRequest:
        """Have a customer ask to send a whole order back: 32.73 of goods and 6.00 of shipping."""
        order = order or self.app.saleor.place_order(
            [a_line(unit="32.73")], shipping="6.00", country=self.country
        )
        if outcome is Outcome.STORE_CREDIT:
            allow_credit(self.app)
        order_id = self._follow(order)
        at = datetime.now(UTC)
        services = self.app.parts.services
        lines = tuple(
            ReturnLine(line, quantity or model.quantity, ReturnReason.TOO_SMALL, message)
            for line, model in zip(order.line_ids, order.model.lines, strict=True)
        )
        quote = quote_return(
            order_id,
            Selection(lines, outcome, method),
            at=at,
            sealer=services.sealer,
            transaction=services.transaction,
        )
        return open_return_request(
            quote.token,
            order_id=order_id,
            at=at,
            sealer=services.sealer,
            letters=services.letters,
            transaction=services.transaction,
        )

    def _follow(self, order: PlacedOrder) -> str:
        services, shop = self.app.parts.services, self.app.shop
        refresh_order(
            shop.id,
            order.id,
            at=datetime.now(UTC),
            saleor=services.saleor,
            transaction=services.transaction,
        )
        with services.transaction() as store:
            followed = store.orders.find_by_saleor_id(shop.id, order.id)
        assert followed is not None
        return followed.id

    def order_number(self, case: ReturnRequest) -> str:
        """Say the number of the order that a return is of."""
        with self.app.parts.services.transaction() as store:
            return store.orders.get(case.order_id).number

    def acts_on(self, number: str) -> list[str]:
        """List what the API offers for a return."""
        offered: list[str] = self.get(f"{API}/returns/{number}").get_json()["allowed_acts"]
        return offered


@pytest.fixture
def desk(app: WholeApp) -> Desk:
    """Return a desk whose shop approves without being asked."""
    app.publish(rules())
    return Desk(app)


@pytest.fixture
def strict_desk(app: WholeApp) -> Desk:
    """Return a desk whose shop decides about every request: in a country whose law lets it."""
    app.publish(rules(approval_required=True))
    return Desk(app, country="US")
