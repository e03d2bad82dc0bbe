"""What a merchant can do about a refusal of Saleor's."""

from saleor_returns_app.domain.errors import SaleorDenied, SaleorRefused


def sentence(words: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return words


# By Saleor's code with the field, by the permission that is missing, by Saleor's code, by ours.
SENTENCES = {
    "AMOUNT_GREATER_THAN_AVAILABLE": sentence(
        "The payment holds less than this refund: part of it was given back already. Look at the "
        "payments of the order in Saleor, then give the rest by other means and mark the return as "
        "refunded."
    ),
    "CANNOT_REFUND": sentence(
        "Saleor cannot refund this order. Give the money by other means and mark the return as refunded."
    ),
    "INVALID_QUANTITY": sentence(
        "Saleor has fewer of these units as sent than the return holds. Look at the fulfillments of "
        "the order in Saleor and take the goods back there by hand."
    ),
    "INVALID:lines": sentence(
        "Saleor does not grant a refund for these lines: they were changed or refunded meanwhile. "
        "Look at the order in Saleor and refund it there."
    ),
    "MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK": sentence(
        "No payment app of your shop can pay this refund. Refund it at your payment provider and mark "
        "the return as refunded, or install the payment app again and refund once more."
    ),
    "NOT_FOUND": sentence(
        "Saleor no longer has the order, the payment or the goods that this is about. Look at the "
        "order in Saleor."
    ),
    "REFUND_ALREADY_PROCESSED": sentence(
        "Saleor has paid this refund already. Look at the payments of the order before you do anything."
    ),
    "REFUND_IS_PENDING": sentence(
        "The payment provider is still working on this refund. Wait for its answer; it is shown at the "
        "order in Saleor."
    ),
    "REQUIRED:reasonReference": sentence(
        "Your shop wants a reason with every refund. Give the reason at the granted refund in Saleor, "
        "or no longer require one in its refund settings."
    ),
    "SHIPPING_COSTS_ALREADY_GRANTED": sentence(
        "The original shipping of this order was refunded before. Refund the goods alone in Saleor."
    ),
    "GraphQLError": sentence(
        "This Saleor does not understand what the app asks. Tell whoever runs the app your version of "
        "Saleor."
    ),
    "HANDLE_PAYMENTS": sentence(
        "The app may not pay refunds: it lacks the permission HANDLE_PAYMENTS. Give it to the app in "
        "Saleor, then try again."
    ),
    "MANAGE_ORDERS": sentence(
        "The app may not read and change orders: it lacks the permission MANAGE_ORDERS. Give it to the "
        "app in Saleor, then try again."
    ),
    "saleor_anonymous": sentence(
        "Saleor no longer knows the app: it was switched off or removed. Switch it on, or install it "
        "again, then try again."
    ),
    "saleor_denied": sentence(
        "The app lacks a permission in Saleor. Give it back to the app, then try again."
    ),
    "saleor_too_costly": sentence(
        "This order is too large for what your Saleor answers at once. Raise its limit on the cost of "
        "queries, or handle this return in Saleor by hand."
    ),
}


def in_words(refusal: SaleorRefused) -> str:
    """Say it so that a merchant can act on it; what is unknown, in the refusal's own words."""
    code = str(refusal.facts.get("saleor_code") or "")
    permissions = refusal.permissions if isinstance(refusal, SaleorDenied) else ()
    keys = [f"{code}:{refusal.facts.get('field')}", *permissions, code, refusal.code]
    return next((SENTENCES[key] for key in keys if key in SENTENCES), str(refusal))
