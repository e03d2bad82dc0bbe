"""Accepted units go back into a warehouse: each exactly once, or a person is asked."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from saleor_returns_app.domain.errors import OutcomeUncertain, SaleorUnreachable
from saleor_returns_app.domain.features import RESTOCKING
from saleor_returns_app.domain.inspections import Disposition, InspectedLine, Inspection
from saleor_returns_app.domain.restocking import Restock, RestockState
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.sandbox.faults import FaultEffect
from saleor_returns_app.use_cases.installing.features import switch_feature
from saleor_returns_app.use_cases.returns.inspect_goods import inspect_goods
from saleor_returns_app.use_cases.returns.restocking import (
    answer_restock,
    choose_warehouse,
    restock_line,
    warehouses_of,
)
from tests.support.returns import CLERK, Walk, now
from tests.support.whole_app import WholeApp

SET = "productVariantStocksUpdate"
LATER = timedelta(minutes=2)


@pytest.fixture
def walk(app: WholeApp) -> Walk:
    """Return a shop that puts returned goods into its first warehouse."""
    services = app.parts.services
    app.saleor.grant("MANAGE_PRODUCTS")
    switch_feature(app.shop.id, RESTOCKING, on=True, at=now(), transaction=services.transaction)
    app.settle()
    first = warehouses_of(app.shop.id, services.saleor, services.transaction)[0]
    choose_warehouse(
        app.shop.id,
        first.id,
        by=CLERK.name,
        at=now(),
        saleor=services.saleor,
        transaction=services.transaction,
    )
    return Walk(app)


class Shelf:
    """What the warehouse holds of the variant of a return's only line."""

    def __init__(self, walk: Walk, case: ReturnRequest) -> None:
        self.walk, self.case = walk, case
        services = walk.app.parts.services
        with services.transaction() as store:
            order = store.orders.get(case.order_id)
            place = store.restocks.place_of(case.installation_id)
        assert place is not None
        self.place = place.warehouse_id
        self.variant = order.snapshot.lines[0].variant_id
        self.saleor = services.saleor.open(walk.app.shop)

    @property
    def units(self) -> int:
        [held] = [
            one.quantity
            for one in self.saleor.stocks(self.variant)
            if one.warehouse_id == self.place
        ]
        return held

    @property
    def restock(self) -> Restock:
        with self.walk.app.parts.services.transaction() as store:
            [restock] = store.restocks.of_case(self.case.id)
        return restock

    def state(self) -> RestockState:
        return self.restock.state

    def run(self, later: timedelta = timedelta(0)) -> None:
        services = self.walk.app.parts.services
        restock_line(
            self.restock.id,
            at=now() + later,
            saleor=services.saleor,
            transaction=services.transaction,
        )

    def problems(self) -> list[ProblemKind]:
        with self.walk.app.parts.services.transaction() as store:
            return [one.kind for one in store.problems.open_of(self.case.installation_id)]


def opened(walk: Walk) -> tuple[ReturnRequest, Shelf]:
    order = walk.order()
    access = walk.enter(order)
    case = walk.confirm(access, walk.quote(access))
    walk.app.settle()
    return case, Shelf(walk, case)


def look(walk: Walk, case: ReturnRequest, **found: Any) -> None:
    services = walk.app.parts.services
    line = InspectedLine(case.lines[0].order_line_id, **{"accepted": 1, **found})
    inspect_goods(
        walk.app.shop.id,
        case.number,
        Inspection((line,)),
        at=now(),
        by=CLERK,
        letters=services.letters,
        transaction=services.transaction,
    )


class TestAcceptedUnits:
    def test_go_back_into_stock_once(self, walk: Walk) -> None:
        case, shelf = opened(walk)
        before = shelf.units

        look(walk, case)
        walk.app.settle()
        walk.run_every_job_again()

        assert shelf.units == before + 1
        assert shelf.state() is RestockState.DONE
        told = [event.kind.value for event in walk.app.case(case.number).events]
        assert told.count("restocked") == 1

    def test_stay_out_of_it_when_they_are_to_be_repaired(self, walk: Walk) -> None:
        case, shelf = opened(walk)
        before = shelf.units

        look(walk, case, disposition=Disposition.REPAIR)
        walk.app.settle()

        assert shelf.units == before
        with walk.app.parts.services.transaction() as store:
            assert store.restocks.of_case(case.id) == []

    def test_stay_out_of_it_where_no_warehouse_is_chosen(self, app: WholeApp) -> None:
        case, _ = Walk(app).to_the_goods()

        with app.parts.services.transaction() as store:
            assert store.restocks.of_case(case.id) == []
        assert app.saleor.calls.count(SET) == 0


