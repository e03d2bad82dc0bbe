"""One return, the whole way, and what it leaves behind."""

from decimal import Decimal

from saleor_returns_app.domain.case_events import is_intact
from saleor_returns_app.domain.return_request import fold
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus, Tab
from tests.support.returns import Walk
from tests.support.whole_app import WholeApp


class TestTheFirstReturn:
    def test_goes_from_the_order_to_the_money(self, app: WholeApp) -> None:
        walk = Walk(app)

        case, order = walk.to_the_money()
        app.settle(ahead=True)

        case = app.case(case.number)
        assert (case.status, case.parcel_status, case.money_status, case.tab) == (
            ReturnStatus.COMPLETED,
            ParcelStatus.DELIVERED,
            MoneyStatus.REFUNDED,
            Tab.COMPLETED,
        )
        assert app.saleor.books.paid_back(order.number) == Decimal("33.73")
        assert sum(order.returned.values()) == 1
        assert [note.split("]")[0] for note in order.notes] == [f"[{case.number}"] * 2
        assert app.failed_jobs() == []

    def test_is_told_by_its_history_alone(self, app: WholeApp) -> None:
        case, _ = Walk(app).to_the_money()
        app.settle(ahead=True)

        case = app.case(case.number)
        again = fold(case, case.events)

        assert is_intact(case.events)
        columns = [
            column for column in vars(case) if column not in ("_sa_instance_state", "version")
        ]
        assert {name: getattr(again, name) for name in columns} == {
            name: getattr(case, name) for name in columns
        }
