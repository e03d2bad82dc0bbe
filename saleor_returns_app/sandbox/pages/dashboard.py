"""The pretend Dashboard: orders as staff see them, and what staff do with them."""

from decimal import Decimal, InvalidOperation
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saleor_returns_app.sandbox.pages.framing import Framing
from saleor_returns_app.sandbox.pages.visitor import (
    Visitor,
    read_visitor,
    refuse_strangers,
    remember_choice,
)
from saleor_returns_app.sandbox.saleor import parcels
from saleor_returns_app.sandbox.saleor.behaviours import DESCRIPTIONS, PaymentBehaviour
from saleor_returns_app.sandbox.saleor.ids import global_id, key_of
from saleor_returns_app.sandbox.saleor.instance import PAYMENT_APP, Principal
from saleor_returns_app.sandbox.saleor.ledger import amounts, grant_status, newest_first, sums
from saleor_returns_app.sandbox.saleor.model import Order
from saleor_returns_app.sandbox.saleor.people import COUNTRIES, STAFF
from saleor_returns_app.sandbox.saleor.refunds import request_refund
from saleor_returns_app.sandbox.saleor.refusals import Refused
from saleor_returns_app.sandbox.saleor.tokens import staff_principal
from saleor_returns_app.sandbox.world import Sandbox

ORDERS, USERS = "MANAGE_ORDERS", "MANAGE_USERS"
HOME_HAS_WIDGETS = (3, 23)


def dashboard_pages(sandbox: Sandbox) -> Blueprint:
    """Make the routes."""
    pages = Blueprint("dashboard", __name__, url_prefix="/dashboard")
    pages.before_request(refuse_strangers)
    desk = _Desk(sandbox)

    @pages.context_processor
    def surroundings() -> dict[str, Any]:
        return surroundings_of(sandbox, read_visitor())

    pages.add_url_rule("/", view_func=desk.home)
    pages.add_url_rule("/customers", view_func=desk.customers)
    pages.add_url_rule("/customers/<customer_id>", view_func=desk.customer)
    pages.add_url_rule("/orders", view_func=desk.orders)
    pages.add_url_rule("/orders/", view_func=desk.orders, endpoint="orders_slash")
    pages.add_url_rule("/orders/<order_id>", view_func=desk.order)
    pages.add_url_rule("/orders/<order_id>/<action>", view_func=desk.act, methods=["POST"])
    pages.add_url_rule("/choices", view_func=desk.choose, methods=["POST"])
    return pages


def surroundings_of(sandbox: Sandbox, visitor: Visitor) -> dict[str, Any]:
    """Return what every page of the Dashboard shows around its content."""
    links = []
    for app in sandbox.saleor.apps.values():
        for extension in app.extensions:
            allowed = set(extension.permissions) <= set(visitor.staff.permissions)
            if extension.mount.upper() == "NAVIGATION_ORDERS" and allowed:
                links.append({"label": extension.label, "app": app, "extension": extension})
    return {
        "visitor": visitor,
        "staff_users": STAFF,
        "shop_name": sandbox.settings.shop_name,
        "saleor_version": sandbox.settings.saleor_version,
        "app_links": links,
        "has_home": sandbox.settings.minor >= HOME_HAS_WIDGETS,
        "global_id": global_id,
        "countries": COUNTRIES,
        "frame": Framing(sandbox.settings).frame,
    }


