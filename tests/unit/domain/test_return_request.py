from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_returns_app.domain.case_events import CUSTOMER, Actor, ActorKind, EventKind, is_intact
from saleor_returns_app.domain.errors import AmountTooLarge, NothingToRefund, TransitionNotAllowed
from saleor_returns_app.domain.labels import Label
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.refund_breakdown import BreakdownPart, PartKind, RefundBreakdown
from saleor_returns_app.domain.return_request import (
    Door,
    ReturnLine,
    ReturnRequest,
    Wish,
    fold,
    open_return,
)
from saleor_returns_app.domain.return_states import (
    MoneyStatus,
    ParcelStatus,
    ReturnStatus,
    Tab,
    tab_of,
)
from tests.support.orders import NOON

CLERK = Actor(ActorKind.STAFF, "clerk@example.com")
LABEL = Label("offline", "TRACK-1", "file-1")


def a_case(*, method: ReturnMethod = ReturnMethod.DROP_OFF, refund: int = 3373) -> ReturnRequest:
    amount = Money(refund, "EUR")
    parts = (BreakdownPart(PartKind.GOODS, amount, "line-tee", 1),) if refund else ()
    wish = Wish(
        lines=(ReturnLine("line-tee", 1, ReturnReason.TOO_SMALL),),
        outcome=Outcome.REFUND,
        method=method,
        breakdown=RefundBreakdown(parts, amount, Money(0, "EUR")),
        policy_version=1,
    )
    return open_return(
        wish,
        id="case-1",
        installation_id="shop-1",
        order_id="order-1",
        number="R-2026-000001",
        quote_id="quote-1",
        door=Door.PORTAL,
        at=NOON,
        by=CUSTOMER,
    )


LESS = RefundBreakdown(
    (BreakdownPart(PartKind.GOODS, Money(3000, "EUR"), "line-tee", 1),),
    Money(3000, "EUR"),
    Money(0, "EUR"),
)
NOTHING = RefundBreakdown((), Money(0, "EUR"), Money(0, "EUR"))


def a_received_case() -> ReturnRequest:
    case = a_case()
    case.approve(at=NOON, by=CLERK)
    case.label_made(LABEL, at=NOON)
    case.receive(at=NOON, by=CLERK)
    return case


def state(case: ReturnRequest) -> tuple[ReturnStatus, ParcelStatus, MoneyStatus, Tab]:
    return case.status, case.parcel_status, case.money_status, case.tab


class TestTheWayOfAReturn:
    def test_goes_through_the_tabs(self) -> None:
        case = a_case()
        tabs = [case.tab]
        for name in ("approve", "label_made", "receive", "order_refund", "refund_confirmed"):
            ACTS[name](case)
            tabs.append(case.tab)

        assert tabs == [
            Tab.REQUESTS,
            Tab.IN_TRANSIT,
            Tab.IN_TRANSIT,
            Tab.RETURNED,
            Tab.RETURNED,
            Tab.COMPLETED,
        ]

    def test_needs_no_parcel_in_store(self) -> None:
        case = a_case(method=ReturnMethod.IN_STORE)

        case.approve(at=NOON, by=CLERK)
        case.receive(at=NOON, by=CLERK)

        assert state(case) == (
            ReturnStatus.RECEIVED,
            ParcelStatus.NONE,
            MoneyStatus.DUE,
            Tab.RETURNED,
        )

    def test_is_complete_on_receipt_when_nothing_is_due(self) -> None:
        case = a_case(refund=0)
        case.approve(at=NOON, by=CLERK)

        case.receive(at=NOON, by=CLERK)

        assert case.status is ReturnStatus.COMPLETED

    def test_ends_with_a_cancelled_label(self) -> None:
        case = a_case()
        case.approve(at=NOON, by=CLERK)
        case.label_made(LABEL, at=NOON)

        case.cancel(at=NOON, by=CUSTOMER)

        assert state(case)[:2] == (ReturnStatus.CANCELLED, ParcelStatus.CANCELLED)
        assert case.is_dead

    def test_keeps_the_reason_of_a_rejection(self) -> None:
        case = a_case()

        case.reject("Worn.", at=NOON, by=CLERK)

        assert (case.rejection_reason, case.tab) == ("Worn.", Tab.CLOSED)


