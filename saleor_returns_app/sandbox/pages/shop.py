"""The pretend shop: a customer's orders, and a till that places new ones."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saleor_returns_app.sandbox.catalogue import PRODUCTS, Product
from saleor_returns_app.sandbox.demo import CUSTOMER
from saleor_returns_app.sandbox.pages.visitor import read_visitor, refuse_strangers
from saleor_returns_app.sandbox.saleor.behaviours import DESCRIPTIONS, PaymentBehaviour
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.instance import PAYMENT_APP
from saleor_returns_app.sandbox.saleor.model import Address, Order
from saleor_returns_app.sandbox.saleor.money import quantise
from saleor_returns_app.sandbox.saleor.orders import LineDraft, OrderDraft
from saleor_returns_app.sandbox.saleor.people import COUNTRIES
from saleor_returns_app.sandbox.world import SHOP_SLUG, Sandbox

SHIPPING = Decimal("6.00")
MONEY = {"US": "USD", "JP": "JPY", "GB": "GBP", "PL": "PLN"}
RATES = {"USD": Decimal("1.15"), "JPY": Decimal(165), "GBP": Decimal("0.88"), "PLN": Decimal("4.3")}
PLACES = {
    "FR": ("12 rue des Lilas", "LYON", "69003", ""),
    "DE": ("Oranienstraße 24", "BERLIN", "10999", ""),
    "IT": ("Via Tortona 12", "MILANO", "20144", ""),
    "ES": ("Calle de Fuencarral 61", "MADRID", "28004", ""),
    "NL": ("Prinsengracht 263", "AMSTERDAM", "1016 GV", ""),
    "BE": ("Rue de Namur 48", "BRUXELLES", "1000", ""),
    "GB": ("22 Marchmont Street", "LONDON", "WC1N 1AB", ""),
    "PL": ("ul. Mokotowska 45", "WARSZAWA", "00-551", ""),
    "US": ("1422 NW Johnson St", "PORTLAND", "97209", "OR"),
    "JP": ("3-14-8 Jingumae", "TOKYO", "150-0001", ""),
}


def shop_pages(sandbox: Sandbox) -> Blueprint:
    """Make the routes."""
    pages = Blueprint("shop", __name__, url_prefix="/shop")
    pages.before_request(refuse_strangers)
    till = _Till(sandbox)

    @pages.context_processor
    def surroundings() -> dict[str, Any]:
        visitor = read_visitor()
        name = sandbox.settings.shop_name
        return {"visitor": visitor, "shop_name": name, "return_url": till.return_url}

    pages.add_url_rule("/", view_func=till.account)
    pages.add_url_rule("/new", view_func=till.basket)
    pages.add_url_rule("/orders", view_func=till.place, methods=["POST"])
    return pages


class _Till:
    """The views of the shop."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._saleor = sandbox.saleor

    def account(self) -> ResponseReturnValue:
        orders = [o for o in self._saleor.orders.values() if o.status != "DRAFT"]
        customers = {order.email: order.shipping_address for order in orders}
        email = request.args.get("email", CUSTOMER)
        if email not in customers and customers:
            email = next(iter(customers))
        own = sorted((o for o in orders if o.email == email), key=lambda o: o.created, reverse=True)
        return render_template("shop/account.html", orders=own, email=email, customers=customers)

    def basket(self) -> ResponseReturnValue:
        return render_template(
            "shop/new.html",
            products=PRODUCTS,
            countries={code: COUNTRIES[code] for code in PLACES},
            behaviours=DESCRIPTIONS,
        )

    def place(self) -> ResponseReturnValue:
        draft = _draft()
        if not draft.lines:
            flash("Choose at least one product.", "error")
            return redirect(url_for("shop.basket"))
        order = self._sandbox.place_order(draft)
        if request.form.get("sent"):
            self._sandbox.fulfil(order)
        return redirect(url_for("shop.account", email=order.email))

    def return_url(self, order: Order) -> str | None:
        """Return the address of the returns portal for an order, once the shop has one."""
        app, slug = self._sandbox.app, self._saleor.facts.get(SHOP_SLUG)
        if app is None or not slug:
            return None
        return self._sandbox.settings.portal_url_template.format(
            app=app.app_url.rstrip("/"),
            shop=quote(slug, safe=""),
            number=quote(str(order.number), safe=""),
            email=quote(order.email, safe=""),
            order_id=quote(global_id("Order", order.pk), safe=""),
        )


def _draft() -> OrderDraft:
    form = request.form
    country = form.get("country", "FR")
    country = country if country in PLACES else "FR"
    currency = MONEY.get(country, "EUR")
    street, city, postal_code, area = PLACES[country]
    first, _, last = (form.get("name") or "Camille Laurent").partition(" ")
    chosen = form.get("behaviour", "")
    address = Address(
        first_name=first,
        last_name=last,
        street_address_1=street,
        city=city,
        postal_code=postal_code,
        country=country,
        country_area=area,
    )
    draft = OrderDraft(
        lines=tuple(_lines(currency)),
        shipping=_price(SHIPPING, currency) if form.get("shipping") else Decimal(0),
        undiscounted_shipping=_price(SHIPPING, currency),
        currency=currency,
        email=(form.get("email") or CUSTOMER).strip().lower(),
        address=address,
        behaviour=chosen if chosen in set(PaymentBehaviour) else None,
    )
    return replace(draft, owner=None if chosen == "none" else PAYMENT_APP)


def _lines(currency: str) -> list[LineDraft]:
    lines = []
    for sold in PRODUCTS:
        quantity = request.form.get(f"quantity-{sold.key}", "0")
        if quantity.isdecimal() and 0 < int(quantity) <= 99:
            variant = request.form.get(f"variant-{sold.key}")
            lines.append(_line(sold, int(quantity), variant, currency))
    return lines


def _line(sold: Product, quantity: int, variant: str | None, currency: str) -> LineDraft:
    unit = _price(sold.euros, currency)
    known = variant if variant in sold.variants else sold.variants[0]
    return LineDraft(sold.key, quantity, unit, variant=known)


def _price(euros: Decimal, currency: str) -> Decimal:
    return quantise(euros * RATES.get(currency, Decimal(1)), currency)
