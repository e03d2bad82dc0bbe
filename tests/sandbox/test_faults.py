"""Mishaps happen when ordered, and every call is on record."""

import pytest
import requests

from tests.support.sandbox import PlacedOrder, SandboxServer

NOTE = """mutation AddNote($o:ID!){
  orderNoteAdd(order:$o,input:{message:"Hello"}){event{id} errors{field message code}}}"""


@pytest.fixture
def order(installed: SandboxServer) -> PlacedOrder:
    return installed.place_order()


def _send(sandbox: SandboxServer, order: PlacedOrder) -> requests.Response:
    return requests.post(
        sandbox.api_url,
        json={"query": NOTE, "variables": {"o": order.id}},
        headers={"Authorization": f"Bearer {sandbox.app_token}"},
        timeout=5,
    )


class TestFaults:
    @pytest.mark.parametrize(("effect", "done"), [("lost_after", 1), ("lost_before", 0)])
    def test_lose_the_answer(
        self, installed: SandboxServer, order: PlacedOrder, effect: str, done: int
    ) -> None:
        installed.faults.add("orderNoteAdd", effect)

        with pytest.raises(requests.ConnectionError):
            _send(installed, order)

        assert len(order.notes) == done
        assert _send(installed, order).status_code == 200
        assert installed.calls.count("orderNoteAdd") == installed.calls.count("AddNote") == 2

    @pytest.mark.parametrize(("effect", "status"), [("http_500", 500), ("http_503", 503)])
    def test_break_the_server(
        self, installed: SandboxServer, order: PlacedOrder, effect: str, status: int
    ) -> None:
        installed.faults.add("AddNote", effect, times=2)

        assert [_send(installed, order).status_code for _ in range(3)] == [status, status, 200]
        assert len(order.notes) == 1

    @pytest.mark.parametrize(
        ("effect", "done"), [("internal_error", 0), ("internal_error_after", 1)]
    )
    def test_break_the_mutation(
        self, installed: SandboxServer, order: PlacedOrder, effect: str, done: int
    ) -> None:
        installed.faults.add("orderNoteAdd", effect)

        body = _send(installed, order).json()

        assert body["errors"][0]["message"] == "Internal Server Error"
        assert body["data"] == {"orderNoteAdd": None}
        assert len(order.notes) == done

    def test_refuse_with_a_code(self, installed: SandboxServer, order: PlacedOrder) -> None:
        installed.faults.add("orderNoteAdd", "refuse", code="REQUIRED", field="message")

        answer = _send(installed, order).json()["data"]["orderNoteAdd"]

        assert answer["event"] is None
        assert answer["errors"][0]["code"] == "REQUIRED"
