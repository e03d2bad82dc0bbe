"""Exchanges: one order of our own for one return, at exactly what is still due."""

from datetime import UTC, datetime
from decimal import Decimal

from saleor_returns_app.domain.exchanges import Exchange, ExchangeState, Release
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.money_rules import MoneyRules
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.settlements import Settlement, SettlementState
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.model import Order
from saleor_returns_app.use_cases.exchanges.choosing import Wanted, choose_replacement, list_choices
from saleor_returns_app.use_cases.exchanges.order_exchange import (
    ask_for_instead,
    follow_exchanges,
    order_exchange,
    pay_difference,
)
from saleor_returns_app.use_cases.returns.cancel_return import cancel_return
from saleor_returns_app.use_cases.returns.receive_parcel import receive_parcel
from saleor_returns_app.use_cases.returns.settle_return import refund_return
from saleor_returns_app.use_cases.settlement.money_rules import set_money_rules
from saleor_returns_app.use_cases.settlement.reconcile import reconcile_order
from tests.support.ordered_refunds import MUG, Ordered, order_refunds
from tests.support.returns import CLERK, Walk
from tests.support.sandbox import a_line
from tests.support.whole_app import WholeApp

SOLD_OUT = global_id("ProductVariant", "MIOC-MAR-XL")


def now() -> datetime:
    return datetime.now(UTC)


def exchange(app: WholeApp, *, instead: str = "30.00", **more: str) -> Ordered:
    """Have an exchange of something worth 38.73 ordered and let go."""
    return order_refunds(app, 1, outcome=Outcome.EXCHANGE, instead=instead, **more)[0]  # type: ignore[arg-type]


def new_orders(app: WholeApp) -> list[Order]:
    orders = app.saleor.sandbox.saleor.orders.values()
    return [order for order in orders if order.external_reference]


def state_of(app: WholeApp, one: Ordered) -> tuple[Exchange, Settlement]:
    with app.parts.services.transaction() as store:
        kept = store.exchanges.find(one.case.id)
        assert kept is not None
        return kept, store.settlements.of_case(one.case.id)


def paid_back(app: WholeApp, one: Ordered) -> Decimal:
    return app.saleor.books.paid_back(one.order.number)


def kinds(app: WholeApp, one: Ordered) -> list[MessageKind]:
    with app.parts.services.transaction() as store:
        return sorted(mail.kind for mail in store.messages.of_case(one.case.id))


def differing(app: WholeApp, one: Ordered) -> int:
    services = app.parts.services
    return reconcile_order(
        one.case.order_id, at=now(), saleor=services.saleor, transaction=services.transaction
    )


class TestAnExchange:
    def test_for_less_refunds_the_rest_and_owes_nothing(self, app: WholeApp) -> None:
        one = exchange(app, instead="30.00")

        app.settle(ahead=True)

        kept, settlement = state_of(app, one)
        [order] = new_orders(app)
        assert app.case(one.case.number).money_status is MoneyStatus.REFUNDED
        assert (kept.state, settlement.state) == (ExchangeState.RELEASED, SettlementState.SETTLED)
        assert (order.status, order.total.gross) == ("UNFULFILLED", Decimal("0.00"))
        assert len(order.transactions) == 1
        assert paid_back(app, one) == Decimal("8.73")
        assert [(grant.amount, grant.lines) for grant in one.order.model.grants] == [
            (Decimal("8.73"), [])
        ]
        assert any(f"#{order.number}" in note for note in one.order.notes)
        assert differing(app, one) == 0

    def test_for_as_much_moves_no_money(self, app: WholeApp) -> None:
        one = exchange(app, instead="38.73")

        app.settle(ahead=True)

        [order] = new_orders(app)
        assert order.total.gross == Decimal("0.00")
        assert paid_back(app, one) == 0
        assert one.order.model.grants == []
        assert state_of(app, one)[1].state is SettlementState.SETTLED
        assert kinds(app, one) == [MessageKind.EXCHANGED, MessageKind.REFUNDED]

    def test_for_more_waits_until_the_difference_is_settled(self, app: WholeApp) -> None:
        one = exchange(app, instead="50.00")
        app.settle(ahead=True)
        [draft] = new_orders(app)
        before = (draft.status, draft.total.gross, app.case(one.case.number).money_status)

        pay_difference(
            app.shop.id,
            one.case.number,
            "bank 17",
            at=now(),
            by=CLERK,
            transaction=app.parts.services.transaction,
        )
        app.settle(ahead=True)

        [order] = new_orders(app)
        assert before == ("DRAFT", Decimal("11.27"), MoneyStatus.ORDERED)
        assert (order.status, order.total.gross) == ("UNFULFILLED", Decimal("11.27"))
        assert state_of(app, one)[1].state is SettlementState.SETTLED
        assert kinds(app, one) == [
            MessageKind.EXCHANGE_DUE,
            MessageKind.EXCHANGED,
            MessageKind.REFUNDED,
        ]
        assert paid_back(app, one) == 0

    def test_sees_by_itself_that_the_difference_was_paid_in_saleor(self, app: WholeApp) -> None:
        one = exchange(app, instead="50.00")
        app.settle(ahead=True)
        saleor = app.parts.services.saleor.open(app.shop)
        saleor.mark_as_paid(state_of(app, one)[0].draft_id, "by the customer")

        follow_exchanges(at=now(), transaction=app.parts.services.transaction)
        app.settle(ahead=True)

        assert state_of(app, one)[0].state is ExchangeState.RELEASED
        assert state_of(app, one)[1].state is SettlementState.SETTLED

    def test_of_what_is_sold_out_makes_no_order_and_can_be_a_refund(self, app: WholeApp) -> None:
        one = exchange(app, variant=SOLD_OUT)
        app.settle(ahead=True)
        case = app.case(one.case.number)
        transaction, shop, number = app.parts.services.transaction, app.shop.id, case.number

        ask_for_instead(shop, number, Outcome.REFUND, at=now(), by=CLERK, transaction=transaction)
        app.settle(ahead=True)
        refund_return(shop, number, at=now(), by=CLERK, transaction=transaction)
        app.settle(ahead=True)

        assert case.money_status is MoneyStatus.FAILED
        assert case.problem.startswith("There is not enough stock")
        assert new_orders(app) == []
        assert paid_back(app, one) == Decimal("38.73")

    def test_is_not_sent_for_money_that_staff_gave_back_meanwhile(self, app: WholeApp) -> None:
        one = exchange(app)
        Walk(app).staff_refund(one.order, "20.00")

        app.settle(ahead=True)

        assert new_orders(app) == []
        assert app.case(one.case.number).money_status is MoneyStatus.FAILED


