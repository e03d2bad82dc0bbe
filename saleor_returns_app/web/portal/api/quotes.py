"""The money of a choice, before anything is done."""

from flask.typing import ResponseReturnValue

from saleor_returns_app.domain import errors
from saleor_returns_app.domain.quotes import Selection
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.portal.quote_return import quote_return
from saleor_returns_app.web.portal.api import examples
from saleor_returns_app.web.portal.api.answers import quote_answer
from saleor_returns_app.web.portal.api.asked import QuoteRequestSchema
from saleor_returns_app.web.portal.api.operation import Answer, Body, Documented, access, operation
from saleor_returns_app.web.portal.api.told import QuoteSchema

REFUSALS = (
    errors.SelectionEmpty,
    errors.LineUnknown,
    errors.LineTwice,
    errors.QuantityInvalid,
    errors.ReasonUnknown,
    errors.MessageMissing,
    errors.OutcomeUnavailable,
    errors.MethodUnavailable,
    errors.NotReturnable,
    errors.QuantityTooLarge,
)


@operation(
    "POST",
    "/quotes",
    Documented("makeQuote", "Quotes", REFUSALS),
    takes=Body(QuoteRequestSchema, examples.QUOTE_REQUEST),
    gives=Answer("The offer, good for 30 minutes.", examples.QUOTE, QuoteSchema),
)
def make_quote(chosen: Selection) -> ResponseReturnValue:
    """Work out what a choice of items, outcome and method brings; nothing is kept."""
    quote = quote_return(
        access().order_id,
        chosen,
        at=now(),
        sealer=services().sealer,
        transaction=services().transaction,
    )
    return quote_answer(quote)
