"""What other systems tell us: verified, kept, answered; everything else is a job."""

from flask import Flask

from saleor_returns_app.http.entry import SERVICES
from webhooks.blueprint import blueprint
from webhooks.door import SaleorsDoor


def add_to(app: Flask) -> None:
    """Add the webhooks' doors to the application."""
    app.register_blueprint(blueprint)
    app.wsgi_app = SaleorsDoor(  # type: ignore[method-assign]
        app.wsgi_app, app.extensions[SERVICES], longest=app.config["MAX_CONTENT_LENGTH"]
    )