class TestWhatMayBeHadInstead:
    def test_is_the_same_product_first_at_what_was_paid(self, app: WholeApp) -> None:
        order = app.saleor.place_order([a_line("tasse", variant="Sand", unit="9.00")])
        app.settle()
        services = app.parts.services
        with services.transaction() as store:
            followed = store.orders.with_saleor_id(app.shop.id, order.id)

        found = list_choices(
            followed.id,
            followed.snapshot.lines[0].id,
            search="scarf",
            saleor=services.saleor,
            transaction=services.transaction,
        )

        assert found[0].is_same_product
        assert {one.unit.minor for one in found if one.is_even} == {900}
        assert any(not one.is_same_product for one in found)


class TestAnExchangeThatIsCalledOff:
    def test_becomes_a_refund(self, app: WholeApp) -> None:
        one = exchange(app, instead="50.00")
        app.settle(ahead=True)
        transaction, shop, number = app.parts.services.transaction, app.shop.id, one.case.number

        ask_for_instead(shop, number, Outcome.REFUND, at=now(), by=CLERK, transaction=transaction)
        app.settle(ahead=True)
        refund_return(shop, number, at=now(), by=CLERK, transaction=transaction)
        app.settle(ahead=True)

        assert new_orders(app) == []
        assert paid_back(app, one) == Decimal("38.73")
        assert state_of(app, one)[1].state is SettlementState.SETTLED
        assert differing(app, one) == 0

    def test_can_be_for_something_else(self, app: WholeApp) -> None:
        one = exchange(app, instead="50.00")
        app.settle(ahead=True)
        services, shop, number = app.parts.services, app.shop.id, one.case.number
        transaction = services.transaction
        ask_for_instead(shop, number, None, at=now(), by=CLERK, transaction=transaction)
        app.settle(ahead=True)

        choose_replacement(
            shop,
            number,
            [Wanted(one.case.lines[0].order_line_id, MUG, 1)],
            at=now(),
            by=CLERK,
            saleor=services.saleor,
            transaction=transaction,
        )
        order_exchange(shop, number, at=now(), by=CLERK, transaction=transaction)
        app.settle(ahead=True)

        kept, settlement = state_of(app, one)
        assert (kept.attempt, kept.state) == (2, ExchangeState.RELEASED)
        assert settlement.state is SettlementState.SETTLED
        assert len(new_orders(app)) == 1

    def test_goes_with_a_return_that_is_cancelled(self, app: WholeApp) -> None:
        one = approved(app, Release.APPROVAL)
        app.settle(ahead=True)
        assert [order.status for order in new_orders(app)] == ["UNFULFILLED"]

        cancel_return(
            app.shop.id,
            one.case.number,
            at=now(),
            by=CLERK,
            letters=app.parts.services.letters,
            transaction=app.parts.services.transaction,
        )
        app.settle(ahead=True)

        assert [order.status for order in new_orders(app)] == ["CANCELED"]


class TestTheMomentToSend:
    def test_is_the_receipt_where_the_merchant_says_so(self, app: WholeApp) -> None:
        one = approved(app, Release.RECEIPT)
        app.settle(ahead=True)
        before = new_orders(app)

        receive_parcel(
            app.shop.id,
            one.case.number,
            at=now(),
            by=CLERK,
            transaction=app.parts.services.transaction,
        )
        app.settle(ahead=True)

        assert before == []
        assert [order.status for order in new_orders(app)] == ["UNFULFILLED"]

    def test_is_a_persons_word_otherwise(self, app: WholeApp) -> None:
        approved(app, Release.BY_HAND)

        app.settle(ahead=True)

        assert new_orders(app) == []


def approved(app: WholeApp, release: Release) -> Ordered:
    """Approve an exchange that is sent at a moment, and look whether that has come."""
    transaction = app.parts.services.transaction
    set_money_rules(MoneyRules(app.shop.id, exchange_release=release), transaction=transaction)
    one = order_refunds(app, 1, outcome=Outcome.EXCHANGE, received=False)[0]
    follow_exchanges(at=now(), transaction=transaction)
    return one
