"""Goods are looked at, the amounts follow, and the customer may answer first."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from saleor_returns_app.domain.inspections import Answer, Finding, InspectedLine, Inspection
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import ReturnReason, Track
from saleor_returns_app.domain.return_request import AnswerAwaited, ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus, ReturnStatus
from saleor_returns_app.use_cases.returns.inspect_goods import (
    GoodsWritten,
    answer_amounts,
    end_answer_time,
    inspect_goods,
)
from tests.support.returns import CLERK, Walk, now
from tests.support.whole_app import WholeApp


@pytest.fixture
def walk(app: WholeApp) -> Walk:
    return Walk(app)


def approved(walk: Walk) -> ReturnRequest:
    """Open a return of goods that law does not cover, so that any finding counts."""
    order = walk.order()
    access = walk.enter(order)
    case = walk.confirm(access, walk.quote(access))
    walk.app.settle()
    return case


def look(walk: Walk, case: ReturnRequest, **found: Any) -> ReturnRequest:
    services = walk.app.parts.services
    line = InspectedLine(case.lines[0].order_line_id, **{"accepted": 1, **found})
    return inspect_goods(
        walk.app.shop.id,
        case.number,
        Inspection((line,)),
        at=now(),
        by=CLERK,
        letters=services.letters,
        transaction=services.transaction,
    )


def not_what_was_sent(walk: Walk, case: ReturnRequest) -> ReturnRequest:
    return look(
        walk, case, accepted=0, rejected=1, finding=Finding.OTHER_ITEM, note="This is no tee."
    )


def answer(walk: Walk, case: ReturnRequest, *, accepts: bool, words: str = "") -> ReturnRequest:
    return answer_amounts(
        case.order_id,
        case.number,
        accepts=accepts,
        words=words,
        at=now(),
        transaction=walk.app.parts.services.transaction,
    )


class TestGoodsThatAreAsTheyShouldBe:
    def test_are_received_as_ever(self, walk: Walk) -> None:
        case = look(walk, approved(walk))
        walk.app.settle()

        case = walk.app.case(case.number)
        assert (case.status, case.money_status) == (ReturnStatus.RECEIVED, MoneyStatus.DUE)
        assert (case.refund, case.answer_by) == (Money(3373, "EUR"), None)
        assert case.goods_written


class TestGoodsThatAreNot:
    def test_change_the_amounts_and_tell_the_customer(self, walk: Walk) -> None:
        case = not_what_was_sent(walk, approved(walk))
        walk.app.settle()

        case = walk.app.case(case.number)
        assert (case.refund, case.money_status) == (Money(0, "EUR"), MoneyStatus.NOTHING_DUE)
        assert case.awaits_answer(now())
        assert not case.goods_written
        with walk.app.parts.services.transaction() as store:
            kinds = [mail.kind.value for mail in store.messages.of_case(case.id)]
        assert kinds.count("amounts_changed") == 1

    def test_end_the_return_when_the_customer_agrees(self, walk: Walk) -> None:
        case = not_what_was_sent(walk, approved(walk))

        case = answer(walk, case, accepts=True)

        assert (case.status, case.answer) == (ReturnStatus.COMPLETED, Answer.ACCEPTED)

    def test_may_be_looked_at_again_after_an_objection(self, walk: Walk) -> None:
        case = not_what_was_sent(walk, approved(walk))
        case = answer(walk, case, accepts=False, words="It is the very tee!")
        assert (case.answer, case.objection) == (Answer.OBJECTED, "It is the very tee!")

        case = look(walk, case)
        walk.app.settle()

        case = walk.app.case(case.number)
        assert (case.refund, case.money_status) == (Money(3373, "EUR"), MoneyStatus.DUE)
        assert case.goods_written
        walk.refund(case)

    def test_end_the_return_when_nobody_answers(self, walk: Walk) -> None:
        case = not_what_was_sent(walk, approved(walk))
        transaction = walk.app.parts.services.transaction

        end_answer_time(case.id, at=now() + timedelta(days=1), transaction=transaction)
        early = walk.app.case(case.number).status
        end_answer_time(case.id, at=now() + timedelta(days=6), transaction=transaction)

        assert early is ReturnStatus.RECEIVED
        assert walk.app.case(case.number).answer is Answer.SILENT
        assert walk.app.case(case.number).status is ReturnStatus.COMPLETED

    def test_leave_the_unit_to_be_returned_anew(self, walk: Walk) -> None:
        case = not_what_was_sent(walk, approved(walk))

        with walk.app.parts.services.transaction() as store:
            assert store.returns.uses(case.order_id) == {}


class TestWhatSaleorHasAsReturned:
    def test_stays_returned(self, walk: Walk) -> None:
        case, _ = walk.to_the_goods()

        with pytest.raises(GoodsWritten):
            not_what_was_sent(walk, case)

        assert walk.app.case(case.number).refund == Money(3373, "EUR")


class TestMoneyThatWaits:
    def test_does_not_go_before_the_answer(self, walk: Walk) -> None:
        case = approved(walk)
        with walk.app.parts.services.transaction() as store:
            # A fault lets the shop look; who withdraws could only be refused with a photo.
            held = store.returns.locked(case.id)
            line = replace(held.wish.lines[0], reason=ReturnReason.DAMAGED)
            offer = replace(held.wish.offer, track=Track.POLICY) if held.wish.offer else None
            held.wish = replace(held.wish, lines=(line,), offer=offer)
        look(
            walk,
            case,
            deduction=Money(500, "EUR"),
            finding=Finding.USED,
            note="The label was cut off.",
        )

        with pytest.raises(AnswerAwaited):
            walk.refund(walk.app.case(case.number))

        answer(walk, case, accepts=True)
        walk.refund(walk.app.case(case.number))
        walk.app.settle(ahead=True)
        paid = walk.app.case(case.number)
        assert (paid.money_status, paid.refund) == (MoneyStatus.REFUNDED, Money(2873, "EUR"))
