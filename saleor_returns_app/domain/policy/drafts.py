"""A policy in the making: changed by several people, in force for nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from saleor_returns_app.domain.errors import Conflict, Invalid, NotFound
from saleor_returns_app.domain.policy.document import PolicyDocument

LONGEST_NAME = 120


class DraftNotFound(NotFound):
    """There is no such draft."""

    code = "draft_not_found"


class DraftNameInvalid(Invalid):
    """A draft needs a name of at most 120 characters."""

    code = "draft_name_invalid"


class DraftNameTaken(Conflict):
    """Another draft has this name."""

    code = "draft_name_taken"


class DraftChanged(Conflict):
    """Somebody else has changed this draft meanwhile.

    Carries the `revision` that it is at, and its `author`.
    """

    code = "draft_changed"


class DraftDiscarded(Conflict):
    """This draft has been discarded, or published."""

    code = "draft_discarded"


class DraftOutdated(Conflict):
    """Another version has been published since this draft was begun.

    Carries the version that the draft is `based_on`, and the `newest`.
    """

    code = "draft_outdated"


@dataclass(eq=False)
class PolicyDraft:
    """One of a shop's drafts. `revision` counts its changes: who changes it says which one they saw."""

    id: str
    installation_id: str
    name: str
    document: PolicyDocument
    based_on: int
    author: str
    created_at: datetime
    updated_at: datetime
    revision: int = 1
    discarded_at: datetime | None = None
    published_as: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed and published."""
        return self.discarded_at is None

    def change(
        self,
        document: PolicyDocument,
        *,
        name: str,
        based_on: int,
        revision: int,
        author: str,
        at: datetime,
    ) -> None:
        """Take over a change that was made to the revision it names."""
        self.must_be_at(revision)
        self.name, self.document = plain_name(name), document
        self.based_on = based_on
        self._changed(author, at)

    def discard(self, *, revision: int, author: str, at: datetime) -> None:
        """Put it away; it can be taken back."""
        self.must_be_at(revision)
        self.discarded_at = at
        self._changed(author, at)

    def restore(self, *, author: str, at: datetime) -> None:
        """Take it back after it was discarded; one that was published stays as it was."""
        if self.published_as is not None:
            raise DraftDiscarded(version=self.published_as)
        self.discarded_at = None
        self._changed(author, at)

    def publish(self, *, revision: int, newest: int, author: str, at: datetime) -> int:
        """Become the version after the newest, which must be the one that it is based on."""
        self.must_be_at(revision)
        if self.based_on != newest:
            raise DraftOutdated(based_on=self.based_on, newest=newest)
        self.published_as, self.discarded_at = newest + 1, at
        self._changed(author, at)
        return newest + 1

    def must_be_at(self, revision: int) -> None:
        """Refuse a change to anything but the open draft as it is now."""
        if not self.is_open:
            raise DraftDiscarded(version=self.published_as)
        if revision != self.revision:
            raise DraftChanged(revision=self.revision, author=self.author)

    def _changed(self, author: str, at: datetime) -> None:
        self.revision += 1
        self.author, self.updated_at = author, at


def plain_name(name: str) -> str:
    """Put a draft's name into one form."""
    plain = " ".join(name.split())
    if not 0 < len(plain) <= LONGEST_NAME:
        raise DraftNameInvalid
    return plain
