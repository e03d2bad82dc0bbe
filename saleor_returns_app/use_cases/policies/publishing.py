"""A merchant's rules change: a new version is published, the old ones stay for their orders."""

from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.policy.document import PolicyDocument, PolicyVersion
from saleor_returns_app.domain.policy.facts import Capabilities
from saleor_returns_app.domain.policy.findings import Finding, Severity
from saleor_returns_app.domain.policy.publishing import (
    PolicyHasErrors,
    VersionInForce,
)
from saleor_returns_app.domain.ports import Store, Transaction
from saleor_returns_app.use_cases.policies.linting import lint_policy


@dataclass(frozen=True)
class Published:
    """A new version, in force for orders placed from now on, and what the merchant is warned of."""

    policy: PolicyVersion
    warnings: tuple[Finding, ...]


def publish_policy(
    slug: str,
    document: PolicyDocument,
    *,
    author: str,
    note: str,
    at: datetime,
    capabilities: Capabilities,
    transaction: Transaction,
) -> Published:
    """Publish rules that are no draft. Raises `PolicyHasErrors` with what the linter found."""
    warnings = _must_be_sound(document, capabilities)
    with transaction() as store:
        shop = store.installations.locked(store.installations.with_slug(slug).id)
        return Published(_publish(store, shop.id, document, author, note, at), warnings)


def publish_draft(
    installation_id: str,
    draft_id: str,
    *,
    revision: int,
    author: str,
    note: str,
    at: datetime,
    capabilities: Capabilities,
    transaction: Transaction,
) -> Published:
    """Publish a draft as somebody saw it.

    Raises `PolicyHasErrors`; `DraftChanged` when it was changed since; `DraftOutdated` when another
    version was published since it was begun.
    """
    with transaction() as store:
        store.installations.locked(installation_id)
        draft = store.policy_drafts.locked(installation_id, draft_id)
        warnings = _must_be_sound(draft.document, capabilities)
        newest = store.policies.newest(installation_id).version
        draft.publish(revision=revision, newest=newest, author=author, at=at)
        policy = _publish(store, installation_id, draft.document, author, note, at)
    return Published(policy, warnings)


def roll_back(
    installation_id: str,
    version: int,
    *,
    author: str,
    note: str,
    at: datetime,
    capabilities: Capabilities,
    transaction: Transaction,
) -> Published:
    """Publish an old version's rules anew. What was ordered meanwhile keeps what held then.

    Raises `VersionInForce` for today's version, and `PolicyHasErrors` where the old rules no longer
    fit, as when a carrier they name is not connected any more.
    """
    with transaction() as store:
        store.installations.locked(installation_id)
        if store.policies.newest(installation_id).version == version:
            raise VersionInForce(version=version)
        document = store.policies.get(installation_id, version).document
        warnings = _must_be_sound(document, capabilities)
        policy = _publish(store, installation_id, document, author, note, at)
    return Published(policy, warnings)


def _must_be_sound(document: PolicyDocument, capabilities: Capabilities) -> tuple[Finding, ...]:
    findings = lint_policy(document, capabilities=capabilities)
    if any(one.severity is Severity.ERROR for one in findings):
        raise PolicyHasErrors(findings)
    return findings


def _publish(
    store: Store,
    installation_id: str,
    document: PolicyDocument,
    author: str,
    note: str,
    at: datetime,
) -> PolicyVersion:
    number = store.policies.newest(installation_id).version + 1
    policy = PolicyVersion(installation_id, number, document, at, author, note)
    store.policies.add(policy)
    return policy
