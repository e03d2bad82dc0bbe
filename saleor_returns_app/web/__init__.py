"""HTTP for people: the portal, the desk, and what both stand on."""

from flask import Flask
from jinja2 import StrictUndefined

from saleor_returns_app.web import desk, health, portal, receipts
from saleor_returns_app.web.languages import speak_languages
from saleor_returns_app.web.photos import show_photos
from saleor_returns_app.web.policy_words.decisions import teach_decisions
from saleor_returns_app.web.reasons import teach_reasons
from saleor_returns_app.web.words import teach_words


def add_to(app: Flask) -> None:
    """Add the pages and APIs to the application."""
    speak_languages(app)
    teach_words(app)
    teach_reasons(app)
    show_photos(app)
    teach_decisions(app)
    app.jinja_env.undefined = StrictUndefined
    app.register_blueprint(health.blueprint)
    app.register_blueprint(receipts.blueprint)
    portal.add_to(app)
    desk.add_to(app)