class _Desk:
    """The views on orders."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._saleor = sandbox.saleor

    def home(self) -> ResponseReturnValue:
        """Show the widgets of the home page, which Dashboards have from 3.23 on."""
        widgets = _placed(self._saleor.apps.values(), "HOMEPAGE_WIDGETS", read_visitor())
        if self._saleor.settings.minor < HOME_HAS_WIDGETS or not widgets:
            return redirect(url_for("dashboard.orders"))
        return render_template("dashboard/home.html", widgets=widgets)

    def customers(self) -> ResponseReturnValue:
        if USERS not in read_visitor().staff.permissions:
            return render_template("dashboard/closed.html", permission=USERS), 403
        customers = sorted(self._saleor.customers.values(), key=lambda one: one.name)
        return render_template("dashboard/customers.html", customers=customers)

    def customer(self, customer_id: str) -> ResponseReturnValue:
        visitor = read_visitor()
        if USERS not in visitor.staff.permissions:
            return render_template("dashboard/closed.html", permission=USERS), 403
        found = self._saleor.customers.get(int(key_of("User", customer_id) or 0))
        customer = found or abort(404)
        apps = self._saleor.apps.values()
        return render_template(
            "dashboard/customer.html",
            customer=customer,
            orders=[one for one in self._saleor.orders.values() if one.customer == customer.pk],
            widgets=_placed(apps, "CUSTOMER_DETAILS_WIDGETS", visitor),
            actions=_placed(apps, "CUSTOMER_DETAILS_MORE_ACTIONS", visitor),
        )

    def orders(self) -> ResponseReturnValue:
        visitor = read_visitor()
        if ORDERS not in visitor.staff.permissions:
            return render_template("dashboard/closed.html", permission=ORDERS), 403
        orders = sorted(self._saleor.orders.values(), key=lambda o: o.created, reverse=True)
        return render_template("dashboard/orders.html", orders=orders, sums=sums)

    def order(self, order_id: str) -> ResponseReturnValue:
        visitor = read_visitor()
        if ORDERS not in visitor.staff.permissions:
            return render_template("dashboard/closed.html", permission=ORDERS), 403
        order = self._order(order_id)
        apps = self._saleor.apps
        return render_template(
            "dashboard/order.html",
            order=order,
            sums=sums(order),
            amounts=amounts,
            newest_first=newest_first,
            grant_status=grant_status,
            apps=apps,
            staff_names={staff.pk: staff.name for staff in STAFF},
            behaviours=DESCRIPTIONS,
            widgets=_placed(apps.values(), "ORDER_DETAILS_WIDGETS", visitor),
            actions=_placed(apps.values(), "ORDER_DETAILS_MORE_ACTIONS", visitor),
            left=sum(line.quantity - line.quantity_fulfilled for line in order.lines),
            payment_app=self._saleor.app_named(PAYMENT_APP),
        )

    def act(self, order_id: str, action: str) -> ResponseReturnValue:
        staff = read_visitor().staff
        order = self._order(order_id)
        if ORDERS not in staff.permissions:
            abort(403)
        run = getattr(self, f"_{action}_order", None)
        if run is None:
            abort(404)
        try:
            with self._saleor.change():
                run(order, staff_principal(staff))
        except Refused as refused:
            flash(refused.errors[0]["message"], "error")
        return redirect(url_for("dashboard.order", order_id=order_id))

    def choose(self) -> ResponseReturnValue:
        answer = redirect(_back())
        for name, value in request.form.items():
            remember_choice(answer, name, value)
        return answer

    def _order(self, order_id: str) -> Order:
        order = self._saleor.orders.get(key_of("Order", order_id) or "")
        return order or self._saleor.order_numbered(order_id) or abort(404)

    def _send_order(self, order: Order, by: Principal) -> None:
        number = request.form.get("tracking_number", "").strip()
        parcels.fulfil(self._saleor, order, by, tracking_number=number)

    def _track_order(self, order: Order, by: Principal) -> None:
        pk = request.form.get("parcel", "")
        parcel = next((item for item in order.fulfillments if str(item.pk) == pk), None)
        if parcel:
            number = request.form.get("tracking_number", "").strip()
            parcels.set_tracking_number(self._saleor, order, parcel, number, by)

    def _note_order(self, order: Order, by: Principal) -> None:
        parcels.add_note(self._saleor, order, request.form.get("message", ""), by)

    def _cancel_order(self, order: Order, by: Principal) -> None:
        parcels.cancel_order(self._saleor, order, by)

    def _refund_order(self, order: Order, by: Principal) -> None:
        transaction = order.find_transaction(request.form.get("transaction"))
        try:
            amount = Decimal(request.form.get("amount", "").replace(",", "."))
        except InvalidOperation:
            raise Refused("amount", "This is not an amount.", "INVALID") from None
        if transaction is None or amount <= 0:
            raise Refused("amount", "This is not an amount.", "INVALID")
        request_refund(self._saleor, order, transaction, amount, by)

    def _behave_order(self, order: Order, _by: Principal) -> None:
        chosen = request.form.get("behaviour", "")
        if chosen in set(PaymentBehaviour):
            self._sandbox.set_payment_behaviour(chosen, order)


def _placed(apps: Any, mount: str, visitor: Visitor) -> list[dict[str, Any]]:
    """Return the extensions of a place that the visitor may see."""
    return [
        {"app": app, "extension": extension}
        for app in apps
        for extension in app.extensions
        if extension.mount.upper() == mount
        and set(extension.permissions) <= set(visitor.staff.permissions)
    ]


def _back() -> str:
    target = request.form.get("back", "")
    return target if target.startswith("/") and not target.startswith("//") else "/dashboard/"
