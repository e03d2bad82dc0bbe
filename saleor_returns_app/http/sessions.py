"""Sessions are for people: systems that call the app bring no cookies and are given none."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

FOR_SYSTEMS = ("/api/webhooks/", "/api/register", "/api/manifest")


class SessionsOfPeople(SecureCookieSessionInterface):
    """Flask's own sessions, but none where other systems come in."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read a person's session; of a system there is none, and it cannot be written to."""
        return None if request.path.startswith(FOR_SYSTEMS) else super().open_session(app, request)
