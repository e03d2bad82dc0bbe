"""When a customer who is gone may be forgotten, and what of a return names nobody then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.messages import Message
from saleor_returns_app.domain.policy.deciding import decide
from saleor_returns_app.domain.policy.decision import LineDecision
from saleor_returns_app.domain.policy.document import PolicyVersion
from saleor_returns_app.domain.policy.explaining import RefusalCode
from saleor_returns_app.domain.policy.facts import Facts, LineUse
from saleor_returns_app.domain.return_request import ReturnRequest

# The last mail about a return may still be on its way when the return is closed.
GRACE = timedelta(days=2)
# A window whose beginning nobody knows never ends; what is owed to a person who is gone does.
AT_THE_LATEST = timedelta(days=2 * 365)
FOR_GOOD = frozenset(
    {
        RefusalCode.ORDER_CLOSED,
        RefusalCode.PRODUCT_REFUSED,
        RefusalCode.ORDER_REFUSED,
        RefusalCode.GIFT_CARD,
        RefusalCode.FREE_GIFT,
    }
)


def may_be_forgotten(
    order: Order,
    cases: Sequence[ReturnRequest],
    *,
    policy: PolicyVersion,
    uses: Mapping[str, LineUse],
    at: datetime,
) -> bool:
    """Whether nothing is owed any more to the customer, who is gone, of an order.

    Who closes an account keeps the rights from the purchase: as long as goods may still come back,
    or a return is under way, the order is kept as it is; the guarantee for faults keeps no names.
    """
    if order.customer_gone_at is None or order.forgotten_at is not None:
        return False
    if not all(_is_over(case, at) for case in cases):
        return False
    if at - order.placed_at > AT_THE_LATEST:
        return True
    decision = decide(Facts(order, at, uses=uses), policy)
    return not any(_may_come_back(line) for line in decision.lines)


def forget_sender(case: ReturnRequest) -> None:
    """Take out what the customer wrote; reasons, goods and money stay, and so does the history."""
    lines = tuple(replace(line, message="", photos=()) for line in case.wish.lines)
    case.wish, case.objection = replace(case.wish, lines=lines), ""


def forget_reader(message: Message) -> None:
    """Keep of a mail what it was about and when it went out."""
    message.recipient = message.subject = message.text = message.html = ""
    message.attachment_id = message.attachment_name = ""


def _may_come_back(line: LineDecision) -> bool:
    """Whether a line may come back, now or once it has been sent."""
    codes = {refusal.code for refusal in line.refusals}
    return bool(line.returnable) or (RefusalCode.NOT_SHIPPED in codes and not codes & FOR_GOOD)


def _is_over(case: ReturnRequest, at: datetime) -> bool:
    return case.closed_at is not None and at - case.closed_at >= GRACE
