"""What staff do to the rules; the pages and the API both come here.

Whoever handles orders may read, draft, try and replay: none of it touches a customer. What is
published holds for every customer, so that it needs the permission to manage apps as well.
"""

from collections.abc import Mapping
from typing import Any

from saleor_returns_app.domain.errors import Invalid
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.policy.drafts import PolicyDraft
from saleor_returns_app.domain.policy.facts import Capabilities
from saleor_returns_app.domain.policy.findings import Finding
from saleor_returns_app.domain.policy.replays import PolicyReplay
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.installing.authenticate_staff import MANAGE_APPS, StaffMember
from saleor_returns_app.use_cases.parcels.planning import what_a_shop_can_do
from saleor_returns_app.use_cases.policies import drafts, linting, publishing, replays, trying
from saleor_returns_app.use_cases.policies.publishing import Published
from saleor_returns_app.use_cases.policies.trying import Trial
from saleor_returns_app.use_cases.policies.versions import show_version
from saleor_returns_app.web.desk.policies.asked import (
    NewDraftSchema,
    PublishSchema,
    ReplaySchema,
    RevisionSchema,
    RollBackSchema,
    SavedDraftSchema,
    TrySchema,
)
from saleor_returns_app.web.desk.staff import staff

Told = Mapping[str, Any]


def may_publish(member: StaffMember) -> bool:
    """Whether a person may bring rules into force."""
    return MANAGE_APPS in member.permissions


def read_document(words: object) -> PolicyDocument:
    """Read a document. Raises `PolicyInvalid` with its faults."""
    return services().policy_files.read(words)


def _capabilities() -> Capabilities:
    return what_a_shop_can_do(staff().installation.id, transaction=services().transaction)


def findings_of(document: PolicyDocument) -> tuple[Finding, ...]:
    """Say what there is to know of a document in this shop."""
    return linting.lint_policy(document, capabilities=_capabilities())


def begin(words: Told) -> PolicyDraft:
    """Begin a draft."""
    told = NewDraftSchema().load(words)
    if "document" in told and "version" in told:
        raise Invalid("A draft is begun of a document or of a version, not of both.")
    return drafts.begin_draft(
        _shop(),
        _document(told),
        name=told["name"],
        author=_author(),
        at=now(),
        transaction=services().transaction,
    )


def _document(told: Told) -> PolicyDocument | None:
    if "document" in told:
        return read_document(told["document"])
    if "version" not in told:
        return None
    view = show_version(_shop(), told["version"], transaction=services().transaction)
    return view.policy.document


def save(draft_id: str, words: Told) -> PolicyDraft:
    """Keep a draft as somebody changed it."""
    told = SavedDraftSchema().load(words)
    return drafts.save_draft(
        _shop(),
        draft_id,
        read_document(told["document"]),
        revision=told["revision"],
        name=told["name"],
        based_on=told["based_on"],
        author=_author(),
        at=now(),
        transaction=services().transaction,
    )


def discard(draft_id: str, words: Told) -> PolicyDraft:
    """Put a draft away."""
    return drafts.discard_draft(
        _shop(),
        draft_id,
        revision=RevisionSchema().load(words)["revision"],
        author=_author(),
        at=now(),
        transaction=services().transaction,
    )


def restore(draft_id: str) -> PolicyDraft:
    """Take a draft back."""
    return drafts.restore_draft(
        _shop(), draft_id, author=_author(), at=now(), transaction=services().transaction
    )


def publish(draft_id: str, words: Told) -> Published:
    """Bring a draft into force."""
    staff().needs(MANAGE_APPS)
    told = PublishSchema().load(words)
    return publishing.publish_draft(
        _shop(),
        draft_id,
        revision=told["revision"],
        note=told["note"].strip(),
        author=_author(),
        at=now(),
        capabilities=_capabilities(),
        transaction=services().transaction,
    )


def roll_back(version: int, words: Told) -> Published:
    """Bring an old version into force again."""
    staff().needs(MANAGE_APPS)
    told = RollBackSchema().load(words)
    return publishing.roll_back(
        _shop(),
        version,
        note=told["note"].strip(),
        author=_author(),
        at=now(),
        capabilities=_capabilities(),
        transaction=services().transaction,
    )


def try_out(words: Told) -> Trial:
    """Decide about an order or a return of the past."""
    told = TrySchema().load(words)
    if told["number"]:
        return trying.try_on_return(
            _shop(),
            told["candidate"],
            number=told["number"],
            at=now(),
            capabilities=_capabilities(),
            transaction=services().transaction,
        )
    return trying.try_policy(
        _shop(),
        told["candidate"],
        order=told["order"],
        choice=told["choice"],
        at=now(),
        capabilities=_capabilities(),
        transaction=services().transaction,
    )


def replay(draft_id: str, words: Told) -> PolicyReplay:
    """Have a draft replayed."""
    return replays.start_replay(
        _shop(),
        draft_id,
        asked_by=_author(),
        at=now(),
        transaction=services().transaction,
        **ReplaySchema().load(words),
    )


def cancel_replay(replay_id: str) -> PolicyReplay:
    """Stop a replay."""
    return replays.cancel_replay(_shop(), replay_id, at=now(), transaction=services().transaction)


def _shop() -> str:
    return staff().installation.id


def _author() -> str:
    return staff().email
