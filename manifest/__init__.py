"""How Saleor installs the app: the manifest that it reads, and the registration that it makes."""

from flask import Flask

from manifest.blueprint import blueprint


def add_to(app: Flask) -> None:
    """Add the manifest and the registration to the application."""
    app.register_blueprint(blueprint)
