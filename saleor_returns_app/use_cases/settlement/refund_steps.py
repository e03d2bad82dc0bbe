"""The writes into Saleor that a refund is made of: how each is planned, recognised and done."""

import json

from saleor_returns_app.domain.errors import SaleorRefused
from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.orders import GrantedRefund
from saleor_returns_app.domain.refund_breakdown import PartKind
from saleor_returns_app.domain.refund_payments import beside_saleor, left_in_cash, plan_round
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.settlements import Payment, Settlement, SettlementKind
from saleor_returns_app.domain.write_back import (
    Step,
    grant_of,
    grant_with_id,
    payment_marker,
    refund_requests,
)
from saleor_returns_app.use_cases.settlement.engine import StepToDo, Turn
from saleor_returns_app.use_cases.write_back.once import Facts, StepEnd, StepWork, Writing
from saleor_returns_app.use_cases.write_back.steps import WORK, units_of
from saleor_returns_app.use_cases.write_back.write_to_saleor import is_told, keep_end


def spread_work() -> StepWork:
    """Decide which transactions pay what; it is kept like a write, so that it is decided once."""

    def plan(writing: Writing) -> Facts:
        settlement = settlement_in(writing)
        promised = total(
            (beside_saleor(case, other) for case, other in writing.siblings), settlement.currency
        )
        wanted = left_in_cash(settlement, writing.case)
        chosen = plan_round(settlement, wanted, writing.now(), promised=promised)
        return {
            "again": list(chosen.again),
            "parts": [[transaction_id, amount.minor] for transaction_id, amount in chosen.parts],
        }

    def keep(writing: Writing, facts: Facts) -> str:
        return json.dumps(facts)

    return StepWork(plan, keep, keep)


def grant_work(number: int) -> StepWork:
    """Have Saleor promise a payment: the first with the goods and the shipping, others bare."""

    def plan(writing: Writing) -> Facts:
        payment = settlement_in(writing).payment(number)
        return {"transaction": payment.transaction_id, "amount": payment.amount.minor}

    def look_up(writing: Writing, facts: Facts) -> str | None:
        grant = grant_of(writing.now(), writing.case.number, number)
        return grant.id if grant else None

    def call(writing: Writing, facts: Facts) -> str:
        case, payment = writing.case, settlement_in(writing).payment(number)
        shipping = case.breakdown.sum_of(PartKind.ORIGINAL_SHIPPING)
        # What is left after an exchange is a sum of money, and speaks for no goods.
        with_goods = payment.with_goods and settlement_in(writing).kind is SettlementKind.REFUND
        return writing.saleor.grant_refund(
            writing.order.saleor_id,
            amount=payment.amount,
            lines=units_of(case) if with_goods else (),
            with_shipping=with_goods and bool(shipping),
            transaction_id=payment.transaction_id,
            reason=f"{payment_marker(case.number, number)} Return",
        )

    return StepWork(plan, look_up, call)


def request_work(number: int) -> StepWork:
    """Have the payment app asked for a payment that Saleor has promised."""

    def plan(writing: Writing) -> Facts:
        payment = settlement_in(writing).payment(number)
        grant = grant_with_id(writing.now(), payment.grant_id)
        if grant is not None:  # Else it was made in this very run, after the order was read.
            _must_be_as_granted(grant, payment)
        return {"before": refund_requests(writing.now(), payment.grant_id)}

    def look_up(writing: Writing, facts: Facts) -> str | None:
        payment = settlement_in(writing).payment(number)
        now = refund_requests(writing.now(), payment.grant_id)
        return "" if now > facts["before"] else None

    def call(writing: Writing, facts: Facts) -> str:
        writing.saleor.request_refund(settlement_in(writing).payment(number).grant_id)
        return ""

    return StepWork(plan, look_up, call)


def take_back(case: ReturnRequest) -> StepToDo | None:
    """Move the units in Saleor, if they are here and it was not tried; it never holds money back."""
    step = Step.RETURN_PRODUCTS
    if case.received_at is None or is_told(case, step):
        return None

    def ended(turn: Turn, end: StepEnd) -> None:
        keep_end(turn.store, turn.case, step, end, at=turn.at)

    return StepToDo(step, WORK[step], ended)


def settlement_in(writing: Writing) -> Settlement:
    """Return the settlement that a step belongs to."""
    if writing.settlement is None:
        raise ValueError("a step of a settlement without the settlement")
    return writing.settlement


def parts_in(result: str, currency: str) -> tuple[list[int], list[tuple[str, Money]]]:
    """Read what was decided: payments to ask for again, and new ones."""
    facts = json.loads(result)
    parts = [(transaction_id, Money(minor, currency)) for transaction_id, minor in facts["parts"]]
    return facts["again"], parts


def _must_be_as_granted(grant: GrantedRefund, payment: Payment) -> None:
    """Saleor pays what the grant says now, and everything where it says nothing."""
    if grant.amount != payment.amount:
        raise SaleorRefused(
            "Somebody changed the granted refund in Saleor. Look at the order there, then refund "
            "once more."
        )
