"""Short sessions of our own, for frames whose token the Dashboard does not renew."""

from datetime import UTC, datetime, timedelta

from saleor_returns_app.domain.errors import Unauthenticated
from saleor_returns_app.domain.installation import InstallationState, plain_api_url
from saleor_returns_app.domain.ports import Sealer, Transaction
from saleor_returns_app.use_cases.installing.authenticate_staff import StaffMember

PURPOSE = "desk-session"
LIFETIME = timedelta(minutes=15)
# Saleor is not asked in between, so that somebody who loses a permission must lose it here soon.
LONGEST = timedelta(hours=2)


def open_session(
    member: StaffMember, *, began: datetime | None, at: datetime, sealer: Sealer
) -> str:
    """Write a session for a person who has just proven who they are, or renew one.

    `began` is when the first of a row of sessions began. Raises `Unauthenticated` after two hours.
    """
    if began is not None and at - began > LONGEST:
        raise Unauthenticated("This session has become too old.")
    content = {
        "installation": member.installation.id,
        "app": member.installation.app_id,
        "email": member.email,
        "permissions": sorted(member.permissions),
        "began": int((began or at).timestamp()),
    }
    return sealer.seal(PURPOSE, content, at=at)


def read_session(
    api_url: str, token: str, *, at: datetime, sealer: Sealer, transaction: Transaction
) -> tuple[StaffMember, datetime]:
    """Say who a session belongs to, and when it began; it ends with the installation it was made for."""
    content = sealer.unseal(PURPOSE, token, at=at, lifetime=LIFETIME)
    with transaction() as store:
        shop = store.installations.get(content["installation"])
    if shop.state is InstallationState.REMOVED or shop.app_id != content["app"]:
        raise Unauthenticated("This session was made for an app that is gone.")
    if shop.api_url != plain_api_url(api_url):
        raise Unauthenticated("This session was made for another shop.")
    member = StaffMember(shop, content["email"], frozenset(content["permissions"]))
    return member, datetime.fromtimestamp(content["began"], UTC)
