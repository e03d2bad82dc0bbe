"""Every way into the app says whom it lets in."""

import pytest
from flask import Blueprint, Flask

import manifest
import webhooks
from saleor_returns_app import web
from saleor_returns_app.http.entry import (
    SERVICES,
    Entry,
    EntryUndeclared,
    entry_of,
    lets_in,
    open_to_all,
)


@pytest.fixture
def app() -> Flask:
    app = Flask("saleor_returns_app")
    app.config.update(
        PUBLIC_URL="http://returns.test", SECRET_KEY="s" * 32, MAX_CONTENT_LENGTH=1024
    )
    app.extensions[SERVICES] = None
    for part in (web, manifest, webhooks):
        part.add_to(app)
    return app


class TestEveryRoute:
    def test_declares_whom_it_lets_in(self, app: Flask) -> None:
        for rule in app.url_map.iter_rules():
            assert entry_of(app, rule.endpoint) in Entry, rule

    def test_of_a_shopper_or_of_staff_is_closed_to_everybody_else(self, app: Flask) -> None:
        guarded = {
            rule.endpoint.partition(".")[0]
            for rule in app.url_map.iter_rules()
            if entry_of(app, rule.endpoint) in (Entry.SHOPPER, Entry.STAFF)
        }

        assert {"portal", "portal_api"} <= guarded
        assert all(app.before_request_funcs.get(name) for name in guarded)


class TestEntryOf:
    def test_prefers_what_the_view_declares(self) -> None:
        app, blueprint = Flask("x"), Blueprint("b", __name__)
        lets_in(blueprint, Entry.SHOPPER)
        blueprint.add_url_rule("/open", "open", open_to_all(lambda: ""))
        blueprint.add_url_rule("/shut", "shut", lambda: "")
        app.register_blueprint(blueprint)

        assert entry_of(app, "b.open") is Entry.PUBLIC
        assert entry_of(app, "b.shut") is Entry.SHOPPER

    def test_finds_what_was_forgotten(self) -> None:
        app = Flask("x")
        app.add_url_rule("/", "forgotten", lambda: "")

        with pytest.raises(EntryUndeclared):
            entry_of(app, "forgotten")
