"""Who is behind a token of the Dashboard, and what may they do."""

from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.case_events import Actor, ActorKind
from saleor_returns_app.domain.errors import (
    InstallationUnknown,
    PermissionMissing,
    Unauthenticated,
)
from saleor_returns_app.domain.installation import (
    ApiUrlInvalid,
    Installation,
    InstallationState,
    plain_api_url,
)
from saleor_returns_app.domain.ports import SaleorGate, Signatures, Store, Transaction
from saleor_returns_app.use_cases.installing.shop_keys import with_shop_keys

MANAGE_ORDERS = "MANAGE_ORDERS"
HANDLE_PAYMENTS = "HANDLE_PAYMENTS"
MANAGE_APPS = "MANAGE_APPS"


@dataclass(frozen=True)
class StaffMember:
    """A person of the shop's staff."""

    installation: Installation
    email: str
    permissions: frozenset[str]

    @property
    def actor(self) -> Actor:
        """The person as the author of case events."""
        return Actor(ActorKind.STAFF, self.email)

    def needs(self, permission: str) -> None:
        """Refuse to go on without a permission of Saleor's."""
        if permission not in self.permissions:
            raise PermissionMissing(permission=permission)


def _shop_at(store: Store, api_url: str, issuer: str) -> Installation:
    try:
        return store.installations.with_api_url(plain_api_url(api_url))
    except (ApiUrlInvalid, InstallationUnknown):
        if not issuer:
            raise
    return store.installations.with_api_url(plain_api_url(issuer))


def authenticate_staff(
    api_url: str,
    token: str,
    *,
    at: datetime,
    signatures: Signatures,
    saleor: SaleorGate,
    transaction: Transaction,
) -> StaffMember:
    """Check that the token was made by a shop of ours, for this app, for somebody who handles orders.

    The Dashboard may know its Saleor by another address than Saleor itself (localhost and 127.0.0.1):
    then the shop is found by what the token says, which is proven by that shop's own keys.
    """
    with transaction() as store:
        installation = _shop_at(store, api_url, signatures.claimed_issuer(token))
    if installation.state is InstallationState.REMOVED:
        raise InstallationUnknown
    claims = with_shop_keys(
        installation,
        lambda keys: signatures.staff_claims(token, keys, at=at),
        at=at,
        saleor=saleor,
        transaction=transaction,
    )
    if plain_api_url(claims.issuer) != installation.api_url:
        raise Unauthenticated("This token was made by another shop.")
    if claims.app_id != installation.app_id:
        raise Unauthenticated("This token was made for another app.")
    member = StaffMember(installation, claims.email, claims.permissions)
    member.needs(MANAGE_ORDERS)
    return member
