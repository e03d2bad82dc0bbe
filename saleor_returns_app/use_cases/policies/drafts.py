"""Several people work on drafts, and none overwrites another's work unseen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.policy.drafts import DraftNameTaken, PolicyDraft, plain_name
from saleor_returns_app.domain.ports import Store, Transaction


@dataclass(frozen=True)
class DraftView:
    """A draft, and the version in force that it is to take the place of.

    `is_outdated` says that another version was published since the draft was begun.
    """

    draft: PolicyDraft
    newest_version: int

    @property
    def is_outdated(self) -> bool:
        """Whether it has to be based on the newest version before it can be published."""
        return self.draft.based_on != self.newest_version


def list_drafts(installation_id: str, *, transaction: Transaction) -> list[DraftView]:
    """List a shop's open drafts, the one changed last first."""
    with transaction() as store:
        newest = store.policies.newest(installation_id).version
        return [
            DraftView(draft, newest) for draft in store.policy_drafts.open_ones(installation_id)
        ]


def show_draft(installation_id: str, draft_id: str, *, transaction: Transaction) -> DraftView:
    """Return a draft, also one that was discarded or published."""
    with transaction() as store:
        draft = store.policy_drafts.get(installation_id, draft_id)
        return DraftView(draft, store.policies.newest(installation_id).version)


def begin_draft(
    installation_id: str,
    document: PolicyDocument | None = None,
    *,
    name: str,
    author: str,
    at: datetime,
    transaction: Transaction,
) -> PolicyDraft:
    """Begin a draft: of a document, else of the rules in force."""
    with transaction() as store:
        _lock_names(store, installation_id)
        newest = store.policies.newest(installation_id)
        _must_be_free(store, installation_id, name)
        draft = PolicyDraft(
            id=str(uuid4()),
            installation_id=installation_id,
            name=plain_name(name),
            document=newest.document if document is None else document,
            based_on=newest.version,
            author=author,
            created_at=at,
            updated_at=at,
        )
        store.policy_drafts.add(draft)
    return draft


def save_draft(
    installation_id: str,
    draft_id: str,
    document: PolicyDocument,
    *,
    revision: int,
    author: str,
    at: datetime,
    transaction: Transaction,
    name: str | None = None,
    based_on: int | None = None,
) -> PolicyDraft:
    """Change a draft as it was at a revision. Raises `DraftChanged` when somebody else was quicker.

    With `based_on` the author says to have seen the version that was published meanwhile.
    """
    with transaction() as store:
        _lock_names(store, installation_id)
        draft = store.policy_drafts.locked(installation_id, draft_id)
        draft.must_be_at(revision)
        wanted = draft.name if name is None else name
        _must_be_free(store, installation_id, wanted, but=draft)
        if based_on is not None:
            based_on = store.policies.get(installation_id, based_on).version
        draft.change(
            document,
            name=wanted,
            based_on=draft.based_on if based_on is None else based_on,
            revision=revision,
            author=author,
            at=at,
        )
    return draft


def discard_draft(
    installation_id: str,
    draft_id: str,
    *,
    revision: int,
    author: str,
    at: datetime,
    transaction: Transaction,
) -> PolicyDraft:
    """Put a draft away; `restore_draft` undoes it."""
    with transaction() as store:
        draft = store.policy_drafts.locked(installation_id, draft_id)
        draft.discard(revision=revision, author=author, at=at)
    return draft


def restore_draft(
    installation_id: str, draft_id: str, *, author: str, at: datetime, transaction: Transaction
) -> PolicyDraft:
    """Take a discarded draft back. Raises `DraftNameTaken` where another took its name meanwhile."""
    with transaction() as store:
        _lock_names(store, installation_id)
        draft = store.policy_drafts.locked(installation_id, draft_id)
        if not draft.is_open:
            _must_be_free(store, installation_id, draft.name, but=draft)
            draft.restore(author=author, at=at)
    return draft


def _lock_names(store: Store, installation_id: str) -> None:
    """Let nobody else take a name until this transaction ends."""
    store.installations.locked(installation_id)


def _must_be_free(
    store: Store, installation_id: str, name: str, *, but: PolicyDraft | None = None
) -> None:
    found = store.policy_drafts.find_open(installation_id, plain_name(name))
    if found is not None and found is not but:
        raise DraftNameTaken(name=plain_name(name))
