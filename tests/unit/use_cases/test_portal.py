"""What a shopper can do, on a store in memory."""

from datetime import timedelta

import pytest

from saleor_returns_app.domain.case_events import CUSTOMER
from saleor_returns_app.domain.errors import (
    InstallationUnknown,
    OrderNotFound,
    QuoteOutdated,
    QuoteUsed,
    ReturnNotFound,
    SaleorUnreachable,
    TooManyAttempts,
    TransitionNotAllowed,
)
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.quotes import Quote, Selection
from saleor_returns_app.domain.refund_breakdown import Units
from saleor_returns_app.domain.return_request import ReturnLine, ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus, ReturnStatus
from saleor_returns_app.use_cases.portal.open_return_request import open_return_request
from saleor_returns_app.use_cases.portal.order_access import (
    TRIES_AT_ORDER,
    TRIES_BY_CLIENT,
    TRIES_WINDOW,
    Access,
    find_order,
)
from saleor_returns_app.use_cases.portal.own_returns import cancel_own_return, own_return
from saleor_returns_app.use_cases.portal.quote_return import estimate_refund, quote_return
from tests.support.builders import (
    NOON,
    a_line,
    a_policy,
    a_return,
    an_installation,
    an_order,
    an_order_snapshot,
)
from tests.support.fakes import FakeGate, FakeLetters, FakeSaleor, FakeSealer, MemoryStore
from tests.support.flat_policies import CountryFee

FEE = CountryFee("FR", Money(500, "EUR"))


class Portal:
    """The portal of one shop with its fakes."""

    def __init__(self, *things: object, saleor: FakeSaleor | None = None) -> None:
        self.store = MemoryStore(an_installation(), *things)
        self.gate, self.sealer = FakeGate(saleor or FakeSaleor()), FakeSealer()

    def find(
        self,
        number: str = "1042",
        proof: str = "camille@example.com",
        *,
        client: str = "192.0.2.1",
        later: timedelta = timedelta(0),
    ) -> Access:
        return find_order(
            "maison-fil",
            number=number,
            proof=proof,
            client=client,
            at=NOON + later,
            saleor=self.gate,
            sealer=self.sealer,
            transaction=self.store.transaction,
        )

    def quote(self, quantity: int = 1) -> Quote:
        line = ReturnLine("line-tee", quantity, ReturnReason.TOO_SMALL)
        return quote_return(
            "order-1",
            Selection((line,), Outcome.REFUND, ReturnMethod.DROP_OFF),
            at=NOON,
            sealer=self.sealer,
            transaction=self.store.transaction,
        )

    def confirm(self, quote: Quote) -> str:
        return open_return_request(
            quote.token,
            order_id="order-1",
            at=NOON,
            sealer=self.sealer,
            letters=FakeLetters(),
            transaction=self.store.transaction,
        ).number


class TestFindOrder:
    @pytest.mark.parametrize(
        "proof", ["camille@example.com", " Camille@Example.COM ", "69003", "69-003", "6900 3"]
    )
    def test_takes_the_proof_as_people_type_it(self, proof: str) -> None:
        assert Portal(an_order(), a_policy()).find(" #1042", proof).order_id == "order-1"

    @pytest.mark.parametrize(
        ("number", "proof"),
        [("1042", "eve@example.com"), ("1043", "69003"), ("1042", ""), ("", "")],
    )
    def test_is_the_same_refusal_for_everything_wrong(self, number: str, proof: str) -> None:
        with pytest.raises(OrderNotFound):
            Portal(an_order(), a_policy()).find(number, proof)

    def test_asks_saleor_about_an_order_that_nobody_told_of(self) -> None:
        portal = Portal(a_policy(), saleor=FakeSaleor([an_order_snapshot()]))

        access = portal.find()

        assert portal.store.orders.get(access.order_id).number == "1042"

    def test_says_that_saleor_is_out_of_reach(self) -> None:
        with pytest.raises(SaleorUnreachable):
            Portal(a_policy(), saleor=FakeSaleor(fails_with=SaleorUnreachable())).find()

    def test_needs_a_shop_that_installed_the_app(self) -> None:
        portal = Portal()
        portal.store.installations.kept.clear()
        with pytest.raises(InstallationUnknown):
            portal.find()

    def test_stops_one_client_that_tries_many_orders(self) -> None:
        portal = Portal(an_order(), a_policy())
        for number in range(TRIES_BY_CLIENT):
            with pytest.raises(OrderNotFound):
                portal.find(f"9{number}")

        with pytest.raises(TooManyAttempts) as refused:
            portal.find()

        assert refused.value.facts == {"retry_after": 600}
        assert portal.find(client="192.0.2.2").order_id == "order-1"

    def test_stops_many_clients_that_try_one_order(self) -> None:
        portal = Portal(an_order(), a_policy())
        for number in range(TRIES_AT_ORDER):
            with pytest.raises(OrderNotFound):
                portal.find(proof="x", client=f"192.0.2.{number}")

        with pytest.raises(TooManyAttempts):
            portal.find(client="192.0.2.99")
        assert portal.find(later=TRIES_WINDOW).order_id == "order-1"