class TestTheMoney:
    def test_may_be_ordered_again_after_a_failure(self) -> None:
        case = a_received_case()
        case.order_refund(at=NOON, by=CLERK)
        case.refund_failed("No.", at=NOON)

        case.order_refund(at=NOON, by=CLERK)

        assert (case.money_status, case.problem) == (MoneyStatus.ORDERED, "")

    def test_may_be_settled_outside(self) -> None:
        case = a_received_case()

        case.settle_outside(Money(3000, "EUR"), reference="bank 7", at=NOON, by=CLERK)

        assert (case.money_status, case.status) == (
            MoneyStatus.SETTLED_OUTSIDE,
            ReturnStatus.COMPLETED,
        )
        assert case.settled_reference == "bank 7"

    @pytest.mark.parametrize(("minor", "refusal"), [(0, NothingToRefund), (3374, AmountTooLarge)])
    def test_is_never_nothing_nor_too_much(self, minor: int, refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            a_received_case().settle_outside(Money(minor, "EUR"), reference="", at=NOON, by=CLERK)


class TestAStepThatTheStateDoesNotAllow:
    @pytest.mark.parametrize(
        "act",
        [
            lambda case: case.receive(at=NOON, by=CLERK),
            lambda case: case.order_refund(at=NOON, by=CLERK),
            lambda case: case.label_made(LABEL, at=NOON),
            lambda case: case.refund_confirmed(at=NOON),
        ],
    )
    def test_is_refused_and_leaves_no_trace(self, act: Callable[[ReturnRequest], None]) -> None:
        case = a_case()
        before = (state(case), len(case.events))

        with pytest.raises(TransitionNotAllowed):
            act(case)

        assert (state(case), len(case.events)) == before

    def test_is_refused_the_second_time(self) -> None:
        case = a_received_case()
        case.order_refund(at=NOON, by=CLERK)

        with pytest.raises(TransitionNotAllowed):
            case.order_refund(at=NOON, by=CLERK)


class TestChangedAmounts:
    def test_hold_from_then_on(self) -> None:
        case = a_received_case()
        case.change_amounts(LESS, at=NOON, by=CLERK)

        assert (case.refund, case.breakdown) == (Money(3000, "EUR"), LESS)
        assert case.wish.breakdown.total == Money(3373, "EUR")

    def test_leave_nothing_due_where_nothing_is_left(self) -> None:
        case = a_received_case()
        case.change_amounts(NOTHING, at=NOON, by=CLERK)

        assert case.money_status is MoneyStatus.NOTHING_DUE
        assert case.status is ReturnStatus.COMPLETED

    def test_are_refused_once_the_money_is_on_its_way(self) -> None:
        case = a_received_case()
        case.order_refund(at=NOON, by=CLERK)

        with pytest.raises(TransitionNotAllowed):
            case.change_amounts(LESS, at=NOON, by=CLERK)

    def test_are_refused_for_a_return_that_is_over(self) -> None:
        case = a_case()
        case.cancel(at=NOON, by=CUSTOMER)

        with pytest.raises(TransitionNotAllowed):
            case.change_amounts(LESS, at=NOON, by=CLERK)


ACTS: dict[str, Callable[[ReturnRequest], None]] = {
    "approve": lambda case: case.approve(at=NOON, by=CLERK),
    "reject": lambda case: case.reject("No.", at=NOON, by=CLERK),
    "label_made": lambda case: case.label_made(LABEL, at=NOON),
    "label_failed": lambda case: case.label_failed("No.", at=NOON),
    "receive": lambda case: case.receive(at=NOON, by=CLERK),
    "goods_written": lambda case: case.goods_written_back(at=NOON, step="return_products"),
    "change_amounts": lambda case: case.change_amounts(LESS, at=NOON, by=CLERK),
    "change_to_nothing": lambda case: case.change_amounts(NOTHING, at=NOON, by=CLERK),
    "order_refund": lambda case: case.order_refund(at=NOON, by=CLERK),
    "refund_granted": lambda case: case.refund_granted("grant-1", at=NOON),
    "refund_confirmed": lambda case: case.refund_confirmed(at=NOON),
    "refund_failed": lambda case: case.refund_failed("No.", at=NOON),
    "settle": lambda case: case.settle_outside(Money(100, "EUR"), reference="r", at=NOON, by=CLERK),
    "cancel": lambda case: case.cancel(at=NOON, by=CUSTOMER),
    "mail": lambda case: case.tell(EventKind.MAIL_SENT, at=NOON, message="label"),
    "problem": lambda case: case.tell(EventKind.PROBLEM, at=NOON, problem="Look."),
}


class TestTheHistory:
    @given(st.lists(st.sampled_from(sorted(ACTS)), max_size=25), st.sampled_from(ReturnMethod))
    def test_folds_to_the_case_whatever_happened(
        self, names: list[str], method: ReturnMethod
    ) -> None:
        case = a_case(method=method)
        for name in names:
            try:
                ACTS[name](case)
            except (TransitionNotAllowed, AmountTooLarge, NothingToRefund):
                continue

        again = fold(case, case.events)
        for name in (field.name for field in fields(case)):
            assert getattr(again, name) == getattr(case, name), name
        assert is_intact(case.events)
        assert case.tab is tab_of(case.status, case.parcel_status, case.money_status)

    def test_shows_when_an_event_was_changed(self) -> None:
        events = a_received_case().events
        events[1] = replace(events[1], at=events[1].at + timedelta(seconds=1))

        assert not is_intact(events)

    def test_shows_when_an_event_was_removed(self) -> None:
        events = a_received_case().events
        del events[1]

        assert not is_intact(events)

    def test_names_staff_but_no_customer(self) -> None:
        case = a_case()
        case.approve(at=NOON, by=CLERK)

        assert [event.actor.name for event in case.events[:2]] == ["", "clerk@example.com"]
