from dataclasses import replace
from datetime import timedelta

import pytest

from saleor_returns_app.domain.policy.document import DEFAULTS, PolicyDocument, WindowRule
from saleor_returns_app.domain.policy.drafts import (
    DraftChanged,
    DraftDiscarded,
    DraftNameInvalid,
    DraftNameTaken,
    DraftNotFound,
    DraftOutdated,
    PolicyDraft,
)
from saleor_returns_app.domain.policy.facts import Capabilities
from saleor_returns_app.domain.policy.publishing import PolicyHasErrors, VersionInForce
from saleor_returns_app.use_cases.policies import drafts, publishing, versions
from tests.support.builders import NOON, a_policy, an_installation
from tests.support.fakes import MemoryStore

LONGER = PolicyDocument(defaults=replace(DEFAULTS, window=WindowRule(60)))
TOO_SHORT = PolicyDocument(defaults=replace(DEFAULTS, window=WindowRule(3)))
ABLE = Capabilities()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(an_installation(), an_installation(id="shop-2", slug="other"), a_policy())


def begin(store: MemoryStore, name: str = "Christmas", **more: PolicyDocument) -> PolicyDraft:
    return drafts.begin_draft(
        "shop-1", name=name, author="ada", at=NOON, transaction=store.transaction, **more
    )


def save(
    store: MemoryStore, draft: PolicyDraft, revision: int, *, author: str = "ada", **more: object
) -> PolicyDraft:
    return drafts.save_draft(
        "shop-1",
        draft.id,
        LONGER,
        revision=revision,
        author=author,
        at=NOON + timedelta(hours=1),
        transaction=store.transaction,
        **more,  # type: ignore[arg-type]
    )


def publish(store: MemoryStore, draft: PolicyDraft) -> publishing.Published:
    return publishing.publish_draft(
        "shop-1",
        draft.id,
        revision=draft.revision,
        author="ada",
        note="For Christmas",
        at=NOON,
        capabilities=ABLE,
        transaction=store.transaction,
    )


class TestADraft:
    def test_begins_as_the_rules_in_force(self, store: MemoryStore) -> None:
        draft = begin(store)

        assert draft.document == store.policies.kept[0].document
        assert (draft.based_on, draft.revision) == (1, 1)

    def test_is_not_overwritten_by_who_saw_an_older_one(self, store: MemoryStore) -> None:
        draft = begin(store)
        save(store, draft, 1, author="grace")

        with pytest.raises(DraftChanged) as refused:
            save(store, draft, 1)

        assert refused.value.facts == {"revision": 2, "author": "grace"}

    def test_is_not_seen_by_another_shop(self, store: MemoryStore) -> None:
        draft = begin(store)

        with pytest.raises(DraftNotFound):
            drafts.discard_draft(
                "shop-2",
                draft.id,
                revision=1,
                author="eve",
                at=NOON,
                transaction=store.transaction,
            )

    @pytest.mark.parametrize("name", ["", "   ", "x" * 121])
    def test_needs_a_name(self, store: MemoryStore, name: str) -> None:
        with pytest.raises(DraftNameInvalid):
            begin(store, name)

    def test_has_a_name_of_its_own(self, store: MemoryStore) -> None:
        begin(store)

        with pytest.raises(DraftNameTaken):
            begin(store, " Christmas ")

    def test_can_be_renamed_to_the_name_it_has(self, store: MemoryStore) -> None:
        assert save(store, begin(store), 1, name="Christmas").revision == 2


class TestADiscardedDraft:
    def discarded(self, store: MemoryStore) -> PolicyDraft:
        return drafts.discard_draft(
            "shop-1",
            begin(store).id,
            revision=1,
            author="ada",
            at=NOON,
            transaction=store.transaction,
        )

    def restore(self, store: MemoryStore, draft: PolicyDraft) -> PolicyDraft:
        return drafts.restore_draft(
            "shop-1", draft.id, author="ada", at=NOON, transaction=store.transaction
        )

    def test_is_not_listed_and_cannot_be_changed(self, store: MemoryStore) -> None:
        draft = self.discarded(store)

        assert drafts.list_drafts("shop-1", transaction=store.transaction) == []
        with pytest.raises(DraftDiscarded):
            save(store, draft, draft.revision)

    def test_can_be_taken_back(self, store: MemoryStore) -> None:
        draft = self.restore(store, self.discarded(store))

        (listed,) = drafts.list_drafts("shop-1", transaction=store.transaction)
        assert (listed.draft, listed.is_outdated) == (draft, False)

    def test_stays_away_when_its_name_was_taken_meanwhile(self, store: MemoryStore) -> None:
        draft = self.discarded(store)
        begin(store)

        with pytest.raises(DraftNameTaken):
            self.restore(store, draft)


class TestPublishing:
    def test_makes_the_next_version_and_keeps_the_old_one(self, store: MemoryStore) -> None:
        published = publish(store, begin(store, document=LONGER))

        listed = versions.list_versions("shop-1", transaction=store.transaction)
        assert [(one.policy.version, one.is_in_force) for one in listed] == [(2, True), (1, False)]
        assert listed[1].until == published.policy.published_at
        assert published.policy.note == "For Christmas"
        assert drafts.list_drafts("shop-1", transaction=store.transaction) == []

    def test_is_refused_with_an_error_and_leaves_no_trace(self, store: MemoryStore) -> None:
        draft = begin(store, document=TOO_SHORT)

        with pytest.raises(PolicyHasErrors) as refused:
            publish(store, draft)

        assert "window_under_law" in [one.code.value for one in refused.value.findings]
        assert len(store.policies.kept) == 1
        assert store.policy_drafts.kept[0].is_open

    def test_is_refused_when_the_rules_have_moved_on(self, store: MemoryStore) -> None:
        older, newer = begin(store, "older"), begin(store, "newer", document=LONGER)
        publish(store, newer)

        with pytest.raises(DraftOutdated) as refused:
            publish(store, older)

        assert refused.value.facts == {"based_on": 1, "newest": 2}
        seen = save(store, older, 1, based_on=2)
        assert publish(store, seen).policy.version == 3

    def test_cannot_be_undone_by_restoring_the_draft(self, store: MemoryStore) -> None:
        draft = begin(store, document=LONGER)
        publish(store, draft)

        with pytest.raises(DraftDiscarded):
            drafts.restore_draft(
                "shop-1", draft.id, author="ada", at=NOON, transaction=store.transaction
            )


class TestRollingBack:
    def roll_back(self, store: MemoryStore, version: int) -> publishing.Published:
        return publishing.roll_back(
            "shop-1",
            version,
            author="ada",
            note="",
            at=NOON,
            capabilities=ABLE,
            transaction=store.transaction,
        )

    def test_publishes_the_old_rules_anew(self, store: MemoryStore) -> None:
        publish(store, begin(store, document=LONGER))

        again = self.roll_back(store, 1).policy

        assert (again.version, again.document) == (3, store.policies.kept[0].document)

    def test_is_refused_to_the_rules_in_force(self, store: MemoryStore) -> None:
        with pytest.raises(VersionInForce):
            self.roll_back(store, 1)
