"""Where Saleor's deliveries come in: shops remembered, and many deliveries kept in one transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import cast, literal_column, select
from sqlalchemy.types import Text

from saleor_returns_app.domain.deliveries import Arrival
from saleor_returns_app.domain.errors import InstallationUnknown
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.ports import AskForJobs, KnownShop, ShopChanged
from saleor_returns_app.storage import tables
from saleor_returns_app.storage.store import Database
from saleor_returns_app.storage.together import Together

# PostgreSQL's own word for which change wrote a row: another one after every change of it.
VERSION = cast(literal_column("installations.xmin"), Text)
TRUE = b"\x01"

# All in one: the shops must be as they were known, what is here already is passed over, and of the
# rest each gets its job. In the order of the digests, so that two processes that were sent the same
# deliveries never wait for each other.
KEEP = """
  with came as (
    select id, shop, version, event, digest, received_at,
      substring($1::bytea from start for length) as body
    from json_to_recordset($2::json) as came (
      id text, shop text, version text, event text, digest text, received_at timestamptz,
      start integer, length integer
    )
  ), fitting as (
    select came.* from came
    join installations on installations.id = came.shop and installations.xmin::text = came.version
  ), kept as (
    insert into deliveries (id, installation_id, event, body, digest, received_at, state)
    select id, shop, event, body, digest, received_at, 'stored' from fitting order by digest
    on conflict do nothing
    returning id
  ), asked as (
    {ask}
  )
  select fitting.id, kept.id is not null from fitting left join kept on kept.id = fitting.id, asked
"""


@dataclass(frozen=True)
class _Incoming:
    arrival: Arrival
    version: str


class DatabaseInbox:
    """Keeps deliveries in the database; a process needs one for all of its threads."""

    def __init__(self, database: Database, ask_for_jobs: AskForJobs) -> None:
        self._database = database
        self._keep = KEEP.format(ask=ask_for_jobs("apply_delivery", "kept", delivery_id="kept.id"))
        self._shops: dict[str, KnownShop] = {}
        self._writer = Together(self._write)

    def shop(self, api_url: str, *, afresh: bool = False) -> KnownShop:
        """Return the shop whose API lies there, as remembered or as it is now."""
        known = self._shops.get(api_url)
        if known is None or afresh:
            known = self._shops[api_url] = self._read(api_url)
        return known

    def keep(self, arrival: Arrival, shop: KnownShop) -> bool:
        """Keep a delivery of a shop, durably; says False of one that was here before.

        Raises `ShopChanged` when the shop is no longer as it was known.
        """
        is_new = self._writer.bring(_Incoming(arrival, shop.version))
        if is_new is None:
            raise ShopChanged
        return is_new

    def _read(self, api_url: str) -> KnownShop:
        query = select(Installation, VERSION).where(tables.installations.c.api_url == api_url)
        with self._database.session() as session:
            found = session.execute(query).one_or_none()
        if found is None:
            raise InstallationUnknown
        return KnownShop(*found)

    def _write(self, batch: Sequence[_Incoming]) -> list[bool | None]:
        """Keep a batch; None for those whose shop has changed."""
        rows = self._database.run(self._keep, _written(batch))
        fates = {one: is_new == TRUE for one, is_new in rows}
        return [fates.get(one.arrival.id.encode()) for one in batch]


def _written(batch: Sequence[_Incoming]) -> tuple[bytes, bytes]:
    """Write a batch as all of its bodies in a row, and a note of each delivery.

    Arrays would be built in Python, value by value: seven of them cost more than one piece of JSON.
    """
    notes, start = [], 1
    for known in batch:
        one = known.arrival
        notes.append(
            {
                "id": one.id,
                "shop": one.installation_id,
                "version": known.version,
                "event": one.event,
                "digest": one.digest,
                "received_at": one.received_at.isoformat(),
                "start": start,
                "length": len(one.body),
            }
        )
        start += len(one.body)
    return b"".join(known.arrival.body for known in batch), json.dumps(notes).encode()
