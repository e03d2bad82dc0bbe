"""Questions about what waits for a merchant."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.shop_problems import ShopProblem
from saleor_returns_app.storage import tables

_problems = tables.problems.c
_is_open = _problems.solved_at.is_(None)


@dataclass(frozen=True)
class ProblemRows:
    """What waits for the merchants."""

    session: Session

    def add_new(self, problem: ShopProblem) -> bool:
        """Keep a problem unless one with its key is open; say whether it was new."""
        values = {column.name: getattr(problem, column.name) for column in _problems}
        query = insert(tables.problems).values(values)
        query = query.on_conflict_do_nothing(
            index_elements=["installation_id", "key"], index_where=_is_open
        )
        return self.session.scalar(query.returning(_problems.id)) is not None

    def get(self, id: str) -> ShopProblem:
        """Return a problem as it is now, locked until the transaction ends."""
        return self._one(_problems.id == id)

    def of_shop(self, installation_id: str, id: str) -> ShopProblem:
        """Return a shop's problem, locked until the transaction ends."""
        return self._one(_problems.id == id, _problems.installation_id == installation_id)

    def find_open(self, installation_id: str, key: str) -> ShopProblem | None:
        """Find the open problem with a key, locked until the transaction ends."""
        query = select(ShopProblem).where(
            _problems.installation_id == installation_id, _problems.key == key, _is_open
        )
        return self.session.scalar(query.with_for_update())

    def open_of(self, installation_id: str) -> list[ShopProblem]:
        """List a shop's open problems, newest first."""
        query = select(ShopProblem).where(_problems.installation_id == installation_id, _is_open)
        return list(self.session.scalars(query.order_by(_problems.opened_at.desc())))

    def _one(self, *conditions: ColumnElement[bool]) -> ShopProblem:
        query = select(ShopProblem).where(*conditions).with_for_update()
        found = self.session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise NotFound("There is no such problem.")
        return found
