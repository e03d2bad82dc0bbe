"""Questions about policies: what was published, what is being drafted, what is being replayed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.policy.document import PolicyVersion
from saleor_returns_app.domain.policy.drafts import DraftNotFound, PolicyDraft
from saleor_returns_app.domain.policy.replays import PolicyReplay, ReplayNotFound, ReplayState
from saleor_returns_app.storage import tables

_drafts = tables.policy_drafts.c
_replays = tables.policy_replays.c


@dataclass(frozen=True)
class PolicyRows:
    """The published policy versions."""

    session: Session

    def add(self, policy: PolicyVersion) -> None:
        """Keep a newly published version."""
        self.session.add(policy)

    def get(self, installation_id: str, version: int) -> PolicyVersion:
        """Return one version."""
        found = self.session.get(PolicyVersion, (installation_id, version))
        if found is None:
            raise NotFound("There is no such policy version.")
        return found

    def in_force(self, installation_id: str, *, at: datetime) -> PolicyVersion:
        """Return the version that applied then; before the first one was published, the first."""
        columns = tables.policy_versions.c
        query = (
            select(PolicyVersion)
            .where(columns.installation_id == installation_id)
            .order_by((columns.published_at <= at).desc(), _nearest(at), columns.version)
            .limit(1)
        )
        return self.session.scalars(query).one()

    def newest(self, installation_id: str) -> PolicyVersion:
        """Return the version published last."""
        columns = tables.policy_versions.c
        query = (
            select(PolicyVersion)
            .where(columns.installation_id == installation_id)
            .order_by(columns.version.desc())
            .limit(1)
        )
        return self.session.scalars(query).one()

    def all_of(self, installation_id: str) -> list[PolicyVersion]:
        """List a shop's versions, the newest first."""
        columns = tables.policy_versions.c
        query = select(PolicyVersion).where(columns.installation_id == installation_id)
        return list(self.session.scalars(query.order_by(columns.version.desc())))


def _nearest(at: datetime) -> ColumnElement[object]:
    columns = tables.policy_versions.c
    return func.abs(func.extract("epoch", columns.published_at - at))


@dataclass(frozen=True)
class PolicyDraftRows:
    """The drafts."""

    session: Session

    def add(self, draft: PolicyDraft) -> None:
        """Keep a new draft."""
        self.session.add(draft)

    def get(self, installation_id: str, id: str) -> PolicyDraft:
        """Return a draft to look at."""
        return self._one(self._of(installation_id).where(_drafts.id == id))

    def locked(self, installation_id: str, id: str) -> PolicyDraft:
        """Return a draft, locked until the transaction ends."""
        query = self._of(installation_id).where(_drafts.id == id).with_for_update()
        return self._one(query.execution_options(populate_existing=True))

    def open_ones(self, installation_id: str) -> list[PolicyDraft]:
        """List a shop's open drafts, the one changed last first."""
        query = self._of(installation_id).where(_drafts.discarded_at.is_(None))
        return list(self.session.scalars(query.order_by(_drafts.updated_at.desc())))

    def find_open(self, installation_id: str, name: str) -> PolicyDraft | None:
        """Find the open draft of this name."""
        query = self._of(installation_id).where(_drafts.name == name)
        return self.session.scalar(query.where(_drafts.discarded_at.is_(None)))

    def _of(self, installation_id: str) -> Select[PolicyDraft]:
        return select(PolicyDraft).where(_drafts.installation_id == installation_id)

    def _one(self, query: Select[PolicyDraft]) -> PolicyDraft:
        found = self.session.scalar(query)
        if found is None:
            raise DraftNotFound
        return found


@dataclass(frozen=True)
class PolicyReplayRows:
    """The replays."""

    session: Session

    def add(self, replay: PolicyReplay) -> None:
        """Keep a new replay."""
        self.session.add(replay)

    def get(self, installation_id: str, id: str) -> PolicyReplay:
        """Return a shop's replay to look at."""
        query = select(PolicyReplay).where(_replays.id == id)
        return self._one(query.where(_replays.installation_id == installation_id))

    def by_id(self, id: str) -> PolicyReplay:
        """Return a replay to look at."""
        return self._one(select(PolicyReplay).where(_replays.id == id))

    def locked(self, id: str) -> PolicyReplay:
        """Return a replay, locked until the transaction ends."""
        return self._one(select(PolicyReplay).where(_replays.id == id).with_for_update())

    def alive_of_draft(self, draft_id: str) -> list[PolicyReplay]:
        """List, locked, those of a draft that have not ended."""
        alive = [state for state in ReplayState if state.is_alive]
        query = select(PolicyReplay).where(_replays.draft_id == draft_id, _replays.state.in_(alive))
        return list(self.session.scalars(query.with_for_update()))

    def latest(self, installation_id: str, *, limit: int) -> list[PolicyReplay]:
        """List a shop's replays, the newest first."""
        query = select(PolicyReplay).where(_replays.installation_id == installation_id)
        newest = query.order_by(_replays.asked_at.desc(), _replays.id).limit(limit)
        return list(self.session.scalars(newest))

    def _one(self, query: Select[PolicyReplay]) -> PolicyReplay:
        found = self.session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise ReplayNotFound
        return found
