"""Customers have orders, and what happens to them is told to apps that may know."""

import json

import pytest

from saleor_returns_app.sandbox.saleor.subscriptions import problem_in
from tests.sandbox.apps import URL, StubApp
from tests.support.sandbox import SandboxServer

QUERY = """subscription {
  event {
    __typename recipient { id }
    ... on CustomerUpdated { user { id email firstName } }
    ... on CustomerDeleted { user { id email } }
  }
}"""
WHO = "query($id: ID) { user(id: $id) { email } }"
WHOSE = "query($id: ID) { order(id: $id) { userEmail user { id } } }"
EMAIL = "camille@example.com"


@pytest.fixture
def told(sandbox: SandboxServer, stub: StubApp) -> SandboxServer:
    stub.manifest["webhooks"] = [
        {
            "name": "customers",
            "targetUrl": f"{URL}/hooks",
            "asyncEvents": ["CUSTOMER_UPDATED", "CUSTOMER_DELETED"],
            "query": QUERY,
        }
    ]
    stub.manifest["permissions"].append("MANAGE_USERS")
    sandbox.install(f"{URL}/manifest")
    sandbox.place_order(email=EMAIL)
    sandbox.settle()
    return sandbox


class TestACustomer:
    def test_is_told_of_when_changed_and_when_deleted(
        self, told: SandboxServer, stub: StubApp
    ) -> None:
        customer = told.customer_id(EMAIL)

        told.rename_customer(EMAIL, "Camille", "Durand")
        told.settle()
        told.delete_customer(EMAIL)
        told.settle()

        bodies = [json.loads(body) for _, body in stub.hooks]
        assert [body["__typename"] for body in bodies] == ["CustomerUpdated", "CustomerDeleted"]
        assert bodies[1]["user"] == {"id": customer, "email": EMAIL}

    def test_is_told_of_to_none_that_may_not_know(self, told: SandboxServer, stub: StubApp) -> None:
        told.withdraw("MANAGE_USERS")

        told.delete_customer(EMAIL)
        told.settle()

        assert stub.hooks == []

    def test_leaves_the_orders_behind(self, told: SandboxServer) -> None:
        order, customer = told.order(1), told.customer_id(EMAIL)
        before = told.execute(WHOSE, {"id": order.id}, told.app_token).body["data"]["order"]

        told.delete_customer(EMAIL)

        after = told.execute(WHOSE, {"id": order.id}, told.app_token).body["data"]["order"]
        gone = told.execute(WHO, {"id": customer}, told.app_token).body["data"]
        assert before == {"userEmail": EMAIL, "user": {"id": customer}}
        assert after == {"userEmail": EMAIL, "user": None}
        assert gone == {"user": None}

    @pytest.mark.parametrize(
        ("release", "is_known"),
        [((3, 21, 69), False), ((3, 22, 67), False), ((3, 23, 4), False), ((3, 23, 5), True)],
    )
    def test_is_deleted_unheard_before_there_was_a_word_for_it(
        self, release: tuple[int, ...], is_known: bool
    ) -> None:
        assert (problem_in(QUERY, release) is None) is is_known
