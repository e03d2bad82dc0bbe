"""Workers that are killed at any step of a settlement pay once: never twice, never not at all.

Another kind of settlement plugs in with its own steps, and with how its returns are made.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from saleor_returns_app.domain.case_events import is_intact
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.settlements import SettlementState
from saleor_returns_app.use_cases.settlement.reconcile import reconcile_order
from tests.support.killing import AT_A_TIME, Point, Workers
from tests.support.ordered_refunds import (
    Ordered,
    allow_credit,
    fill_the_shelves,
    order_refunds,
)
from tests.support.whole_app import WholeApp

GRANT = "orderGrantRefundCreate"
REQUEST = "transactionRequestRefundForGrantedRefund"
RETURN = "orderFulfillmentReturnProducts"
NOTE = "orderNoteAdd"
STEPS = {
    "decide": [Point("settle", "order", commits=count) for count in range(4)],
    "grant": [
        Point("settle", GRANT, "before"),
        *(Point("settle", GRANT, commits=n) for n in range(3)),
    ],
    "return": [
        Point("settle", RETURN, "before"),
        *(Point("settle", RETURN, commits=n) for n in range(3)),
    ],
    "request": [
        Point("settle", REQUEST, "before"),
        *(Point("settle", REQUEST, commits=n) for n in range(3)),
    ],
    "watch": [Point("watch_refund", "order", commits=count) for count in range(2)],
    "note": [
        Point("write_to_saleor", NOTE, "before"),
        *(Point("write_to_saleor", NOTE, commits=n) for n in range(2)),
    ],
}
CARD = "giftCardCreate"
OF_CREDIT = {
    "issue": [
        Point("settle", CARD, "before"),
        *(Point("settle", CARD, commits=n) for n in range(4)),
    ],
}
OF_EXCHANGES = {
    "draft": [
        Point("settle", "draftOrderCreate", "before"),
        *(Point("settle", "draftOrderCreate", commits=n) for n in range(3)),
    ],
    "discount": [
        Point("settle", "orderUpdateShipping"),
        Point("settle", "orderDiscountAdd", "before"),
        *(Point("settle", "orderDiscountAdd", commits=n) for n in range(3)),
    ],
    "complete": [
        Point("settle", "draftOrderComplete", "before"),
        *(Point("settle", "draftOrderComplete", commits=n) for n in range(3)),
    ],
    "paid": [
        Point("settle", "orderMarkAsPaid", "before"),
        *(Point("settle", "orderMarkAsPaid", commits=n) for n in range(3)),
    ],
    "rest": [
        *(Point("settle", GRANT, commits=n) for n in range(2)),
        *(Point("settle", REQUEST, commits=n) for n in range(2)),
    ],
}
# So many workers die at each step, one point after the other, each amid so many settlements. All of
# it, a hundred settlements a step, takes half an hour: `make kill`.
DEATHS, AMID = (10, AT_A_TIME) if os.environ.get("RETURNS_KILLS") == "all" else (4, 2)
AGE = "update operations set sent_at = sent_at - interval '2 minutes'"
GROW_OLD = "update procrastinate_workers set last_heartbeat = now() - interval '5 minutes'"
TAKE_BACK = """
  insert into procrastinate_jobs (queue_name, task_name, args)
  values ('upkeep', 'take_back_stalled_jobs', '{"timestamp": 0}')
"""


@pytest.fixture
def workers(app: WholeApp, tmp_path: Path) -> Iterator[Workers]:
    """Return workers that can be killed."""
    with (tmp_path / "workers.log").open("w") as log, Workers(app.settings, log) as ready:
        yield ready


def time_passes(app: WholeApp) -> None:
    """Let the dead be missed, and what they sent become old enough to be looked up."""
    with app.parts.database.connection() as connection:
        for statement in (AGE, GROW_OLD, TAKE_BACK):
            connection.execute(text(statement))


def disturb(app: WholeApp, turn: int) -> None:
    """Let webhooks be missing, come twice, or come late; another each time."""
    deliveries = app.saleor.deliveries
    deliveries.deliver_all()
    if turn % 5 == 0:
        deliveries.duplicate_next(times=100_000)
    elif turn % 5 == 1:
        deliveries.hold()
    else:
        deliveries.drop_next(times=100_000)


def kill_at(
    app: WholeApp, workers: Workers, points: list[Point], *, outcome: Outcome = Outcome.REFUND
) -> list[Ordered]:
    """Kill worker after worker at the points, each amid some settlements; give them all."""
    hit = []
    for turn in range(DEATHS):
        app.saleor.deliveries.deliver_all()
        app.saleor.deliveries.drop_next(times=100_000)
        hit += order_refunds(app, AMID, outcome=outcome)
        disturb(app, turn)
        point = points[turn % len(points)]
        assert workers.die_at(point, AMID), point
        app.saleor.deliveries.release(lambda held: reversed(held))
    app.saleor.deliveries.deliver_all()
    return hit


def recover(app: WholeApp, workers: Workers) -> None:
    """Let other workers take over."""
    for _ in range(2):
        time_passes(app)
        workers.work()
        app.saleor.settle()
    workers.work()


def differing(app: WholeApp, hit: Ordered) -> int:
    """Hold the ledger against the sandbox's books."""
    services = app.parts.services
    return reconcile_order(
        hit.case.order_id,
        at=datetime.now(UTC),
        saleor=services.saleor,
        transaction=services.transaction,
    )


