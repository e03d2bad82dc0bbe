"""Store credit: a gift card under a code of our own, which Saleor takes once."""

from dataclasses import dataclass

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.errors import SaleorHasIt, SaleorRefused
from saleor_returns_app.domain.features import STORE_CREDIT, feature_named
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.ports import CardCodes, Letters
from saleor_returns_app.domain.refund_payments import beside_saleor, check_is_left
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.saleor_things import GiftCard
from saleor_returns_app.domain.settlements import Settlement, SettlementKind
from saleor_returns_app.domain.store_credit import StoreCredit, last_day
from saleor_returns_app.domain.write_back import card_step, marker
from saleor_returns_app.use_cases.returns.follow_ups import queue_message
from saleor_returns_app.use_cases.settlement.ending import fail, finish
from saleor_returns_app.use_cases.settlement.engine import StepToDo, Turn, failed
from saleor_returns_app.use_cases.settlement.refund_steps import settlement_in, take_back
from saleor_returns_app.use_cases.write_back.once import Facts, StepEnd, StepWork, Writing

SWITCHED_OFF = sentence(
    "Store credit is switched off, or lacks its permission in Saleor. Switch it on under Features and "
    "allow it, then give the credit; or refund the return instead."
)
UNREADABLE = sentence(
    "The code of this return's gift card can no longer be read: the key that it was encrypted with is "
    "missing. Have the key given back to the app, or settle the return in another way."
)
ANOTHER_AMOUNT = sentence(
    "Saleor has a gift card of this return over another amount. Look at it there; if it is right, mark "
    "the return as settled."
)


@dataclass(frozen=True)
class CreditKind:
    """All of it as one gift card, the bonus with it."""

    codes: CardCodes
    letters: Letters

    def next_step(self, turn: Turn) -> StepToDo | None:
        """Issue the card, then take back the goods."""
        if turn.settlement.uncovered:
            return credit_step(turn, self.codes, self.letters)
        return take_back(turn.case)

    def after_steps(self, turn: Turn) -> None:
        """Nothing has to be waited for."""
        finish(turn)


def can_credit(turn: Turn) -> bool:
    """Whether the shop has credit switched on, and the app may issue it."""
    shop = turn.store.installations.get(turn.case.installation_id)
    return shop.can(feature_named(STORE_CREDIT))


def credit_step(turn: Turn, codes: CardCodes, letters: Letters) -> StepToDo | None:
    """Give what is uncovered as a gift card; None when a person is needed first."""
    if not can_credit(turn):
        fail(turn, SWITCHED_OFF)
        return None
    credit = _planned(turn, codes)
    if not credit.secret:
        fail(turn, UNREADABLE)
        return None

    def ended(turn: Turn, end: StepEnd) -> None:
        if failed(end):
            fail(turn, end.result)
            return
        _keep(turn, end.result)
        queue_message(turn.store, MessageKind.STORE_CREDIT, turn.case, at=turn.at, letters=letters)

    return StepToDo(card_step(turn.settlement.rounds), _card_work(credit), ended)


def _planned(turn: Turn, codes: CardCodes) -> StoreCredit:
    """Return the plan of the card: with its code, which stays whatever secrets come later."""
    months = turn.store.money_rules.of_shop(turn.case.installation_id).credit_months
    amount, expires_on = turn.settlement.uncovered, last_day(turn.case, months, at=turn.at)
    known = turn.store.credits.find(turn.case.id)
    if known is not None:
        if known.amount != amount:
            known.revise(amount, expires_on)
        return known
    credit = StoreCredit(
        case_id=turn.case.id,
        installation_id=turn.case.installation_id,
        secret=codes.code_for(turn.settlement.id).reveal(),
        amount=amount,
        planned_at=turn.at,
        expires_on=expires_on,
    )
    turn.store.credits.add(credit)
    return credit


def _keep(turn: Turn, card_id: str) -> None:
    credit = turn.store.credits.find(turn.case.id)
    if credit is None:
        raise ValueError("a gift card without its plan")
    if credit.issued_at is not None:
        return  # Another worker, which took this one for dead, was faster.
    credit.issued(card_id, at=turn.at)
    turn.settlement.give(credit.amount)
    turn.case.tell(
        EventKind.CREDIT_ISSUED,
        at=turn.at,
        card=card_id,
        last4=credit.last4,
        amount={"minor": credit.amount.minor, "currency": credit.amount.currency},
        expires_on=credit.expires_on.isoformat() if credit.expires_on else "",
    )


def _card_work(credit: StoreCredit) -> StepWork:
    """Issue the card, which our own code makes the same card however often it is asked for."""

    def plan(writing: Writing) -> Facts:
        settlement = settlement_in(writing)
        if settlement.kind is not SettlementKind.REFUND:
            promised = promised_to_others(writing, settlement)
            check_is_left(settlement, writing.case, writing.now(), promised=promised)
        return {"minor": credit.amount.minor}

    def look_up(writing: Writing, facts: Facts) -> str | None:
        card = writing.saleor.find_gift_card(credit.code)
        return _of_this_amount(card, credit) if card else None

    def call(writing: Writing, facts: Facts) -> str:
        number = writing.case.number
        try:
            card = writing.saleor.create_gift_card(
                credit.code,
                credit.amount,
                expires_on=credit.expires_on,
                note=f"{marker(number)} Return of order #{writing.order.number}",
                metadata={"return": number, "order": writing.order.number},
            )
        except SaleorHasIt:
            known = writing.saleor.find_gift_card(credit.code)
            if known is None:
                raise
            return _of_this_amount(known, credit)
        return card.id

    return StepWork(plan, look_up, call)


def promised_to_others(writing: Writing, settlement: Settlement) -> Money:
    """Add up what the order's other returns take of it that Saleor does not show."""
    return total((beside_saleor(case, one) for case, one in writing.siblings), settlement.currency)


def _of_this_amount(card: GiftCard, credit: StoreCredit) -> str:
    if card.initial != credit.amount:
        raise SaleorRefused(ANOTHER_AMOUNT)
    return card.id
