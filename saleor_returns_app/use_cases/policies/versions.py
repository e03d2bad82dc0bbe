"""What was published, and was in force once; nothing of it ever changes."""

from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.policy.differences import Difference, differences
from saleor_returns_app.domain.policy.document import PolicyDocument, PolicyVersion
from saleor_returns_app.domain.ports import Store, Transaction


@dataclass(frozen=True)
class VersionView:
    """A published version, and the time for whose orders it holds; `until` is None for today's."""

    policy: PolicyVersion
    until: datetime | None

    @property
    def is_in_force(self) -> bool:
        """Whether orders that are placed now are under it."""
        return self.until is None


def list_versions(installation_id: str, *, transaction: Transaction) -> list[VersionView]:
    """List every version that a shop ever published, the newest first."""
    with transaction() as store:
        policies = store.policies.all_of(installation_id)
    ends: list[datetime | None] = [None, *(one.published_at for one in policies)]
    return [VersionView(policy, until) for policy, until in zip(policies, ends, strict=False)]


def show_version(installation_id: str, version: int, *, transaction: Transaction) -> VersionView:
    """Return one version."""
    with transaction() as store:
        policy = store.policies.get(installation_id, version)
        later = [one for one in store.policies.all_of(installation_id) if one.version > version]
    return VersionView(policy, min((one.published_at for one in later), default=None))


@dataclass(frozen=True)
class Named:
    """A version by its number, or a draft by its id."""

    version: int | None = None
    draft_id: str = ""


def compare(
    installation_id: str, before: Named, after: Named, *, transaction: Transaction
) -> list[Difference]:
    """List what changes from one version or draft to another."""
    with transaction() as store:
        return differences(
            _document(store, installation_id, before), _document(store, installation_id, after)
        )


def _document(store: Store, installation_id: str, named: Named) -> PolicyDocument:
    if named.draft_id:
        return store.policy_drafts.get(installation_id, named.draft_id).document
    if named.version is None:
        return store.policies.newest(installation_id).document
    return store.policies.get(installation_id, named.version).document
