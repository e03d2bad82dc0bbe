"""What a merchant can do about a refusal of Saleor's."""

from saleor_returns_app.domain.errors import ReturnsError, SaleorDenied


def sentence(words: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return words


NOT_UNDERSTOOD = sentence(
    "This Saleor does not understand what the app asks. Tell whoever runs the app your version of Saleor."
)

# By what was asked with Saleor's code and the field, by the code with field and detail, by the code with
# the field, by the permission that is missing, by Saleor's code, by ours.
SENTENCES = {
    "AMOUNT_GREATER_THAN_AVAILABLE": sentence(
        "The payment holds less than this refund: part of it was given back already. Look at the "
        "payments of the order in Saleor, then give the rest by other means and mark the return as "
        "refunded."
    ),
    "ALREADY_EXISTS": sentence(
        "A gift card or voucher of your shop bears this code already. If it is the card of this return, "
        "nothing is missing; otherwise issue the credit in Saleor by hand and mark the return as settled."
    ),
    "BILLING_ADDRESS_NOT_SET": sentence(
        "The exchange order has no billing address. Give it one in Saleor, then try again."
    ),
    "CANNOT_CANCEL_ORDER": sentence(
        "Saleor no longer cancels the exchange order: a part of it was sent. Look at the order in Saleor."
    ),
    "CANNOT_DISCOUNT": sentence(
        "The exchange order has a discount already, or is past the point where it can get one. Look at "
        "its total in Saleor; if it is right, nothing is missing."
    ),
    "CANNOT_FULFILL_UNPAID_ORDER": sentence(
        "Saleor does not send an order that is not paid. Mark the order as paid in Saleor, then try again."
    ),
    "CHANNEL_INACTIVE": sentence(
        "The channel of this order is switched off, so there is no exchange in it. Switch it on in "
        "Saleor, or refund the return instead."
    ),
    "CANNOT_REFUND": sentence(
        "Saleor cannot refund this order. Give the money by other means and mark the return as refunded."
    ),
    "EXPIRED_GIFT_CARD": sentence(
        "This gift card has expired, so Saleor does not mail it again. Give it a later day in Saleor, "
        "then try again."
    ),
    "GIFT_CARD_LINE": sentence(
        "Saleor takes no gift cards back. Deactivate the card in Saleor and refund the order there."
    ),
    "GRAPHQL_ERROR:fulfillmentLines": sentence(
        "The parcels of this order were changed in Saleor meanwhile: somebody may have returned the goods "
        "there. Look at the fulfillments of the order; if the goods are still to be taken back, try again."
    ),
    "INCORRECT_DETAILS": sentence(
        "The payment provider reported two different amounts for one refund. Compare the payment in "
        "Saleor with your provider's own list before you do anything."
    ),
    "INSUFFICIENT_STOCK": sentence(
        "There is not enough stock for this exchange. Choose another variant, add stock in Saleor, or "
        "refund the return instead."
    ),
    "INVALID:balance": sentence(
        "Saleor issues no gift card of this amount: it must be more than nothing and have no more "
        "decimals than the currency. Settle the return in another way."
    ),
    "INVALID:expiryDate": sentence(
        "A gift card must expire in the future. Set a longer time for store credit in your policy, then "
        "try again."
    ),
    "INVALID:lines:GRAPHQL_ERROR": sentence(
        "Saleor does not know a line of this return. Look whether the order was changed, and refund it "
        "there."
    ),
    "INVALID:lines:NOT_FOUND": sentence(
        "A line of this return is not part of the order that the refund is for. Look at the order in "
        "Saleor and refund it there."
    ),
    "INVALID:lines:QUANTITY_GREATER_THAN_AVAILABLE": sentence(
        "Other granted refunds of this order hold some of these units already, perhaps one that failed. "
        "Look at the granted refunds in Saleor; pay a failed one again instead of granting a second."
    ),
    "INVALID_QUANTITY": sentence(
        "Saleor has fewer of these units as sent than the return holds. Look at the fulfillments of "
        "the order in Saleor and take the goods back there by hand."
    ),
    "INVALID:lines": sentence(
        "Saleor does not grant a refund for these lines: they were changed or refunded meanwhile. "
        "Look at the order in Saleor and refund it there."
    ),
    "NOT_AVAILABLE_IN_CHANNEL": sentence(
        "The chosen variant is not sold in the channel of this order. Choose another, or offer it there."
    ),
    "NOT_EDITABLE": sentence("The exchange order can no longer be changed. Look at it in Saleor."),
    "MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK": sentence(
        "No payment app of your shop can pay this refund. Refund it at your payment provider and mark "
        "the return as refunded, or install the payment app again and refund once more."
    ),
    "NOT_FOUND:channelId": sentence(
        "Saleor no longer has the channel in which this was bought. Refund the return instead of "
        "exchanging it."
    ),
    "NOT_FOUND:grantedRefundId": sentence(
        "Saleor no longer has the granted refund that was to be paid. Look at the granted refunds of the "
        "order before you do anything."
    ),
    "NOT_FOUND:transactionId": sentence(
        "The payment that this refund should come from does not belong to the order, or is gone. Look at "
        "the payments of the order in Saleor, then try again."
    ),
    "ORDER_NO_SHIPPING_ADDRESS": sentence(
        "The exchange order has no address to go to. Give it one in Saleor, then try again."
    ),
    "PAYMENT_ERROR": sentence(
        "The exchange order has a payment already, so it cannot be marked as paid. Look at its payments "
        "in Saleor."
    ),
    "PRODUCT_NOT_PUBLISHED": sentence(
        "The chosen product is not published in the channel of this order. Choose another, or publish it."
    ),
    "PRODUCT_UNAVAILABLE_FOR_PURCHASE": sentence(
        "The chosen product is not for sale at the moment. Choose another, or make it available in Saleor."
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
    "REQUIRED:amount": sentence(
        "This refund names neither an amount nor goods. Nothing was granted; tell whoever runs the app."
    ),
    "REQUIRED:channel": sentence(
        "To mail a gift card Saleor wants to know the channel. Nothing was issued; tell whoever runs the "
        "app."
    ),
    "REQUIRED:email": sentence(
        "There is no address to mail the gift card to. Enter one, then try again."
    ),
    "REQUIRED:reasonReference": sentence(
        "Your shop wants a reason with every refund. Give the reason at the granted refund in Saleor, "
        "or no longer require one in its refund settings."
    ),
    "SHIPPING_COSTS_ALREADY_GRANTED": sentence(
        "The original shipping of this order was refunded before. Refund the goods alone in Saleor."
    ),
    "SHIPPING_METHOD_NOT_APPLICABLE": sentence(
        "The chosen way of shipping does not serve this address. Choose another one, then try again."
    ),
    "SHIPPING_METHOD_REQUIRED": sentence(
        "The exchange order has no way of shipping. Choose one, then try again."
    ),
    "TAX_ERROR": sentence(
        "Your tax app did not answer, so the exchange order cannot be priced. Try again in a while."
    ),
    "TRANSACTION_ERROR": sentence(
        "The exchange order has a payment already, so it cannot be marked as paid. Look at its payments "
        "in Saleor."
    ),
    "UNIQUE": sentence(
        "There is an exchange order for this return already. Look for it in Saleor before you make another."
    ),
    "ZERO_QUANTITY": sentence(
        "An exchange needs one unit or more of what the customer chose. Choose again."
    ),
    "giftCardBalanceAdjust:INVALID:amount": sentence(
        "The gift card holds less than what is to be taken from it. Look at its balance in Saleor."
    ),
    "orderGrantRefundUpdate:INVALID:amount": sentence(
        "This refund is under way or paid, so its amount can no longer be changed. Look at the payments "
        "of the order before you do anything."
    ),
    "productVariantStocksUpdate:NOT_FOUND:variantId": sentence(
        "Saleor no longer has this variant, so it cannot be put back into stock."
    ),
    "productVariantStocksUpdate:NOT_FOUND:warehouse": sentence(
        "Saleor no longer has this warehouse. Choose another one for returned goods."
    ),
    "GraphQLError": NOT_UNDERSTOOD,
    "GraphQLSyntaxError": NOT_UNDERSTOOD,
    "HANDLE_PAYMENTS": sentence(
        "The app may not pay refunds: it lacks the permission HANDLE_PAYMENTS. Give it to the app in "
        "Saleor, then try again."
    ),
    "MANAGE_GIFT_CARD": sentence(
        "The app may not issue gift cards: it lacks the permission MANAGE_GIFT_CARD. Switch store credit "
        "on under Features and allow it in Saleor, then try again."
    ),
    "MANAGE_PRODUCTS": sentence(
        "The app may not change stock: it lacks the permission MANAGE_PRODUCTS. Switch restocking on "
        "under Features and allow it in Saleor, then try again."
    ),
    "MANAGE_ORDERS": sentence(
        "The app may not read and change orders: it lacks the permission MANAGE_ORDERS. Give it to the "
        "app in Saleor, then try again."
    ),
    "outcome_uncertain": sentence(
        "Saleor gave no clear answer, so it may have been done or not. It is looked up before anything is "
        "repeated; look at the order in Saleor if this stays."
    ),
    "saleor_anonymous": sentence(
        "Saleor no longer knows the app: it was switched off or removed. Switch it on, or install it "
        "again, then try again."
    ),
    "saleor_denied": sentence(
        "The app lacks a permission in Saleor. Give it back to the app, then try again."
    ),
    "saleor_too_old": sentence(
        "Your Saleor is too old for this. Update it, or do this step in Saleor by hand."
    ),
    "saleor_too_costly": sentence(
        "This order is too large for what your Saleor answers at once. Raise its limit on the cost of "
        "queries, or handle this return in Saleor by hand."
    ),
}


def in_words(refusal: ReturnsError) -> str:
    """Say it so that a merchant can act on it; what is unknown, in the refusal's own words."""
    code, act, field, detail = (
        str(refusal.facts.get(name) or "") for name in ("saleor_code", "act", "field", "detail")
    )
    permissions = refusal.permissions if isinstance(refusal, SaleorDenied) else ()
    keys = [
        f"{act}:{code}:{field}",
        f"{code}:{field}:{detail}",
        f"{code}:{field}",
        *permissions,
        code,
        refusal.code,
    ]
    return next((SENTENCES[key] for key in keys if key in SENTENCES), str(refusal))