class TestAMishap:
    @pytest.mark.parametrize(
        ("effect", "calls"), [(FaultEffect.LOST_AFTER, 1), (FaultEffect.LOST_BEFORE, 2)]
    )
    def test_with_the_answer_adds_no_unit_twice(
        self, walk: Walk, effect: FaultEffect, calls: int
    ) -> None:
        case, shelf = opened(walk)
        before = shelf.units
        walk.app.saleor.faults.add(SET, effect)
        look(walk, case)
        walk.app.settle()
        assert shelf.state() is RestockState.SENT

        shelf.run(later=LATER)
        walk.run_every_job_again()

        assert shelf.units == before + 1
        assert shelf.state() is RestockState.DONE
        assert walk.app.saleor.calls.count(SET) <= calls

    def test_after_which_the_stock_has_changed_asks_a_person(self, walk: Walk) -> None:
        case, shelf = opened(walk)
        before = shelf.units
        walk.app.saleor.faults.add(SET, FaultEffect.LOST_AFTER)
        look(walk, case)
        walk.app.settle()
        shelf.saleor.set_stock(shelf.variant, shelf.place, before - 3)

        shelf.run(later=LATER)

        assert shelf.state() is RestockState.UNCLEAR
        assert ProblemKind.RESTOCK_UNCLEAR in shelf.problems()
        assert shelf.units == before - 3

    @pytest.mark.parametrize(("is_added", "more"), [(True, 0), (False, 1)])
    def test_is_settled_by_a_persons_word(self, walk: Walk, is_added: bool, more: int) -> None:
        case, shelf = opened(walk)
        walk.app.saleor.faults.add(SET, FaultEffect.REFUSE)
        look(walk, case)
        walk.app.settle()
        assert shelf.state() is RestockState.UNCLEAR
        before = shelf.units

        answer_restock(
            case.installation_id,
            case.number,
            shelf.restock.line_id,
            is_added=is_added,
            at=now(),
            transaction=walk.app.parts.services.transaction,
        )
        walk.app.settle()

        assert shelf.units == before + more
        assert shelf.state() is RestockState.DONE
        assert shelf.problems() == []


class TestAWorkerThatDies:
    """Every transaction and every call of the job, one after the other, is the last of a worker."""

    @pytest.mark.parametrize("step", range(1, 9))
    def test_leaves_units_added_once(
        self, walk: Walk, step: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case, shelf = opened(walk)
        before = shelf.units
        services = walk.app.parts.services
        steps = 0

        def pass_on() -> None:
            nonlocal steps
            steps += 1
            if steps == step:
                raise SystemExit

        class Dying:
            """A Saleor that is left in the middle: before its call is made, and after."""

            def stocks(self, variant: str) -> Any:
                pass_on()
                return shelf.saleor.stocks(variant)

            def set_stock(self, variant: str, place: str, quantity: int) -> None:
                pass_on()
                shelf.saleor.set_stock(variant, place, quantity)
                pass_on()

        class Gate:
            def open(self, shop: Any) -> Any:
                return Dying()

        def dying_transaction() -> Any:
            pass_on()
            return services.transaction()

        # The goods are in Saleor, and the units are planned; the job itself is ours to run.
        monkeypatch.setattr(
            "saleor_returns_app.use_cases.returns.restocking.restock_line",
            lambda *args, **more: None,
        )
        look(walk, case)
        walk.app.settle()
        monkeypatch.undo()
        restock_id = shelf.restock.id
        with suppress(SystemExit):
            restock_line(
                restock_id,
                at=now(),
                saleor=Gate(),  # type: ignore[arg-type]
                transaction=dying_transaction,
            )
        for _ in range(3):
            with suppress(OutcomeUncertain, SaleorUnreachable):
                shelf.run(later=LATER)

        assert shelf.units == before + 1
        assert shelf.state() is RestockState.DONE
