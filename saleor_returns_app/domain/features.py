"""What a merchant may switch on beside the returns themselves: each needs one more permission."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.saleor_versions import Release


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
