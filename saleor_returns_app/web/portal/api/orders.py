"""Finding an order, and seeing what may come back of it."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from saleor_returns_app.domain.errors import (
    InstallationUnknown,
    NotFound,
    OrderNotFound,
    TooManyAttempts,
)
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.portal.order_access import find_order as find
from saleor_returns_app.use_cases.portal.order_view import view_order
from saleor_returns_app.web.portal.api import examples
from saleor_returns_app.web.portal.api.answers import order_answer
from saleor_returns_app.web.portal.api.asked import FindOrderSchema
from saleor_returns_app.web.portal.api.operation import Answer, Body, Documented, access, operation
from saleor_returns_app.web.portal.api.told import FoundOrderSchema, OrderSchema


@operation(
    "POST",
    "/shops/<shop>/orders/find",
    Documented(
        "findOrder",
        "Orders",
        (InstallationUnknown, OrderNotFound, TooManyAttempts),
        [examples.SHOP_PARAMETER],
    ),
    takes=Body(FindOrderSchema, examples.FIND_ORDER),
    gives=Answer("The order, and the token that opens it.", examples.FOUND_ORDER, FoundOrderSchema),
    public=True,
)
def find_order(wanted: dict[str, Any], shop: str) -> ResponseReturnValue:
    """Find an order by its number together with its e-mail address or postal code.

    An unknown number and a wrong proof get one and the same answer, `order_not_found`. Attempts are
    counted by network address and by order number; too many within ten minutes are refused.
    """
    opened = find(
        shop,
        number=wanted["number"],
        proof=wanted.get("email") or wanted["postal_code"],
        client=request.remote_addr or "",
        at=now(),
        saleor=services().saleor,
        sealer=services().sealer,
        transaction=services().transaction,
    )
    view = view_order(opened.order_id, at=now(), transaction=services().transaction)
    return {
        "access_token": opened.token,
        "expires_at": opened.expires_at,
        "order": order_answer(view),
    }


@operation(
    "GET",
    "/order",
    Documented("getOrder", "Orders", (NotFound,)),
    gives=Answer("The order that the token opens.", examples.ORDER, OrderSchema),
)
def get_order() -> ResponseReturnValue:
    """Get the order with what may come back now, its fees, and the returns that it has."""
    view = view_order(access().order_id, at=now(), transaction=services().transaction)
    return order_answer(view)
