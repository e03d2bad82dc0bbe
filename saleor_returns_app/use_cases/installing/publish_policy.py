"""A merchant's rules change: a new version is published, the old ones stay for their orders."""

from datetime import datetime

from saleor_returns_app.domain.policy import PolicyDocument, PolicyVersion
from saleor_returns_app.domain.ports import Transaction


def publish_policy(
    slug: str,
    document: PolicyDocument,
    *,
    author: str,
    note: str,
    at: datetime,
    transaction: Transaction,
) -> PolicyVersion:
    """Publish rules for orders placed from now on."""
    with transaction() as store:
        shop = store.installations.with_slug(slug)
        newest = store.policies.newest(shop.id)
        policy = PolicyVersion(shop.id, newest.version + 1, document, at, author, note)
        store.policies.add(policy)
    return policy
