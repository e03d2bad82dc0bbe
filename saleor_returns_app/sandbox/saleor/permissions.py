"""Which fields of the schema need which permission, as far as the sandbox's subset goes."""

from collections.abc import Callable
from typing import Any

from graphql import GraphQLResolveInfo

from saleor_returns_app.sandbox.saleor.instance import Principal
from saleor_returns_app.sandbox.saleor.refusals import PermissionDenied, problem

ORDERS = ["MANAGE_ORDERS"]
CARDS = ["MANAGE_GIFT_CARD"]
PAYMENTS = ["HANDLE_PAYMENTS"]
EITHER = ["MANAGE_ORDERS", "HANDLE_PAYMENTS"]
KNOWN = ["AUTHENTICATED_STAFF_USER", "AUTHENTICATED_APP"]
PRIVATE = ("privateMetadata", "privateMetafield", "privateMetafields")

NEEDED: dict[tuple[str, str], list[str]] = {
    ("Query", "orders"): ORDERS,
    ("Query", "app"): KNOWN,
    ("Query", "apps"): ["AUTHENTICATED_STAFF_USER", "MANAGE_APPS"],
    ("Query", "channels"): KNOWN,
    ("Query", "user"): ["MANAGE_STAFF", "MANAGE_USERS", "MANAGE_ORDERS"],
    ("Query", "warehouses"): ["MANAGE_PRODUCTS", "MANAGE_ORDERS", "MANAGE_SHIPPING"],
    ("Query", "giftCard"): CARDS,
    ("Query", "giftCards"): CARDS,
    ("GiftCard", "code"): CARDS,
    ("GiftCard", "tags"): CARDS,
    ("GiftCard", "events"): ["MANAGE_GIFT_CARD", "MANAGE_ORDERS"],
    ("ProductVariant", "stocks"): ["MANAGE_PRODUCTS", "MANAGE_ORDERS"],
    ("Stock", "quantity"): ["MANAGE_PRODUCTS", "MANAGE_ORDERS"],
    ("Stock", "quantityAllocated"): ["MANAGE_PRODUCTS", "MANAGE_ORDERS"],
    ("Shop", "version"): KNOWN,
    ("Order", "totalGrantedRefund"): ORDERS,
    ("Order", "totalRemainingGrant"): ORDERS,
    ("Order", "totalRefundPending"): ORDERS,
    ("Order", "grantedRefunds"): ORDERS,
    ("Order", "events"): ORDERS,
    ("Order", "user"): ["MANAGE_ORDERS", "MANAGE_USERS", "HANDLE_PAYMENTS", "HANDLE_TAXES"],
    ("Order", "transactions"): EITHER,
    ("OrderGrantedRefund", "transactionEvents"): EITHER,
    ("OrderGrantedRefund", "transaction"): EITHER,
    ("OrderDiscount", "reason"): ORDERS,
    ("Mutation", "orderNoteAdd"): ORDERS,
    ("Mutation", "orderFulfillmentReturnProducts"): ORDERS,
    ("Mutation", "orderGrantRefundCreate"): ORDERS,
    ("Mutation", "orderGrantRefundUpdate"): ORDERS,
    ("Mutation", "orderFulfill"): ORDERS,
    ("Mutation", "orderFulfillmentUpdateTracking"): ORDERS,
    ("Mutation", "orderFulfillmentCancel"): ORDERS,
    ("Mutation", "orderCancel"): ORDERS,
    ("Mutation", "draftOrderCreate"): ORDERS,
    ("Mutation", "draftOrderComplete"): ORDERS,
    ("Mutation", "draftOrderDelete"): ORDERS,
    ("Mutation", "orderDiscountAdd"): ORDERS,
    ("Mutation", "orderMarkAsPaid"): ORDERS,
    ("Mutation", "orderUpdateShipping"): ORDERS,
    ("Mutation", "productVariantStocksUpdate"): ["MANAGE_PRODUCTS"],
    ("Mutation", "giftCardCreate"): CARDS,
    ("Mutation", "giftCardResend"): CARDS,
    ("Mutation", "giftCardDeactivate"): CARDS,
    ("Mutation", "giftCardBalanceAdjust"): CARDS,
    ("Mutation", "transactionRequestRefundForGrantedRefund"): PAYMENTS,
    ("Mutation", "transactionRequestAction"): PAYMENTS,
    ("Mutation", "transactionEventReport"): PAYMENTS,
    ("Mutation", "webhookCreate"): ["MANAGE_APPS", "AUTHENTICATED_APP"],
    ("Mutation", "webhookUpdate"): ["MANAGE_APPS", "AUTHENTICATED_APP"],
    ("Mutation", "webhookDelete"): ["MANAGE_APPS", "AUTHENTICATED_APP"],
    ("Mutation", "appProblemCreate"): ["AUTHENTICATED_APP"],
    ("Mutation", "appProblemDismiss"): ["MANAGE_APPS", "AUTHENTICATED_APP"],
    ("App", "problems"): ["AUTHENTICATED_APP", "MANAGE_APPS"],
}
NEEDED |= {
    (kind, name): ["MANAGE_USERS" if kind == "User" else "MANAGE_PRODUCTS"]
    for kind in ("User", "Product", "ProductVariant")
    for name in PRIVATE
}
for _type in ("Order", "OrderLine", "Fulfillment"):
    NEEDED |= {(_type, name): ["MANAGE_ORDERS", "HANDLE_TAXES"] for name in PRIVATE}
NEEDED |= {("TransactionItem", name): PAYMENTS for name in PRIVATE}
NEEDED |= {("GiftCard", name): CARDS for name in PRIVATE}


def allow(principal: Principal, permissions: list[str]) -> None:
    """Let the caller pass who holds one of the permissions, or is known if that is enough."""
    if principal.problem:
        name, _, message = principal.problem.partition(": ")
        raise problem(message, name)
    held = set(principal.permissions)
    if principal.app is not None and principal.user is None:
        held.add("AUTHENTICATED_APP")
    if principal.user is not None:
        held.add("AUTHENTICATED_STAFF_USER")
    if not held.intersection(permissions):
        raise PermissionDenied(permissions)


def guard(
    following: Callable[..., Any], root: Any, info: GraphQLResolveInfo[Any], **arguments: Any
) -> Any:
    """Ask for the permission before the field is looked at."""
    needed = NEEDED.get((info.parent_type.name, info.field_name))
    if needed:
        allow(info.context.principal, needed)
    return following(root, info, **arguments)
