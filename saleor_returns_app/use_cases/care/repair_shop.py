"""What the app can put right by itself for a shop is put right, now."""

from datetime import datetime

from saleor_returns_app.domain.errors import OutcomeUncertain, SaleorRefused, SaleorUnreachable
from saleor_returns_app.domain.installation import InstallationState
from saleor_returns_app.domain.ports import SaleorGate, Transaction
from saleor_returns_app.domain.standing import Asked
from saleor_returns_app.use_cases.care.look_after_shop import look_after_shop
from saleor_returns_app.use_cases.installing.life_cycle import look_at_connection


def repair_shop(
    installation_id: str,
    *,
    at: datetime,
    saleor: SaleorGate,
    asked: Asked,
    transaction: Transaction,
) -> bool:
    """Ask Saleor whether it takes us again, and repair the webhooks; says whether that could be done.

    A shop that took the app away is left alone.
    """
    with transaction() as store:
        if store.installations.get(installation_id).state is InstallationState.REMOVED:
            return False
    try:
        if not look_at_connection(installation_id, at=at, saleor=saleor, transaction=transaction):
            return False
        look_after_shop(installation_id, at=at, saleor=saleor, asked=asked, transaction=transaction)
    except (SaleorUnreachable, SaleorRefused, OutcomeUncertain):
        return False
    return True
