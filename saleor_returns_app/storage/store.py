"""Transactions: everything that one use case sees and changes, committed when it ends well."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta

import psycopg
from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from saleor_returns_app.domain.errors import Unavailable
from saleor_returns_app.domain.ports import Defer, JobCall, JobWaits, ParkedJob
from saleor_returns_app.storage.credit_rows import ExchangeRows, MoneyRuleRows, StoreCreditRows
from saleor_returns_app.storage.customer_rows import CustomerRows
from saleor_returns_app.storage.health_rows import HealthRows
from saleor_returns_app.storage.order_rows import DeliveryRows, OrderFeedRows, OrderRows
from saleor_returns_app.storage.parcel_rows import (
    CarrierConnectionRows,
    CarrierDeliveryRows,
    ParcelRows,
)
from saleor_returns_app.storage.past_order_rows import PastOrderRows
from saleor_returns_app.storage.policy_rows import PolicyDraftRows, PolicyReplayRows, PolicyRows
from saleor_returns_app.storage.problem_rows import ProblemRows
from saleor_returns_app.storage.rates import RateRows
from saleor_returns_app.storage.receipt_rows import ReceiptKeyRows, ReceiptRows
from saleor_returns_app.storage.repositories import (
    FileRows,
    InstallationRows,
    MessageRows,
    OperationRows,
    ParkedJobRows,
)
from saleor_returns_app.storage.restock_rows import RestockRows
from saleor_returns_app.storage.return_rows import ReturnRows
from saleor_returns_app.storage.settlement_rows import DifferenceRows, SettlementRows
from saleor_returns_app.storage.statements import Row, Statements


class DatabaseUnavailable(Unavailable):
    """The database cannot be reached."""

    code = "database_unavailable"


class DatabaseStore:
    """A store on one database session."""

    def __init__(self, session: Session, defer: Defer) -> None:
        self._session, self._defer = session, defer
        self.installations = InstallationRows(session)
        self.policies = PolicyRows(session)
        self.policy_drafts = PolicyDraftRows(session)
        self.policy_replays = PolicyReplayRows(session)
        self.past_orders = PastOrderRows(session)
        self.orders = OrderRows(session)
        self.customers = CustomerRows(session)
        self.order_feeds = OrderFeedRows(session)
        self.deliveries = DeliveryRows(session)
        self.returns = ReturnRows(session)
        self.messages = MessageRows(session)
        self.operations = OperationRows(session)
        self.receipts = ReceiptRows(session)
        self.receipt_keys = ReceiptKeyRows(session)
        self.settlements = SettlementRows(session)
        self.differences = DifferenceRows(session)
        self.restocks = RestockRows(session)
        self.credits = StoreCreditRows(session)
        self.exchanges = ExchangeRows(session)
        self.money_rules = MoneyRuleRows(session)
        self.files = FileRows(session)
        self.carrier_connections = CarrierConnectionRows(session)
        self.parcels = ParcelRows(session)
        self.carrier_deliveries = CarrierDeliveryRows(session)
        self.rates = RateRows(session)
        self.parked_jobs = ParkedJobRows(session)
        self.problems = ProblemRows(session)
        self.health = HealthRows(session)

    def ping(self) -> None:
        """Ask the database for an answer."""
        self._session.execute(text("select 1"))

    def enqueue(
        self,
        job: str,
        *,
        lock: str | None = None,
        after: timedelta | None = None,
        once: bool = False,
        **ids: str,
    ) -> None:
        """Ask for a job on the connection of this very transaction."""
        call = JobCall(job, lock, after, ids, once)
        if not once:
            self._ask_for(call)
            return
        with suppress(JobWaits), self._session.begin_nested():
            self._ask_for(call)

    def resume(self, job: ParkedJob) -> None:
        """Ask for a job that was parked, as it was asked for the first time."""
        self._ask_for(JobCall(job.name, job.lock, None, job.ids))

    def _ask_for(self, call: JobCall) -> None:
        self._session.flush()
        self._defer(self._session.connection().connection.driver_connection, call)


class Database:
    """The way to the database."""

    def __init__(self, url: str, defer: Defer) -> None:
        self.engine = _engine(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._statements = Statements(url)
        self._defer = defer

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()
        self._statements.close()

    @contextmanager
    def transaction(self) -> Iterator[DatabaseStore]:
        """Open a transaction; raises `DatabaseUnavailable` when the database is out of reach."""
        with self.session() as session:
            yield DatabaseStore(session, self._defer)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a bare session in a transaction."""
        with _unavailable_when_down(), self._sessions.begin() as session:
            yield session

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Open a bare connection in a transaction, for what is no part of the domain."""
        with _unavailable_when_down(), self.engine.begin() as connection:
            yield connection

    def run(self, statement: str, parameters: Sequence[bytes]) -> list[Row]:
        """Run one statement as a transaction of its own; it must be one that may run twice."""
        with _unavailable_when_down():
            return self._statements.run(statement, parameters)


@contextmanager
def _unavailable_when_down() -> Iterator[None]:
    try:
        yield
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable from error
    except DBAPIError as error:
        if isinstance(error, OperationalError) or error.connection_invalidated:
            raise DatabaseUnavailable from error
        raise


def _engine(url: str) -> Engine:
    address = make_url(url).set(drivername="postgresql+psycopg")
    # Parameters are people's data: they must not show in an error's text.
    return create_engine(
        address, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True
    )
