"""What other systems tell us: verified, kept, answered; everything else is a job."""

from flask import Flask

from webhooks.blueprint import blueprint


def add_to(app: Flask) -> None:
    """Add the webhooks' doors to the application."""
    app.register_blueprint(blueprint)
