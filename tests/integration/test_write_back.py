"""Writing into Saleor: each step exactly once, whatever happens on the way."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from flask_babel import gettext

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.saleor_refusals import SENTENCES
from tests.support.returns import Walk
from tests.support.sandbox import FaultEffect, PaymentBehaviour, PlacedOrder
from tests.support.whole_app import WholeApp

GRANT = "orderGrantRefundCreate"
REQUEST = "transactionRequestRefundForGrantedRefund"
RETURN = "orderFulfillmentReturnProducts"
NOTE = "orderNoteAdd"


@pytest.fixture
def walk(app: WholeApp) -> Walk:
    return Walk(app)


def a_day_of_jobs(app: WholeApp) -> None:
    """Let time pass and the jobs come again, as often as they want to."""
    for minutes in (0, 2, 5, 15, 60):
        with time_machine.travel(app_time() + timedelta(minutes=minutes), tick=True):
            app.settle(ahead=True)


def app_time() -> datetime:
    return datetime.now(UTC)


class TestAStepThatWasLost:
    @pytest.mark.parametrize("effect", [FaultEffect.LOST_AFTER, FaultEffect.INTERNAL_ERROR_AFTER])
    @pytest.mark.parametrize("operation", [NOTE, RETURN, GRANT, REQUEST])
    def test_after_it_was_done_is_not_done_again(
        self, walk: Walk, operation: str, effect: FaultEffect
    ) -> None:
        walk.app.saleor.faults.add(operation, effect)

        case, order = walk.to_the_money()
        a_day_of_jobs(walk.app)

        case = walk.app.case(case.number)
        assert case.money_status is MoneyStatus.REFUNDED
        self.everything_happened_once(walk, order)

    @pytest.mark.parametrize("effect", [FaultEffect.LOST_BEFORE, FaultEffect.HTTP_503])
    @pytest.mark.parametrize("operation", [NOTE, RETURN, GRANT, REQUEST])
    def test_before_it_was_done_is_done_later(
        self, walk: Walk, operation: str, effect: FaultEffect
    ) -> None:
        walk.app.saleor.faults.add(operation, effect)

        case, order = walk.to_the_money()
        a_day_of_jobs(walk.app)

        assert walk.app.case(case.number).money_status is MoneyStatus.REFUNDED
        self.everything_happened_once(walk, order)

    def everything_happened_once(self, walk: Walk, order: PlacedOrder) -> None:
        books = walk.app.saleor.books
        assert [entry.amount for entry in books.of_order(order.number)] == [Decimal("33.73")]
        assert sum(order.returned.values()) == 1
        assert len(order.model.grants) == 1
        assert len(order.notes) == 2
        assert walk.app.failed_jobs() == []


class TestAStepThatRunsTwice:
    def test_changes_nothing_the_second_time(self, walk: Walk) -> None:
        case, order = walk.to_the_money()
        walk.app.settle(ahead=True)

        walk.run_every_job_again()

        assert walk.app.case(case.number).money_status is MoneyStatus.REFUNDED
        TestAStepThatWasLost().everything_happened_once(walk, order)


class TestARefund:
    @pytest.mark.parametrize(
        ("behaviour", "status", "paid"),
        [
            (PaymentBehaviour.APPROVE, MoneyStatus.REFUNDED, "33.73"),
            (PaymentBehaviour.APPROVE_LATER, MoneyStatus.REFUNDED, "33.73"),
            (PaymentBehaviour.OLDER_TIME, MoneyStatus.REFUNDED, "33.73"),
            (PaymentBehaviour.REFUSE, MoneyStatus.FAILED, "0"),
            (PaymentBehaviour.REFUSE_LATER, MoneyStatus.FAILED, "0"),
            (PaymentBehaviour.NEVER_ANSWER, MoneyStatus.ORDERED, "0"),
        ],
    )
    def test_ends_as_the_payment_app_takes_it(
        self, walk: Walk, behaviour: PaymentBehaviour, status: MoneyStatus, paid: str
    ) -> None:
        walk.app.saleor.payment_behaviour(behaviour)

        case, order = walk.to_the_money()
        walk.app.settle(ahead=True)

        assert walk.app.case(case.number).money_status is status
        assert walk.app.saleor.books.paid_back(order.number) == Decimal(paid)

    def test_that_was_paid_in_part_needs_a_person(self, walk: Walk) -> None:
        walk.app.saleor.payment_behaviour(PaymentBehaviour.OTHER_AMOUNT)

        case, _ = walk.to_the_money()
        walk.app.settle(ahead=True)

        case = walk.app.case(case.number)
        assert case.money_status is MoneyStatus.FAILED
        assert case.problem.startswith("Only ")

    def test_that_failed_is_asked_for_again_on_a_persons_word_alone(self, walk: Walk) -> None:
        walk.app.saleor.payment_behaviour(PaymentBehaviour.REFUSE)
        case, order = walk.to_the_money()
        a_day_of_jobs(walk.app)
        assert len(walk.requests()) == 1

        walk.app.saleor.payment_behaviour(PaymentBehaviour.APPROVE, order)
        walk.refund(case)
        walk.app.settle(ahead=True)

        assert walk.app.case(case.number).money_status is MoneyStatus.REFUNDED
        assert walk.app.saleor.books.paid_back(order.number) == Decimal("33.73")
        assert len(order.model.grants) == 1

    def test_is_refused_when_staff_have_given_the_money_back_before(self, walk: Walk) -> None:
        case, order = walk.to_the_goods()
        walk.staff_refund(order, "20.00")

        walk.refund(case)
        walk.app.settle(ahead=True)

        case = walk.app.case(case.number)
        assert case.money_status is MoneyStatus.FAILED
        assert "can still be refunded" in case.problem
        assert walk.app.saleor.books.paid_back(order.number) == Decimal("20.00")


class TestARefusalOfSaleors:
    def test_is_a_problem_that_the_merchant_sees(self, walk: Walk) -> None:
        walk.app.saleor.faults.add(NOTE, FaultEffect.REFUSE, code="REQUIRED", message="Not today.")

        case, _ = walk.to_the_goods()

        problems = [
            event.facts["problem"]
            for event in walk.app.case(case.number).events
            if event.kind is EventKind.PROBLEM
        ]
        assert problems == ["Not today."]

    def test_says_what_to_do_in_the_language_of_the_desk(self, walk: Walk) -> None:
        code = "MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK"
        walk.app.saleor.faults.add(REQUEST, FaultEffect.REFUSE, code=code)

        case, _ = walk.to_the_money()

        case = walk.app.case(case.number)
        assert case.money_status is MoneyStatus.FAILED
        assert case.problem == SENTENCES[code]
        assert "Aucune application de paiement" in in_french(walk.app, case.problem)


def in_french(app: WholeApp, sentence: str) -> str:
    with app.flask.test_request_context("/?lang=fr"):
        return str(gettext(sentence))
