"""The words around the API's description."""

DESCRIPTION = """\
Everything that a storefront needs to let shoppers send things back in its own pages.

1. `findOrder` with what the shopper typed gives an **access token** for this one order, good for two
   hours. Keep it in memory and send it as `Authorization: Bearer …` with everything that follows.
2. `getOrder` tells, line by line, what may come back and, where it may not, why.
   Where an offer `requires` a `photo`, `sendPhoto` takes one and gives the id for the item.
3. `makeQuote` works out the refund of a choice. Nothing is kept; ask as often as you like.
4. `openReturn` confirms a quote: what was quoted is what is paid.
5. `getReturn` follows it. While `label.state` is `preparing`, ask again every few seconds; when it is
   `ready`, `label.url` is a PDF for two hours, and every `getReturn` gives a fresh address.

**Money** is a decimal string with all the digits of its currency: `{"amount": "33.73", "currency":
"EUR"}`. **Moments** are ISO 8601 with an offset. **Words for people** (`label`, `message`, `title`)
come in the language of `Accept-Language` or `?lang=` (`en`, `fr`); rely on the codes beside them.

**Refusals** are `application/problem+json` (RFC 9457) with a stable `code`; each operation lists its
own. An unknown field in a body is refused. Any operation may answer 503 with `Retry-After`.

Any origin may call; no cookies are used. New fields may be added to answers: ignore what you do not
know. Every answer carries `X-Request-Id`; quote it when you ask for help.
"""

SECURITY = {
    "type": "http",
    "scheme": "bearer",
    "description": "The `access_token` that `findOrder` gives: it opens one order for two hours.",
}

TAGS = [
    {"name": "Shops", "description": "What a shop offers."},
    {"name": "Orders", "description": "Finding an order and seeing what may come back."},
    {"name": "Quotes", "description": "The money of a choice."},
    {"name": "Photos", "description": "What the shop wants to see before it takes goods back."},
    {"name": "Ways", "description": "Where a parcel is handed in, and when it is fetched."},
    {"name": "Returns", "description": "Opening a return, following it, taking it back."},
    {"name": "Labels", "description": "The paper for the parcel."},
    {"name": "Receipts", "description": "The signed paper about the money."},
]