@pytest.mark.parametrize("step", STEPS)
class TestARefundWhoseWorkerIsKilled:
    def test_is_paid_once(self, app: WholeApp, workers: Workers, step: str) -> None:
        app.saleor.deliveries.drop_next(times=100_000)
        order_refunds(app, 1)
        workers.work()
        hit = kill_at(app, workers, STEPS[step])

        recover(app, workers)

        assert len(hit) == DEATHS * AMID
        for one in hit:
            self.was_settled_once(app, one)

    def was_settled_once(self, app: WholeApp, hit: Ordered) -> None:
        order, case = hit.order, app.case(hit.case.number)
        with app.parts.services.transaction() as store:
            settlement = store.settlements.of_case(case.id)
        assert case.money_status is MoneyStatus.REFUNDED, case.problem
        assert settlement.state is SettlementState.SETTLED
        paid = [entry.amount for entry in app.saleor.books.of_order(order.number)]
        assert paid == [settlement.amount.decimal]
        assert settlement.paid == settlement.amount
        assert len(order.model.grants) == 1
        assert sum(order.returned.values()) == 1
        assert len(order.notes) == 1
        assert is_intact(case.events)
        assert differing(app, hit) == 0


@pytest.mark.parametrize("step", OF_CREDIT)
class TestACreditWhoseWorkerIsKilled:
    def test_is_issued_once(self, app: WholeApp, workers: Workers, step: str) -> None:
        allow_credit(app)
        hit = kill_at(app, workers, OF_CREDIT[step], outcome=Outcome.STORE_CREDIT)

        recover(app, workers)

        assert len(hit) == DEATHS * AMID
        cards = list(app.saleor.sandbox.saleor.gift_cards.values())
        returns = [card.metadata["return"] for card in cards]
        assert sorted(returns) == sorted(one.case.number for one in hit)
        for one in hit:
            case = app.case(one.case.number)
            assert case.money_status is MoneyStatus.REFUNDED, case.problem
            with app.parts.services.transaction() as store:
                mails = store.messages.of_case(case.id)
                settlement = store.settlements.of_case(case.id)
            assert settlement.given == settlement.amount
            kinds = [mail.kind for mail in mails]
            assert sorted(kinds) == [MessageKind.REFUNDED, MessageKind.STORE_CREDIT]
            assert one.order.model.grants == []
            assert is_intact(case.events)
            assert differing(app, one) == 0


@pytest.mark.parametrize("step", OF_EXCHANGES)
class TestAnExchangeWhoseWorkerIsKilled:
    def test_is_one_order_and_one_rest(self, app: WholeApp, workers: Workers, step: str) -> None:
        fill_the_shelves(app)
        hit = kill_at(app, workers, OF_EXCHANGES[step], outcome=Outcome.EXCHANGE)

        recover(app, workers)

        assert len(hit) == DEATHS * AMID
        made = [
            order for order in app.saleor.sandbox.saleor.orders.values() if order.external_reference
        ]
        numbers = [str(order.external_reference).partition("/")[0] for order in made]
        assert sorted(numbers) == sorted(one.case.number for one in hit)
        assert {order.status for order in made} == {"UNFULFILLED"}
        assert {order.total.gross for order in made} == {Decimal(0)}
        assert {len(order.transactions) for order in made} == {1}
        for one in hit:
            case = app.case(one.case.number)
            assert case.money_status is MoneyStatus.REFUNDED, case.problem
            paid = [entry.amount for entry in app.saleor.books.of_order(one.order.number)]
            assert paid == [Decimal("8.73")]
            assert len(one.order.model.grants) == 1
            assert is_intact(case.events)
            assert differing(app, one) == 0
