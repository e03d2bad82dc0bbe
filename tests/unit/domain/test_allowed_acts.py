from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import pytest

from saleor_returns_app.domain.allowed_acts import Act, allowed_acts
from saleor_returns_app.domain.case_events import Actor, ActorKind
from saleor_returns_app.domain.errors import NothingToRefund, TransitionNotAllowed
from saleor_returns_app.domain.inspections import all_fine
from saleor_returns_app.domain.labels import Label
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod
from saleor_returns_app.domain.refund_breakdown import RefundBreakdown
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus
from tests.support.builders import a_return, a_wish, an_order
from tests.support.orders import NOON

CLERK = Actor(ActorKind.STAFF, "clerk@example.com")
State = tuple[ReturnStatus, ParcelStatus, MoneyStatus]


TRIES: dict[Act, Callable[[ReturnRequest], None]] = {
    Act.APPROVE: lambda case: case.approve(at=NOON, by=CLERK),
    Act.REJECT: lambda case: case.reject("No.", at=NOON, by=CLERK),
    Act.RECEIVE: lambda case: case.receive(at=NOON, by=CLERK),
    Act.INSPECT: lambda case: case.inspect(
        all_fine(case.asked_units), case.breakdown, answer_by=None, at=NOON, by=CLERK
    ),
    Act.REFUND: lambda case: case.order_refund(at=NOON, by=CLERK),
    Act.MARK_REFUNDED: lambda case: case.settle_outside(
        case.refund, reference="", at=NOON, by=CLERK
    ),
    Act.CANCEL: lambda case: case.cancel(at=NOON, by=CLERK),
}


def states() -> Iterator[State]:
    """Go through every state that a return can be in: no parcel before yes, no money before goods."""
    for state in product(ReturnStatus, ParcelStatus, MoneyStatus):
        status, parcel, money = state
        undecided = status is ReturnStatus.REQUESTED
        if undecided and parcel is not ParcelStatus.NONE:
            continue
        if (undecided or status is ReturnStatus.APPROVED) and money is not MoneyStatus.NOTHING_DUE:
            continue
        yield state


def a_case_in(
    state: State, *, outcome: Outcome = Outcome.REFUND, free: bool = False
) -> ReturnRequest:
    """Make a return that is in a state, without the way there."""
    order = an_order()
    wish = a_wish(order, outcome=outcome)
    if free:
        nothing = Money.zero("EUR")
        wish = replace(wish, breakdown=RefundBreakdown((), nothing, nothing))
    case = a_return(order, wish=wish)
    case.status, case.parcel_status, case.money_status = state
    return case


def is_done(act: Act, case: ReturnRequest) -> bool:
    """Try an act for real."""
    try:
        TRIES[act](case)
    except (TransitionNotAllowed, NothingToRefund):
        return False
    return True


class TestAllowedActs:
    @pytest.mark.parametrize("free", [False, True])
    @pytest.mark.parametrize("act", TRIES)
    def test_are_exactly_those_that_the_transition_tables_let_through(
        self, act: Act, free: bool
    ) -> None:
        seen = set()
        for state in states():
            offered = act in allowed_acts(a_case_in(state, free=free))
            assert offered == is_done(act, a_case_in(state, free=free)), state
            seen.add(offered)
        assert seen == ({False} if free and "refund" in act else {False, True})

    def test_pay_through_saleor_only_what_is_to_be_a_refund(self) -> None:
        state = (ReturnStatus.RECEIVED, ParcelStatus.DELIVERED, MoneyStatus.DUE)

        acts = allowed_acts(a_case_in(state, outcome=Outcome.STORE_CREDIT))

        assert acts == {Act.INSPECT, Act.MARK_REFUNDED, Act.GIVE_CREDIT, Act.TO_REFUND}

    def test_send_a_label_again_only_while_it_is_of_use(self) -> None:
        case = a_return(approved=True)
        assert Act.RESEND_LABEL not in allowed_acts(case)

        case.label_made(Label("offline", "TRACK-1", "file-1"), at=NOON)
        assert Act.RESEND_LABEL in allowed_acts(case)

        case.cancel(at=NOON, by=CLERK)
        assert Act.RESEND_LABEL not in allowed_acts(case)

    def test_take_in_a_parcel_that_the_carrier_has_delivered(self) -> None:
        case = a_case_in((ReturnStatus.APPROVED, ParcelStatus.DELIVERED, MoneyStatus.NOTHING_DUE))

        case.receive(at=NOON, by=CLERK)

        assert case.parcel_status is ParcelStatus.DELIVERED
        assert case.money_status is MoneyStatus.DUE

    def test_leave_the_goods_of_a_store_without_a_parcel(self) -> None:
        order = an_order()
        case = a_return(order, wish=a_wish(order, method=ReturnMethod.IN_STORE), approved=True)

        assert allowed_acts(case) == {Act.RECEIVE, Act.INSPECT, Act.CANCEL, Act.WAIVE_GOODS}
