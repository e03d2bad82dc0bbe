"""What every door stands on, whether a person or a system comes through it."""

from flask import Flask

from saleor_returns_app.http.addresses import PlainAddresses
from saleor_returns_app.http.problems import answer_problems
from saleor_returns_app.http.request_ids import follow_requests
from saleor_returns_app.http.security import guard_pages
from saleor_returns_app.http.sessions import SessionsOfPeople


def add_to(app: Flask) -> None:
    """Give each request an id, each answer its guards, each refusal its form."""
    app.session_interface = SessionsOfPeople()
    follow_requests(app)
    guard_pages(app)
    answer_problems(app)
    app.wsgi_app = PlainAddresses(app.wsgi_app)  # type: ignore[method-assign]
