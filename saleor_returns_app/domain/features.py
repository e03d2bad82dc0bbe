"""What a merchant may switch on beside the returns themselves: each needs one more permission."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.saleor_versions import ADJUSTS_GIFT_CARDS, Release

STORE_CREDIT = "store_credit"
RESTOCKING = "restocking"


class FeatureUnknown(NotFound):
    """There is no such feature."""

    code = "feature_unknown"


@dataclass(frozen=True)
class Feature:
    """Something that a shop can do without.

    `without` says what it costs to leave it off. A Saleor older than `whole_since` tells only a part of
    what the feature lives on; `lacks` says which is missing.
    """

    code: str
    permission: str
    permission_name: str
    title: str
    purpose: str
    without: str
    whole_since: Release = (0, 0, 0)
    lacks: str = ""

    def is_whole(self, release: Release) -> bool:
        """Whether a Saleor tells all that the feature lives on."""
        return release >= self.whole_since


FEATURES = (
    Feature(
        code="forget_customers",
        permission="MANAGE_USERS",
        permission_name=sentence("Manage customers"),
        title=sentence("Follow your customers"),
        purpose=sentence(
            "When a customer's account is deleted in Saleor, the names, addresses and words in their "
            "returns are deleted here too, as soon as no return is possible any more; amounts and "
            "numbers stay for your books. When an account changes, its orders are read anew."
        ),
        without=sentence(
            "Customers who have their account deleted keep their names and addresses in your returns "
            "until you remove the app, and changes arrive with the next change of an order only."
        ),
        whole_since=(3, 23, 5),
        lacks=sentence(
            "Your Saleor tells apps of changed customers, but not of deleted ones: that needs Saleor "
            "3.23.5 or newer."
        ),
    ),
    Feature(
        code=STORE_CREDIT,
        permission="MANAGE_GIFT_CARD",
        permission_name=sentence("Manage gift cards"),
        title=sentence("Pay returns as store credit"),
        purpose=sentence(
            "A return can be settled with a gift card of your shop: with a bonus where your policy gives "
            "one, mailed to the customer, and never twice for one return."
        ),
        without=sentence(
            "Returns are paid back or exchanged; store credit is offered to nobody, whatever your "
            "policy says."
        ),
        whole_since=ADJUSTS_GIFT_CARDS,
        lacks=sentence(
            "Your Saleor cannot put money back onto a gift card that paid for the order: a new card is "
            "issued instead. Saleor 3.23.19 or newer can."
        ),
    ),
    Feature(
        code=RESTOCKING,
        permission="MANAGE_PRODUCTS",
        permission_name=sentence("Manage products"),
        title=sentence("Put returned goods back into stock"),
        purpose=sentence(
            "When you receive a return, units that can be sold again are added to the stock of a "
            "warehouse of yours in Saleor. Leave this off where another system counts your stock."
        ),
        without=sentence(
            "Saleor does not restock returned goods by itself: somebody has to add them to your stock "
            "by hand."
        ),
    ),
)


def feature_named(code: str) -> Feature:
    """Return the feature with this code."""
    found = next((feature for feature in FEATURES if feature.code == code), None)
    if found is None:
        raise FeatureUnknown
    return found


def features_lacking(features: Collection[str], held: Collection[str]) -> tuple[Feature, ...]:
    """List the features that are switched on and lack their permission."""
    return tuple(one for one in FEATURES if one.code in features and one.permission not in held)


def permissions_for(features: Collection[str]) -> frozenset[str]:
    """Say which permissions the features that are switched on need."""
    return frozenset(one.permission for one in FEATURES if one.code in features)
