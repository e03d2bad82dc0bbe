"""A shop registers the app, for the first time or again."""

from datetime import datetime, timedelta
from uuid import uuid4

from saleor_returns_app.domain.errors import ShopNotAllowed
from saleor_returns_app.domain.installation import (
    Installation,
    Registration,
    host_fits,
    host_of,
    plain_api_url,
    slug_for,
)
from saleor_returns_app.domain.order_feed import BACKFILL, new_feed
from saleor_returns_app.domain.policy.document import PolicyDocument, PolicyVersion
from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.domain.starting_policy import STARTING_POLICY, starting_policy
from saleor_returns_app.use_cases.care.look_after_shop import INSTALLING, have_looked_after
from saleor_returns_app.use_cases.care.problems import tell_anew
from saleor_returns_app.use_cases.installing.parked_jobs import resume_jobs
from saleor_returns_app.use_cases.orders.backfill import begin_backfill


def install_app(
    api_url: str,
    token: str,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
    policy: PolicyDocument = STARTING_POLICY,
    allowed_hosts: tuple[str, ...] = (),
    backfill: timedelta = BACKFILL,
) -> Installation:
    """Prove the token by asking Saleor who it makes us, then keep it.

    A shop that is known keeps its data; the newest registration's app id, token and keys win, and
    what waited for the shop goes on. With `allowed_hosts`, shops elsewhere are refused before
    anything is sent to them.
    """
    url = plain_api_url(api_url)
    if allowed_hosts and not host_fits(host_of(url), allowed_hosts):
        raise ShopNotAllowed
    registration = saleor.introduce(url, token)
    with transaction() as store:
        installation = store.installations.find_by_api_url(url)
        if installation is None:
            installation = _first_time(store, url, registration, policy, at)
            begin_backfill(store, new_feed(installation.id, backfill=backfill, at=at))
        else:
            installation.registered_again(registration, at=at)
            resume_jobs(store, installation.id)
            tell_anew(store, installation.id)
        have_looked_after(store, installation, at=at, after=INSTALLING)
    return installation


def _first_time(
    store: Store, url: str, registration: Registration, policy: PolicyDocument, at: datetime
) -> Installation:
    installation = Installation(
        id=str(uuid4()),
        slug=store.installations.free_slug(slug_for(url)),
        api_url=url,
        app_id=registration.app_id,
        token=registration.token,
        key_set=registration.key_set,
        saleor_version=registration.saleor_version,
        installed_at=at,
        shop_name=registration.shop_name,
        shop_address=registration.shop_address,
        keys_fetched_at=at,
        permissions=sorted(registration.permissions),
    )
    store.installations.add(installation)
    store.policies.add(
        PolicyVersion(
            installation_id=installation.id,
            version=1,
            document=starting_policy(policy, registration.shop_address),
            published_at=at,
            author="",
            note="The policy that every shop starts with.",
        )
    )
    return installation
