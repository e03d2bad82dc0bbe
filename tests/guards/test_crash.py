"""A worker that dies in the middle of its work loses nothing and does nothing twice."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text

from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.use_cases.returns.receive_parcel import receive_parcel
from tests.support.commands import environment_of, running
from tests.support.returns import CLERK, Walk, now
from tests.support.sandbox import FaultEffect
from tests.support.whole_app import WholeApp

GRANT = "orderGrantRefundCreate"
REQUEST = "transactionRequestRefundForGrantedRefund"
RETURN = "orderFulfillmentReturnProducts"
LONG_SECONDS = 20.0

# What five minutes without a heartbeat look like.
GROW_OLD = "update procrastinate_workers set last_heartbeat = now() - interval '5 minutes'"
TAKE_BACK = """
  insert into procrastinate_jobs (queue_name, task_name, args)
  values ('upkeep', 'take_back_stalled_jobs', '{"timestamp": 0}')
"""


def a_second_worker_comes(app: WholeApp) -> None:
    """Let time pass, and another worker find what the dead one left."""
    with app.parts.database.connection() as connection:
        connection.execute(text(GROW_OLD))
        connection.execute(text(TAKE_BACK))
    for minutes in (0, 5, 30):
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=minutes), tick=True):
            app.settle(ahead=True)


class TestAWorkerThatIsKilled:
    @pytest.mark.parametrize("effect", [FaultEffect.LOST_AFTER, FaultEffect.LOST_BEFORE])
    @pytest.mark.parametrize("operation", [RETURN, GRANT, REQUEST])
    def test_while_saleor_is_being_told_loses_nothing(
        self, app: WholeApp, tmp_path: Path, operation: str, effect: FaultEffect
    ) -> None:
        walk = Walk(app)
        order = walk.order()
        access = walk.enter(order)
        case = walk.confirm(access, walk.quote(access))
        app.settle()
        app.saleor.faults.add(operation, effect, seconds=LONG_SECONDS)
        transaction = app.parts.services.transaction
        receive_parcel(app.shop.id, case.number, at=now(), by=CLERK, transaction=transaction)
        if operation != RETURN:
            app.settle()
            walk.refund(case)

        with running(["worker"], environment_of(app.settings), tmp_path) as worker:
            worker.wait_until(lambda: app.saleor.calls.count(operation) == 1)
            worker.kill()
        assert app.running_jobs() != []
        a_second_worker_comes(app)
        if operation == RETURN:
            walk.refund(case)
            app.settle(ahead=True)

        case = app.case(case.number)
        assert case.money_status is MoneyStatus.REFUNDED, case.problem
        paid = [entry.amount for entry in app.saleor.books.of_order(order.number)]
        assert paid == [Decimal("33.73")]
        assert sum(order.returned.values()) == 1
        assert len(order.model.grants) == 1
        assert len(order.notes) == 2
        assert (app.failed_jobs(), app.running_jobs()) == ([], [])
