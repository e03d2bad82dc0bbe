"""How a payment app takes a request to refund."""

from enum import StrEnum


class PaymentBehaviour(StrEnum):
    """What the payment app does when it is asked."""

    APPROVE = "approve"
    APPROVE_LATER = "approve_later"
    REFUSE = "refuse"
    REFUSE_LATER = "refuse_later"
    NEVER_ANSWER = "never_answer"
    LOST = "lost"
    OTHER_AMOUNT = "other_amount"
    OLDER_TIME = "older_time"
    PAID_BUT_TIMED_OUT = "paid_but_timed_out"


DESCRIPTIONS = {
    PaymentBehaviour.APPROVE: "Refunds at once",
    PaymentBehaviour.APPROVE_LATER: "Refunds after a while",
    PaymentBehaviour.REFUSE: "Refuses at once",
    PaymentBehaviour.REFUSE_LATER: "Accepts, then fails",
    PaymentBehaviour.NEVER_ANSWER: "Accepts, then says nothing",
    PaymentBehaviour.LOST: "Never gets the request",
    PaymentBehaviour.OTHER_AMOUNT: "Refunds half of it",
    PaymentBehaviour.OLDER_TIME: "Refunds, reports an older time",
    PaymentBehaviour.PAID_BUT_TIMED_OUT: "Refunds, but its answer times out",
}
