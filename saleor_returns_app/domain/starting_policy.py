"""The rules that a shop starts with, until it publishes its own."""

from dataclasses import replace

from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.document import DEFAULTS, PolicyDocument, WindowRule
from saleor_returns_app.domain.policy.terms import Outcome, WindowStart

STARTING_POLICY = PolicyDocument(
    defaults=replace(
        DEFAULTS,
        window=WindowRule(30, WindowStart.FULFILLED),
        outcomes=(Outcome.REFUND, Outcome.STORE_CREDIT),
    )
)


def starting_policy(document: PolicyDocument, shop_address: Address) -> PolicyDocument:
    """Return the document; goods go to the shop's own address unless it names another."""
    if document.address("") == Address() and shop_address != Address():
        addresses = {**document.return_addresses, "": shop_address}
        return replace(document, return_addresses=addresses)
    return document
