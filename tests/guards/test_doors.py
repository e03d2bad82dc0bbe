"""Every door says who may come in, and keeps to it."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from saleor_returns_app.http.entry import Entry, EntryUndeclared, entry_of
from tests.support.whole_app import WholeApp

BESIDE_THE_POINT = {"HEAD", "OPTIONS"}

# A change in this table is a change in who may do what: make it knowingly.
DOORS = {
    "GET /": Entry.PUBLIC,
    "GET /healthz": Entry.PUBLIC,
    "GET /healthz/address": Entry.PUBLIC,
    "POST /healthz/address": Entry.PUBLIC,
    "GET /readyz": Entry.PUBLIC,
    "GET /.well-known/returns-receipt-keys.json": Entry.PUBLIC,
    "GET /receipts/<id>": Entry.PUBLIC,
    "GET /receipts/<id>/<token>": Entry.PUBLIC,
    "GET /api/portal/v1/receipts/<token>": Entry.PUBLIC,
    "GET /portal/<shop>/returns/<number>/receipt": Entry.SHOPPER,
    "GET /portal/<shop>/returns/<number>/receipt.<any(pdf, json):form>": Entry.SHOPPER,
    "GET /api/desk/v1/returns/<number>/receipt.<any(pdf, json):form>": Entry.STAFF,
    "GET /static/<path:filename>": Entry.PUBLIC,
    "GET /api/manifest": Entry.PUBLIC,
    "POST /api/register": Entry.PUBLIC,
    "POST /api/webhooks/saleor/<event>": Entry.SALEOR_SIGNATURE,
    "POST /api/webhooks/carriers/<carrier>/<installation>": Entry.CARRIER_SIGNATURE,
    "GET /api/portal/v1/openapi.json": Entry.PUBLIC,
    "GET /api/portal/v1/shops/<shop>": Entry.PUBLIC,
    "POST /api/portal/v1/shops/<shop>/orders/find": Entry.PUBLIC,
    "GET /api/portal/v1/labels/<token>": Entry.PUBLIC,
    "GET /api/portal/v1/order": Entry.SHOPPER,
    "POST /api/portal/v1/offers": Entry.SHOPPER,
    "POST /api/portal/v1/photos": Entry.SHOPPER,
    "GET /api/portal/v1/photos/<token>": Entry.PUBLIC,
    "POST /api/portal/v1/quotes": Entry.SHOPPER,
    "POST /api/portal/v1/service-points": Entry.SHOPPER,
    "GET /api/portal/v1/pickup-days": Entry.SHOPPER,
    "POST /api/portal/v1/replacements": Entry.SHOPPER,
    "POST /api/portal/v1/returns": Entry.SHOPPER,
    "GET /api/portal/v1/returns/<number>": Entry.SHOPPER,
    "POST /api/portal/v1/returns/<number>/cancel": Entry.SHOPPER,
    "POST /api/portal/v1/returns/<number>/answer": Entry.SHOPPER,
    "POST /portal/<shop>/returns/<number>/answer": Entry.SHOPPER,
    "GET /desk/returns/<number>/inspect": Entry.PUBLIC,
    "GET /desk/parts/returns/<number>/inspect": Entry.STAFF,
    "POST /desk/parts/returns/<number>/inspect": Entry.STAFF,
    "POST /desk/parts/returns/<number>/inspect/preview": Entry.STAFF,
    "POST /api/desk/v1/returns/<number>/inspect/preview": Entry.STAFF,
    "POST /api/desk/v1/returns/<number>/photos": Entry.STAFF,
    "POST /api/desk/v1/returns/<number>/restock": Entry.STAFF,
    "POST /desk/parts/returns/<number>/restock": Entry.STAFF,
    "POST /desk/parts/features/restocking/warehouse": Entry.STAFF,
    "GET /portal/<shop>/": Entry.PUBLIC,
    "POST /portal/<shop>/": Entry.PUBLIC,
    "GET /portal/<shop>/<path:rest>": Entry.PUBLIC,
    "POST /portal/<shop>/leave": Entry.PUBLIC,
    "GET /portal/<shop>/order": Entry.SHOPPER,
    "POST /portal/<shop>/order": Entry.SHOPPER,
    "POST /portal/<shop>/order/total": Entry.SHOPPER,
    "GET /portal/<shop>/photos": Entry.SHOPPER,
    "POST /portal/<shop>/photos": Entry.SHOPPER,
    "GET /portal/<shop>/options": Entry.SHOPPER,
    "POST /portal/<shop>/options": Entry.SHOPPER,
    "GET /portal/<shop>/review": Entry.SHOPPER,
    "POST /portal/<shop>/review": Entry.SHOPPER,
    "GET /portal/<shop>/returns/<number>": Entry.SHOPPER,
    "GET /portal/<shop>/returns/<number>/done": Entry.SHOPPER,
    "GET /portal/<shop>/returns/<number>/label": Entry.SHOPPER,
    "POST /portal/<shop>/returns/<number>/cancel": Entry.SHOPPER,
    "GET /desk/": Entry.PUBLIC,
    "GET /desk/features": Entry.PUBLIC,
    "GET /desk/carriers": Entry.PUBLIC,
    "GET /desk/returns/<number>": Entry.PUBLIC,
    "POST /desk/parts/returns/<number>/parcels/<act>": Entry.STAFF,
    "GET /desk/parts/carriers": Entry.STAFF,
    "POST /desk/parts/carriers/<carrier>": Entry.STAFF,
    "POST /desk/parts/carriers/<carrier>/check": Entry.STAFF,
    "POST /desk/parts/carriers/<carrier>/webhook-key": Entry.STAFF,
    "POST /desk/parts/carriers/<carrier>/webhook-key/newest": Entry.STAFF,
    "POST /desk/parts/carriers/<carrier>/disconnect": Entry.STAFF,
    "GET /desk/parts/features": Entry.STAFF,
    "POST /desk/parts/features/<feature>/<any(on, off):wanted>": Entry.STAFF,
    "GET /desk/policies": Entry.PUBLIC,
    "GET /desk/policies/<path:rest>": Entry.PUBLIC,
    "GET /desk/parts/policies": Entry.STAFF,
    "GET /desk/parts/policies/versions/<int:version>": Entry.STAFF,
    "POST /desk/parts/policies/versions/<int:version>/roll-back": Entry.STAFF,
    "GET /desk/parts/policies/differences": Entry.STAFF,
    "POST /desk/parts/policies/drafts": Entry.STAFF,
    "GET /desk/parts/policies/drafts/<draft>": Entry.STAFF,
    "GET /desk/parts/policies/drafts/<draft>/publish": Entry.STAFF,
    "POST /desk/parts/policies/drafts/<draft>/publish": Entry.STAFF,
    "POST /desk/parts/policies/drafts/<draft>/discard": Entry.STAFF,
    "POST /desk/parts/policies/drafts/<draft>/restore": Entry.STAFF,
    "POST /desk/parts/policies/drafts/<draft>/replays": Entry.STAFF,
    "GET /desk/parts/policies/try": Entry.STAFF,
    "GET /desk/parts/policies/replays/<replay>": Entry.STAFF,
    "POST /desk/parts/policies/replays/<replay>/cancel": Entry.STAFF,
    "GET /desk/parts/widgets/home": Entry.STAFF,
    "GET /desk/parts/widgets/order": Entry.STAFF,
    "GET /desk/parts/widgets/customer": Entry.STAFF,
    "POST /desk/parts/widgets/session": Entry.STAFF,
    "GET /desk/widgets/<any(order, customer, home):kind>": Entry.PUBLIC,
    "GET /desk/popups/<any(order, customer):kind>": Entry.PUBLIC,
    "GET /desk/parts/money-rules": Entry.STAFF,
    "POST /desk/parts/money-rules": Entry.STAFF,
    "GET /api/desk/v1/money-rules": Entry.STAFF,
    "PUT /api/desk/v1/money-rules": Entry.STAFF,
    "GET /desk/parts/exchanges/<number>/choices": Entry.STAFF,
    "GET /api/desk/v1/exchanges/<number>/choices": Entry.STAFF,
    "GET /api/desk/v1/exchanges/<number>": Entry.STAFF,
    "GET /desk/money": Entry.PUBLIC,
    "GET /desk/parts/money": Entry.STAFF,
    "POST /desk/parts/money/reconcile": Entry.STAFF,
    "POST /desk/parts/money/<number>/<act>": Entry.STAFF,
    "GET /api/desk/v1/money": Entry.STAFF,
    "POST /api/desk/v1/money/reconcile": Entry.STAFF,
    "POST /api/desk/v1/money/<number>/<act>": Entry.STAFF,
    "GET /desk/health": Entry.PUBLIC,
    "GET /desk/parts/health": Entry.STAFF,
    "POST /desk/parts/health/repair": Entry.STAFF,
    "POST /desk/parts/health/problems/<problem_id>/solved": Entry.STAFF,
    "GET /desk/parts/returns": Entry.STAFF,
    "GET /desk/parts/returns/<number>": Entry.STAFF,
    "POST /desk/parts/returns/<number>/<act>": Entry.STAFF,
    "GET /api/desk/v1/returns": Entry.STAFF,
    "GET /api/desk/v1/shop": Entry.STAFF,
    "GET /api/desk/v1/health": Entry.STAFF,
    "POST /api/desk/v1/health/repair": Entry.STAFF,
    "GET /api/desk/v1/returns/<number>": Entry.STAFF,
    "GET /api/desk/v1/returns/<number>/label": Entry.STAFF,
    "POST /api/desk/v1/returns/<number>/<act>": Entry.STAFF,
    "GET /api/desk/v1/returns/<number>/parcels": Entry.STAFF,
    "POST /api/desk/v1/returns/<number>/parcels/<act>": Entry.STAFF,
    "GET /api/desk/v1/carriers": Entry.STAFF,
    "PUT /api/desk/v1/carriers/<carrier>": Entry.STAFF,
    "DELETE /api/desk/v1/carriers/<carrier>": Entry.STAFF,
    "POST /api/desk/v1/carriers/<carrier>/check": Entry.STAFF,
    "POST /api/desk/v1/carriers/<carrier>/webhook-key": Entry.STAFF,
    "DELETE /api/desk/v1/carriers/<carrier>/webhook-key": Entry.STAFF,
    "GET /api/desk/v1/policies/schema.json": Entry.PUBLIC,
    "GET /api/desk/v1/policies": Entry.STAFF,
    "GET /api/desk/v1/policies/catalogue": Entry.STAFF,
    "GET /api/desk/v1/policies/versions/<int:version>": Entry.STAFF,
    "POST /api/desk/v1/policies/versions/<int:version>/roll-back": Entry.STAFF,
    "GET /api/desk/v1/policies/differences": Entry.STAFF,
    "POST /api/desk/v1/policies/drafts": Entry.STAFF,
    "GET /api/desk/v1/policies/drafts/<draft>": Entry.STAFF,
    "PUT /api/desk/v1/policies/drafts/<draft>": Entry.STAFF,
    "POST /api/desk/v1/policies/drafts/<draft>/discard": Entry.STAFF,
    "POST /api/desk/v1/policies/drafts/<draft>/restore": Entry.STAFF,
    "POST /api/desk/v1/policies/drafts/<draft>/publish": Entry.STAFF,
    "POST /api/desk/v1/policies/drafts/<draft>/replays": Entry.STAFF,
    "POST /api/desk/v1/policies/lint": Entry.STAFF,
    "POST /api/desk/v1/policies/try": Entry.STAFF,
    "GET /api/desk/v1/policies/replays": Entry.STAFF,
    "GET /api/desk/v1/policies/replays/<replay>": Entry.STAFF,
    "GET /api/desk/v1/policies/replays/<replay>/report.csv": Entry.STAFF,
    "POST /api/desk/v1/policies/replays/<replay>/cancel": Entry.STAFF,
}


def doors(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Name every route by its method and rule."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - BESIDE_THE_POINT):
            yield f"{method} {rule.rule}", rule


def knock(app: WholeApp, door: str, rule: Rule, **headers: str) -> TestResponse:
    """Call a route with words that fit its address, and with no proof of anything."""
    words = {
        "shop": app.shop.slug,
        "number": "R-2026-000001",
        "act": "approve",
        "event": "order_updated",
        "kind": "order",
        "problem_id": "a-problem",
        "feature": "forget_customers",
        "wanted": "on",
        "version": 1,
        "draft": "a-draft",
        "rest": "try",
        "replay": "a-replay",
        "form": "pdf",
        "carrier": "sendcloud",
        "installation": "a-shop",
    }
    asked: dict[str, Any] = {name: words[name] for name in rule.arguments}
    with app.flask.test_request_context():
        path = app.flask.url_for(rule.endpoint, **asked)
    return app.client.open(path, method=door.split()[0], headers=headers)


class TestEveryDoor:
    def test_says_who_may_come_in(self, app: WholeApp) -> None:
        declared = {door: entry_of(app.flask, rule.endpoint) for door, rule in doors(app.flask)}

        assert declared == DOORS

    def test_that_says_nothing_is_found(self) -> None:
        bare = Flask("bare")
        bare.add_url_rule("/open", "open", lambda: "")

        with pytest.raises(EntryUndeclared):
            entry_of(bare, "open")


class TestWithoutProof:
    def test_staff_and_storefront_doors_answer_401(self, app: WholeApp) -> None:
        closed = {Entry.STAFF, Entry.SHOPPER}
        answers = {
            door: knock(app, door, rule).status_code
            for door, rule in doors(app.flask)
            if DOORS[door] in closed and not rule.rule.startswith("/portal/")
        }

        assert len(answers) > 10
        assert set(answers.values()) == {401}, answers

    def test_another_shops_name_opens_no_staff_door(self, app: WholeApp) -> None:
        answers = {
            door: knock(app, door, rule, Authorization=f"Bearer {app.saleor.app_token}").status_code
            for door, rule in doors(app.flask)
            if DOORS[door] is Entry.STAFF
        }

        assert set(answers.values()) == {401}, answers

    def test_a_shoppers_pages_lead_back_to_the_search(self, app: WholeApp) -> None:
        search = f"/portal/{app.shop.slug}/"
        answers = {
            door: knock(app, door, rule)
            for door, rule in doors(app.flask)
            if DOORS[door] is Entry.SHOPPER and rule.rule.startswith("/portal/")
        }

        for door, answer in answers.items():
            if door.startswith("GET"):
                assert (answer.status_code, answer.location) == (303, search), door
            else:  # Refused even earlier: the form is none of ours.
                assert answer.status_code == 400, door

    def test_a_webhook_answers_401(self, app: WholeApp) -> None:
        signed = {
            door: knock(
                app, door, rule, Saleor_Event="order_updated", Saleor_Api_Url=app.saleor.api_url
            ).status_code
            for door, rule in doors(app.flask)
            if DOORS[door] is Entry.SALEOR_SIGNATURE
        }

        assert signed == {"POST /api/webhooks/saleor/<event>": 401}
