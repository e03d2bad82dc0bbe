"""Receipts for tests: of a return that was walked to its money in memory."""

from dataclasses import dataclass, replace

from saleor_returns_app.adapters.receipts import Ed25519Notary, PdfReceipts
from saleor_returns_app.domain.case_events import SYSTEM
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address, OrderLine
from saleor_returns_app.domain.policy.decision import Because, Cause, Fee, Offer
from saleor_returns_app.domain.policy.terms import Outcome, Payer, ReturnMethod, Track
from saleor_returns_app.domain.receipts.content import Content, Grounds, Holder, content_of
from saleor_returns_app.domain.receipts.envelope import Envelope, seal, seal_pdf
from saleor_returns_app.domain.receipts.keys import ReceiptKey, from_url_safe
from saleor_returns_app.domain.receipts.payments import settled_by
from saleor_returns_app.domain.receipts.receipt import receipt_id
from saleor_returns_app.domain.return_request import ReturnRequest, Wish
from tests.support.builders import NOON, a_line, a_return, a_wish, an_installation, an_order

URL = "https://returns.example"
NOTARY = Ed25519Notary()
KEY = NOTARY.new_key(at=NOON)
KEYS = {KEY.id: from_url_safe(KEY.public)}


def a_named_order(*lines: OrderLine, language: str = "EN", name: str = "Camille Petit") -> Order:
    """Make an order of somebody who speaks a language."""
    order = an_order(*(lines or (a_line("pull marin"), a_line("tee", quantity=3, total=1000))))
    address = Address(first_name=name, country="FR")
    order.snapshot = replace(
        order.snapshot, language=language, shipping_address=address, billing_address=Address()
    )
    return order


def wish_on(track: Track) -> Wish:
    """Make a wish that rests on a ground."""
    fee = Fee(Money(0, "EUR"), Payer.CUSTOMER, Because("no_fee", Cause.DEFAULT, 1))
    offer = Offer(Outcome.REFUND, ReturnMethod.DROP_OFF, track, fee)
    return a_wish(a_named_order(), offer=offer)


def a_refunded_return(order: Order | None = None, wish: Wish | None = None) -> ReturnRequest:
    """Make a return whose refund was paid."""
    case = a_return(order or a_named_order(), wish=wish)
    case.approve(at=NOON, by=SYSTEM)
    case.receive(at=NOON, by=SYSTEM)
    case.order_refund(at=NOON, by=SYSTEM)
    case.refund_granted("T3JkZXJHcmFudGVkUmVmdW5kOjE=", at=NOON)
    case.refund_confirmed(at=NOON)
    return case


def a_settled_return(order: Order | None = None) -> ReturnRequest:
    """Make a return that the shop settled by a bank transfer."""
    case = a_return(order or a_named_order())
    case.approve(at=NOON, by=SYSTEM)
    case.receive(at=NOON, by=SYSTEM)
    case.settle_outside(Money(2000, "EUR"), reference="Transfer 77", at=NOON, by=SYSTEM)
    return case


@dataclass(frozen=True)
class SealedReceipt:
    """A receipt in both its forms."""

    envelope: Envelope
    json: bytes
    pdf: bytes

    @property
    def content(self) -> Content:
        """What it says."""
        return self.envelope.content


def a_receipt(
    order: Order | None = None, case: ReturnRequest | None = None, key: ReceiptKey = KEY
) -> SealedReceipt:
    """Make the receipt of a return."""
    order = order or a_named_order()
    case = case or a_refunded_return(order)
    settled = settled_by(case, None)
    assert settled is not None
    own_id = receipt_id(case.id)
    name = order.snapshot.customer_name
    holder = Holder(name, NOTARY.salt_for(key, own_id)) if name else None
    grounds = Grounds(own_id, case, order, an_installation(), settled, "Europe/Paris", URL)

    def sign(content: bytes) -> bytes:
        return NOTARY.sign(key, content)

    envelope = seal(content_of(grounds, holder), holder, key_id=key.id, sign=sign)
    drawn = PdfReceipts().draw(envelope.content, holder, envelope.to_bytes())
    pdf = seal_pdf(drawn, envelope=envelope.to_bytes(), key_id=key.id, sign=sign)
    return SealedReceipt(envelope, envelope.to_bytes(), pdf)
