"""The levers of the demo runner, for callers on this machine only."""

from ipaddress import ip_address
from typing import Any

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue

from saleor_returns_app.sandbox.demo import load_demo_orders
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.install import InstallationFailed
from saleor_returns_app.sandbox.world import SHOP_SLUG, Sandbox


def control_pages(sandbox: Sandbox) -> Blueprint:
    """Make the routes."""
    pages = Blueprint("control", __name__, url_prefix="/control")

    @pages.before_request
    def only_from_here() -> None:
        address = request.remote_addr
        if address and not ip_address(address).is_loopback:
            abort(403)

    @pages.get("/state")
    def state() -> ResponseReturnValue:
        return jsonify(_state(sandbox))

    @pages.post("/install")
    def install() -> ResponseReturnValue:
        posted = _posted()
        url, app = str(posted.get("manifest_url", "")), sandbox.app
        if app and app.manifest_url == url and not posted.get("again"):
            return jsonify(_state(sandbox) | {"already": True})
        try:
            sandbox.installer.install(url)
        except InstallationFailed as failure:
            return jsonify({"error": str(failure)}), 422
        return jsonify(_state(sandbox) | {"already": False}), 201

    @pages.post("/shop")
    def shop() -> ResponseReturnValue:
        try:
            sandbox.tell_shop(str(_posted().get("slug", "")))
        except ValueError as error:
            return jsonify({"error": str(error)}), 422
        return jsonify(_state(sandbox))

    @pages.post("/demo-orders")
    def demo_orders() -> ResponseReturnValue:
        loaded = load_demo_orders(sandbox)
        return jsonify(_state(sandbox) | {"already": not loaded})

    @pages.post("/payment-behaviour")
    def payment_behaviour() -> ResponseReturnValue:
        posted = _posted()
        number = posted.get("order")
        order = sandbox.saleor.order_numbered(number) if number else None
        try:
            sandbox.set_payment_behaviour(str(posted.get("behaviour", "")), order)
        except ValueError as error:
            return jsonify({"error": str(error)}), 422
        return jsonify(_state(sandbox))

    @pages.post("/sendcloud-webhook")
    def sendcloud_webhook() -> ResponseReturnValue:
        posted = _posted()
        url, key = str(posted.get("url", "")), str(posted.get("key", ""))
        if not url.startswith(("http://", "https://")) or not key:
            return jsonify({"error": "A webhook needs a url and a key."}), 422
        sandbox.sendcloud.hooks.point_at(url, key)
        return jsonify(_state(sandbox))

    @pages.post("/faults")
    def faults() -> ResponseReturnValue:
        posted = _posted()
        operation, effect = str(posted.pop("operation", "")), str(posted.pop("effect", ""))
        try:
            sandbox.faults.add(operation, effect, **posted)
        except (TypeError, ValueError) as error:
            return jsonify({"error": str(error)}), 422
        return jsonify(_state(sandbox))

    return pages


def _posted() -> dict[str, Any]:
    posted = request.get_json(silent=True)
    return posted if isinstance(posted, dict) else {}


def _state(sandbox: Sandbox) -> dict[str, Any]:
    app, facts = sandbox.app, sandbox.saleor.facts
    return {
        "installed": app is not None,
        "app_id": global_id("App", app.pk) if app else None,
        "app_name": app.name if app else None,
        "manifest_url": app.manifest_url if app else None,
        "api_url": sandbox.settings.api_url,
        "saleor_version": sandbox.settings.saleor_version,
        "shop_slug": facts.get(SHOP_SLUG),
        "orders": len(sandbox.saleor.orders),
        "payment_behaviour": facts.get("payment_behaviour", "approve"),
        "refunds_paid": len(sandbox.books.all()),
        "sendcloud": _sendcloud(sandbox),
    }


def _sendcloud(sandbox: Sandbox) -> dict[str, Any]:
    settings, target = sandbox.settings, sandbox.sendcloud.hooks.target
    return {
        "url": settings.sendcloud_url,
        "public_key": settings.sendcloud_public_key,
        "secret_key": settings.sendcloud_secret_key,
        "webhook_url": target.url if target else None,
        "returns": len(sandbox.sendcloud.returns),
    }
