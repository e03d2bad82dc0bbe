"""Queries, metadata and an app's own webhooks."""

from typing import Any

import pytest

from tests.sandbox.apps import QUERY, URL
from tests.support.sandbox import PlacedOrder, SandboxServer

LIST = """query($after:String,$filter:OrderFilterInput){
  orders(first:2,after:$after,filter:$filter,sortBy:{field:CREATED_AT,direction:ASC}){
    totalCount pageInfo{hasNextPage endCursor} edges{node{number}}}}"""
SET = """mutation($id:ID!,$i:[MetadataInput!]!){updatePrivateMetadata(id:$id,input:$i){
  errors{code} item{privateMetafield(key:"returns") privateMetadata{key value}}}}"""
DELETE = """mutation($id:ID!){deletePrivateMetadata(id:$id,keys:["returns"]){
  errors{code} item{privateMetadata{key}}}}"""
CREATE = "mutation($i:WebhookCreateInput!){webhookCreate(input:$i){webhook{id} errors{code}}}"
UPDATE = """mutation($id:ID!,$i:WebhookUpdateInput!){
  webhookUpdate(id:$id,input:$i){webhook{isActive} errors{field code}}}"""
REMOVE = "mutation($id:ID!){webhookDelete(id:$id){webhook{id} errors{code}}}"


def _data(sandbox: SandboxServer, query: str, **variables: Any) -> Any:
    answer = sandbox.execute(query, variables, sandbox.app_token)
    assert "errors" not in answer.body, answer.body
    return answer.body["data"]


class TestOrders:
    def test_come_in_pages(self, installed: SandboxServer) -> None:
        for days in (3, 2, 1):
            installed.place_order(days_ago=days, fulfilled=False)

        first = _data(installed, LIST)["orders"]
        second = _data(installed, LIST, after=first["pageInfo"]["endCursor"])["orders"]

        assert first["totalCount"] == 3
        assert [edge["node"]["number"] for edge in first["edges"]] == ["1", "2"]
        assert first["pageInfo"]["hasNextPage"]
        assert [edge["node"]["number"] for edge in second["edges"]] == ["3"]
        assert not second["pageInfo"]["hasNextPage"]

    def test_are_found_by_what_is_asked(self, installed: SandboxServer) -> None:
        old = installed.place_order(days_ago=40, email="old@example.com")
        new = installed.place_order(days_ago=1, email="new@example.com", fulfilled=False)
        day = new.model.created.date().isoformat()

        def numbers(**wanted: Any) -> list[str]:
            edges = _data(installed, LIST, filter=wanted)["orders"]["edges"]
            return [edge["node"]["number"] for edge in edges]

        assert numbers(numbers=[old.number]) == [old.number]
        assert numbers(ids=[new.id]) == [new.number]
        assert numbers(customer="OLD@") == [old.number]
        assert numbers(created={"gte": day}) == [new.number]
        assert numbers(updatedAt={"gte": new.model.updated.isoformat()}) == [new.number]

    def test_need_a_limit(self, installed: SandboxServer) -> None:
        query = "{orders{edges{node{id}}}}"

        answer = installed.execute(query, {}, installed.app_token)

        assert "provide a `first` or `last`" in answer.body["errors"][0]["message"]

    def test_are_found_by_external_reference(self, installed: SandboxServer) -> None:
        order = installed.place_order(external_reference="web-7")

        found = _data(installed, '{order(externalReference:"web-7"){id}}')

        assert found["order"]["id"] == order.id


class TestMetadata:
    @pytest.fixture
    def order(self, installed: SandboxServer) -> PlacedOrder:
        return installed.place_order()

    def test_is_kept_and_removed(self, installed: SandboxServer, order: PlacedOrder) -> None:
        for target in (order.id, order.line_ids[0], order.fulfillment_ids[0], installed.app_id):
            item = {"key": "returns", "value": "R-1"}
            kept = _data(installed, SET, id=target, i=[item])["updatePrivateMetadata"]
            gone = _data(installed, DELETE, id=target)["deletePrivateMetadata"]

            assert kept["item"] == {"privateMetafield": "R-1", "privateMetadata": [item]}
            assert gone == {"errors": [], "item": {"privateMetadata": []}}

    def test_needs_a_key(self, installed: SandboxServer, order: PlacedOrder) -> None:
        answer = _data(installed, SET, id=order.id, i=[{"key": " ", "value": ""}])

        assert answer["updatePrivateMetadata"]["errors"] == [{"code": "REQUIRED"}]


class TestOwnWebhooks:
    def test_can_be_changed_by_the_app(self, installed: SandboxServer) -> None:
        new = {"name": "more", "targetUrl": f"{URL}/more", "query": QUERY}
        made = _data(installed, CREATE, i=new)["webhookCreate"]["webhook"]["id"]
        assert installed.app.webhooks[1].async_events == ["ORDER_UPDATED", "ORDER_REFUNDED"]

        changed = _data(installed, UPDATE, id=made, i={"isActive": False})["webhookUpdate"]
        wrong = _data(installed, UPDATE, id=made, i={"query": "subscription{event{moon}}"})
        _data(installed, REMOVE, id=made)

        assert changed == {"webhook": {"isActive": False}, "errors": []}
        assert wrong["webhookUpdate"]["errors"] == [{"field": "query", "code": "INVALID"}]
        assert [webhook.name for webhook in installed.app.webhooks] == ["orders"]
