"""A customer is known over several orders, by account and else by e-mail address, and no other is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from saleor_returns_app.domain.case_events import CUSTOMER
from saleor_returns_app.domain.followed_orders import Order, follow_order
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.document import PolicyVersion
from saleor_returns_app.domain.policy.facts import CustomerHistory, EarlierReturn
from saleor_returns_app.domain.policy.history import Look
from saleor_returns_app.domain.ports import Transaction
from saleor_returns_app.storage.encryption import secret_keys
from saleor_returns_app.storage.store import Database
from tests.support.builders import a_policy, a_return, an_installation
from tests.support.memory_store import MemoryStore
from tests.support.orders import NOON, SHIPPED, a_bought_line, a_snapshot

DAY = timedelta(days=1)
CAMILLE = "VXNlcjox"
MAIL = "camille@example.com"


def an_order(
    name: str,
    *,
    days: int = 0,
    customer: str = CAMILLE,
    email: str = MAIL,
    status: str = "FULFILLED",
    shop: str = "shop-1",
    total: int = 3273,
) -> Order:
    """Make an order that was placed some days before the one in question."""
    placed_at = SHIPPED - days * DAY
    line = a_bought_line(f"tee-{name}", total=total)
    snapshot = replace(
        a_snapshot([line], status=status),
        id=f"saleor-{name}",
        number=name,
        placed_at=placed_at,
        email=email,
        customer_id=customer,
    )
    return follow_order(snapshot, id=name, installation_id=shop, policy_version=1, at=NOON)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Return an empty database."""
    secret_keys.use([Fernet.generate_key().decode()])
    made = Database(database_url, lambda *_: None)
    yield made
    made.engine.dispose()


@pytest.fixture(params=["database", "memory"])
def transaction(request: pytest.FixtureRequest) -> Transaction:
    """Return a store with two shops, in the database and in memory: both must answer alike."""
    opened: Transaction = MemoryStore().transaction
    if request.param == "database":
        opened = request.getfixturevalue("database").transaction
    return with_two_shops(opened)


def with_two_shops(transaction: Transaction) -> Transaction:
    for number in ("1", "2"):
        shop = an_installation(id=f"shop-{number}", slug=f"shop-{number}")
        with transaction() as store:
            store.installations.add(shop)
        policy: PolicyVersion = replace(a_policy(), installation_id=shop.id)
        with transaction() as store:
            store.policies.add(policy)
    return transaction


def keep(transaction: Transaction, *orders: Order) -> None:
    with transaction() as store:
        for order in orders:
            store.orders.add_new(order)


def send_back(
    transaction: Transaction, order: Order, number: int, *, at: datetime, cancelled: bool = False
) -> None:
    case = a_return(order, number=f"R-2026-{number:06d}", at=at)
    if cancelled:
        case.cancel(at=at, by=CUSTOMER)
    with transaction() as store:
        store.returns.add(case)


def history(transaction: Transaction, order: Order, *, before: datetime = NOON) -> CustomerHistory:
    with transaction() as store:
        return store.customers.histories("shop-1", [Look(order, before)])[0]


class TestOrdersBefore:
    def test_are_those_of_the_account_whatever_its_address_then(
        self, transaction: Transaction
    ) -> None:
        own = an_order("own")
        keep(
            transaction,
            own,
            an_order("before", days=1),
            an_order("other-address", days=2, email="old@example.com"),
            an_order("guest", days=3, customer="", email="Camille@Example.com"),
            an_order("after", days=-1),
            an_order("cancelled", days=4, status="CANCELED"),
            an_order("other-account-same-address", days=5, customer="VXNlcjoy"),
            an_order("stranger", days=6, customer="VXNlcjoz", email="jonas@example.com"),
            an_order("other-shop", days=7, shop="shop-2"),
        )

        assert history(transaction, own).orders_before == 3

    def test_of_a_guest_are_those_of_the_address(self, transaction: Transaction) -> None:
        own = an_order("own", customer="", email="CAMILLE@example.com")
        keep(
            transaction,
            own,
            an_order("account", days=1),
            an_order("guest", days=2, customer=""),
            an_order("stranger", days=3, customer="", email="jonas@example.com"),
        )

        assert history(transaction, own).orders_before == 2

    def test_without_any_address_are_none(self, transaction: Transaction) -> None:
        own = an_order("own", customer="", email="")
        keep(transaction, own, an_order("nobody", days=1, customer="", email=""))

        assert history(transaction, own) == CustomerHistory()


class TestReturns:
    def test_are_those_of_any_of_his_orders_before_the_moment(
        self, transaction: Transaction
    ) -> None:
        own, earlier = an_order("own"), an_order("earlier", days=3, total=2000)
        stranger = an_order("stranger", days=4, customer="VXNlcjoz", email="jonas@example.com")
        keep(transaction, own, earlier, stranger)
        send_back(transaction, own, 1, at=NOON - DAY)
        send_back(transaction, earlier, 2, at=NOON - 2 * DAY)
        send_back(transaction, earlier, 3, at=NOON - 3 * DAY, cancelled=True)
        send_back(transaction, stranger, 4, at=NOON - DAY)
        send_back(transaction, own, 5, at=NOON)

        assert history(transaction, own).returns == (
            EarlierReturn(NOON - 2 * DAY, Money(2000, "EUR")),
            EarlierReturn(NOON - DAY, Money(3273, "EUR")),
        )


class TestManyLooks:
    def test_are_answered_in_their_order(self, transaction: Transaction) -> None:
        first, second = an_order("first", days=2), an_order("second", days=1)
        stranger = an_order("stranger", customer="VXNlcjoz", email="jonas@example.com")
        keep(transaction, first, second, stranger)
        send_back(transaction, first, 1, at=NOON - DAY)
        looks = [Look(second, NOON), Look(stranger, NOON), Look(first, NOON - 2 * DAY)]

        with transaction() as store:
            found = store.customers.histories("shop-1", looks)

        assert [one.orders_before for one in found] == [1, 0, 0]
        assert [len(one.returns) for one in found] == [1, 0, 0]

    def test_of_nobody_are_no_answers(self, transaction: Transaction) -> None:
        with transaction() as store:
            assert store.customers.histories("shop-1", []) == []


class TestAShopWithManyOrders:
    def test_is_asked_by_index(self, database: Database) -> None:
        keep(with_two_shops(database.transaction), an_order("one"))
        clones = """
          insert into orders (id, installation_id, saleor_id, number, email, postal_codes,
            placed_at, policy_version, snapshot, read_at, shipments, customer_id, status, facts)
          select 'id-' || n, installation_id, 'saleor-' || n, n, n || '@example.com', postal_codes,
            placed_at, policy_version, snapshot, read_at, shipments, 'account-' || n, status, facts
          from orders, generate_series(1, 5000) as n
        """
        question = """
          explain select id from orders where installation_id = 'shop-1'
          and (customer_id = any ('{account-7}') or lower(email) = any ('{9@example.com}'))
        """
        with database.connection() as connection:
            connection.execute(text(clones))
            connection.execute(text("analyze orders"))
            plan = "\n".join(connection.scalars(text(question)))

        assert "ix_orders_installation_id_customer_id" in plan
        assert "ix_orders_installation_id_email" in plan
