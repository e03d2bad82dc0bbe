"""A merchant switches features on and off; Saleor says which the app has the permissions for."""

from datetime import datetime

from saleor_returns_app.domain.features import feature_named
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.ports import SaleorGate, Transaction
from saleor_returns_app.use_cases.care.look_after_shop import have_looked_after


def switch_feature(
    installation_id: str, code: str, *, on: bool, at: datetime, transaction: Transaction
) -> Installation:
    """Switch a feature on or off; it works once the app has its permission."""
    feature = feature_named(code)
    with transaction() as store:
        shop = store.installations.locked(installation_id)
        shop.switch(feature.code, on=on)
        have_looked_after(store, shop, at=at)
    return shop


def refresh_permissions(
    installation_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> Installation:
    """Ask Saleor anew what the app may do; where that has changed, the webhooks follow."""
    with transaction() as store:
        asked = store.installations.get(installation_id)
    standing = saleor.own_app(asked).standing()
    with transaction() as store:
        shop = store.installations.locked(installation_id)
        if shop.app_id == standing.app_id and shop.takes_over(standing):
            have_looked_after(store, shop, at=at)
    return shop