class TestOpenReturnRequest:
    def test_has_the_label_made_and_saleor_told(self) -> None:
        portal = Portal(an_order(), a_policy(fees=(FEE,)))

        number = portal.confirm(portal.quote())

        case = portal.store.returns.get("shop-1", number)
        assert case.status is ReturnStatus.APPROVED
        assert case.refund == Money(3373, "EUR")
        assert [job for job, _ in portal.store.jobs] == [
            "write_to_saleor",
            "write_to_saleor",
            "issue_return_label",
        ]

    def test_waits_for_approval_and_tells_the_customer(self) -> None:
        portal = Portal(an_order(country="US"), a_policy(approval_required=True))

        number = portal.confirm(portal.quote())

        assert portal.store.returns.get("shop-1", number).status is ReturnStatus.REQUESTED
        assert [job for job, _ in portal.store.jobs] == ["send_message"]

    def test_refuses_the_same_quote_with_the_number_that_it_became(self) -> None:
        portal = Portal(an_order(), a_policy())
        quote = portal.quote()
        number = portal.confirm(quote)

        with pytest.raises(QuoteUsed) as refused:
            portal.confirm(quote)

        assert refused.value.facts == {"number": number}

    def test_refuses_a_quote_whose_money_has_changed_and_leaves_no_trace(self) -> None:
        portal = Portal(an_order(a_line(quantity=2)), a_policy(fees=(FEE,)))
        quote = portal.quote()
        portal.store.policies.kept[0].document = a_policy().document

        with pytest.raises(QuoteOutdated):
            portal.confirm(quote)

        assert (portal.store.returns.kept, portal.store.jobs) == ([], [])


class TestEstimateRefund:
    def test_leaves_out_units_that_may_not_come_back_and_every_fee(self) -> None:
        portal = Portal(an_order(a_line(quantity=2, total=2000)), a_policy(fees=(FEE,)))

        so_far = estimate_refund(
            "order-1",
            [Units("line-tee", 9), Units("line-other", 1)],
            at=NOON,
            transaction=portal.store.transaction,
        )

        assert so_far.total == Money(2600, "EUR")


class TestOwnReturns:
    def test_are_those_of_the_order_only(self) -> None:
        case = a_return()
        portal = Portal(an_order(), a_policy(), case)

        own = own_return("order-1", case.number, transaction=portal.store.transaction)

        assert own.case is case
        with pytest.raises(ReturnNotFound):
            own_return("order-2", case.number, transaction=portal.store.transaction)

    def test_can_be_taken_back_before_the_parcel_leaves(self) -> None:
        portal = Portal(an_order(), a_policy(), a_return(approved=True))

        own = self._cancel(portal)

        assert own.events[-1].actor == CUSTOMER
        assert own.status is ReturnStatus.CANCELLED
        assert [job for job, _ in portal.store.jobs] == ["send_message"]

    def test_cannot_be_taken_back_once_the_parcel_is_on_its_way(self) -> None:
        case = a_return(approved=True)
        case.parcel_status = ParcelStatus.IN_TRANSIT
        portal = Portal(an_order(), a_policy(), case)

        with pytest.raises(TransitionNotAllowed):
            self._cancel(portal)

        assert portal.store.jobs == []

    def _cancel(self, portal: Portal) -> ReturnRequest:
        return cancel_own_return(
            "order-1",
            "R-2026-000001",
            at=NOON,
            letters=FakeLetters(),
            transaction=portal.store.transaction,
        ).case
