"""The rules that a shop starts with, until it publishes its own."""

from dataclasses import replace

from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy import Outcome, PolicyDocument

STARTING_POLICY = PolicyDocument(window_days=30, outcomes=(Outcome.REFUND, Outcome.STORE_CREDIT))


def starting_policy(document: PolicyDocument, shop_address: Address) -> PolicyDocument:
    """Return the document; goods go to the shop's own address unless it names another."""
    if document.return_address == Address():
        return replace(document, return_address=shop_address)
    return document
