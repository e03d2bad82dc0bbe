"""Questions to the database, in our words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, or_, select
from sqlalchemy.orm import Session

from saleor_returns_app.domain.errors import (
    InstallationUnknown,
    LabelNotFound,
    NotFound,
)
from saleor_returns_app.domain.installation import Installation, InstallationState
from saleor_returns_app.domain.messages import Message
from saleor_returns_app.domain.ports import ParkedJob, StoredFile
from saleor_returns_app.domain.write_back import Operation
from saleor_returns_app.storage import tables
from saleor_returns_app.storage.erasing import erase_shop


@dataclass(frozen=True)
class InstallationRows:
    """The shops that installed the app."""

    session: Session

    def add(self, installation: Installation) -> None:
        """Keep a new shop."""
        self.session.add(installation)

    def get(self, id: str) -> Installation:
        """Return the shop with this id."""
        return self._one(tables.installations.c.id == id)

    def with_slug(self, slug: str) -> Installation:
        """Return the shop with this public name."""
        return self._one(tables.installations.c.slug == slug)

    def with_api_url(self, api_url: str) -> Installation:
        """Return the shop whose API lies there."""
        return self._one(tables.installations.c.api_url == api_url)

    def find_by_api_url(self, api_url: str) -> Installation | None:
        """Find the shop whose API lies there, locked until the transaction ends."""
        query = select(Installation).where(tables.installations.c.api_url == api_url)
        return self.session.scalar(query.with_for_update())

    def locked(self, id: str) -> Installation:
        """Return a shop as it is now, locked until the transaction ends."""
        query = select(Installation).where(tables.installations.c.id == id).with_for_update()
        found = self.session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise InstallationUnknown
        return found

    def removed_before(self, moment: datetime) -> list[str]:
        """Name the shops that took the app away before a moment."""
        columns = tables.installations.c
        return list(self.session.scalars(select(columns.id).where(columns.removed_at < moment)))

    def in_use(self) -> list[Installation]:
        """List the shops that have not taken the app away."""
        columns = tables.installations.c
        query = select(Installation).where(columns.state != InstallationState.REMOVED)
        return list(self.session.scalars(query.order_by(columns.installed_at)))

    def neglected_since(self, moment: datetime) -> list[Installation]:
        """List those in use that nobody has looked after since then, locked, but for the busy ones."""
        columns = tables.installations.c
        seen = columns.looked_after_at
        query = select(Installation).where(
            columns.state != InstallationState.REMOVED, or_(seen.is_(None), seen <= moment)
        )
        query = query.order_by(columns.installed_at).with_for_update(skip_locked=True)
        return list(self.session.scalars(query))

    def erase(self, id: str) -> None:
        """Delete a shop with everything that is known of it, its history included."""
        erase_shop(self.session, id)

    def free_slug(self, wanted: str) -> str:
        """Return the wanted public name, or one like it that nobody has."""
        query = select(tables.installations.c.slug).where(
            tables.installations.c.slug.startswith(wanted, autoescape=True)
        )
        taken = set(self.session.scalars(query))
        candidates = (wanted, *(f"{wanted}-{count}" for count in range(2, len(taken) + 3)))
        return next(slug for slug in candidates if slug not in taken)

    def _one(self, condition: ColumnElement[bool]) -> Installation:
        found = self.session.scalar(select(Installation).where(condition))
        if found is None:
            raise InstallationUnknown
        return found


@dataclass(frozen=True)
class MessageRows:
    """The mails."""

    session: Session

    def add(self, message: Message) -> None:
        """Keep a mail that is to be sent."""
        self.session.add(message)

    def get(self, id: str) -> Message:
        """Return a mail."""
        found = self.session.get(Message, id)
        if found is None:
            raise NotFound("There is no such message.")
        return found

    def of_case(self, case_id: str) -> list[Message]:
        """List the mails of a return, newest first."""
        return list(self.session.scalars(self._of(case_id)))

    def _of(self, case_id: str) -> Select[Message]:
        columns = tables.messages.c
        newest = columns.created_at.desc()
        return select(Message).where(columns.case_id == case_id).order_by(newest)


@dataclass(frozen=True)
class OperationRows:
    """The steps of writing back."""

    session: Session

    def add(self, operation: Operation) -> None:
        """Keep a planned step."""
        self.session.add(operation)

    def find(self, case_id: str, step: str) -> Operation | None:
        """Find a step of a return, locked until the transaction ends."""
        columns = tables.operations.c
        query = select(Operation).where(columns.case_id == case_id, columns.step == step)
        return self.session.scalar(query.with_for_update())


@dataclass(frozen=True)
class FileRows:
    """What we know of the files."""

    session: Session

    def add(self, file: StoredFile) -> None:
        """Keep what is known of a file."""
        self.session.add(file)

    def get(self, id: str) -> StoredFile:
        """Return what is known of a file."""
        found = self.session.get(StoredFile, id)
        if found is None:
            raise LabelNotFound
        return found

    def of_shop(self, installation_id: str) -> list[StoredFile]:
        """List the files of a shop."""
        query = select(StoredFile).where(tables.files.c.installation_id == installation_id)
        return list(self.session.scalars(query))

    def of_case(self, case_id: str) -> list[StoredFile]:
        """List the files of a return."""
        query = select(StoredFile).where(tables.files.c.case_id == case_id)
        return list(self.session.scalars(query))

    def photos_of(self, order_id: str) -> list[StoredFile]:
        """List, locked, the photos that were sent for an order."""
        query = select(StoredFile).where(tables.files.c.order_id == order_id)
        return list(
            self.session.scalars(query.with_for_update().execution_options(populate_existing=True))
        )

    def unclaimed_before(self, moment: datetime, *, most: int) -> list[StoredFile]:
        """List, locked, photos that no case has; one that is being claimed is left out."""
        columns = tables.files.c
        query = (
            select(StoredFile)
            .where(columns.case_id.is_(None), columns.created_at < moment)
            .order_by(columns.created_at)
            .limit(most)
        )
        return list(self.session.scalars(query.with_for_update(skip_locked=True)))

    def remove(self, file: StoredFile) -> None:
        """Forget a file; what it holds is deleted by a job."""
        self.session.delete(file)


@dataclass(frozen=True)
class ParkedJobRows:
    """The jobs of shops that take no part at present."""

    session: Session

    def add(self, job: ParkedJob) -> None:
        """Keep a job until its shop takes part again."""
        self.session.add(job)

    def take_all(self, installation_id: str) -> list[ParkedJob]:
        """Take a shop's jobs out, in the order in which they were parked."""
        columns = tables.parked_jobs.c
        query = select(ParkedJob).where(columns.installation_id == installation_id)
        jobs = list(self.session.scalars(query.order_by(columns.parked_at)))
        self.session.execute(
            delete(tables.parked_jobs).where(columns.installation_id == installation_id)
        )
        return jobs
