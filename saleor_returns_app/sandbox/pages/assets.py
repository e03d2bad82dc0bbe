"""Style sheets, scripts and the pictures of the products."""

from importlib.resources import files

from flask import Blueprint, Response, abort

from saleor_returns_app.sandbox.catalogue import PRODUCTS

KEYS = {product.key for product in PRODUCTS}


def asset_pages() -> Blueprint:
    """Make the routes."""
    pages = Blueprint(
        "assets",
        __name__,
        static_folder="static",
        static_url_path="/sandbox-static",
        template_folder="templates",
    )

    @pages.get("/media/<name>.svg")
    def picture(name: str) -> Response:
        if name not in KEYS:
            abort(404)
        drawing = files("saleor_returns_app.sandbox").joinpath("pictures", f"{name}.svg")
        answer = Response(drawing.read_bytes(), mimetype="image/svg+xml")
        answer.headers["Cache-Control"] = "public, max-age=3600"
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    return pages
