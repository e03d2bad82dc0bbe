"""What a storefront must know of a shop before anybody has named an order."""

from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.ports import Transaction


@dataclass(frozen=True)
class ShopFacts:
    """A shop and the rules that apply to what is bought there today."""

    shop: Installation
    rules: PolicyDocument


def shop_facts(slug: str, *, at: datetime, transaction: Transaction) -> ShopFacts:
    """Return the shop with this public name. Raises `ShopGone` or `ShopPaused`."""
    with transaction() as store:
        shop = store.installations.with_slug(slug)
        shop.must_welcome_shoppers()
        policy = store.policies.in_force(shop.id, at=at)
        return ShopFacts(shop, policy.document)
