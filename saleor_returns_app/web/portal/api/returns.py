"""Opening a return, following it, taking it back."""

from typing import Any

from flask import current_app, url_for
from flask.typing import ResponseReturnValue

from saleor_returns_app.domain import errors
from saleor_returns_app.domain.shipping.ways import PickupDayInvalid
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.parcels.choosing import ServicePointUnknown, chosen_way
from saleor_returns_app.use_cases.portal.open_return_request import open_return_request
from saleor_returns_app.use_cases.portal.own_returns import cancel_own_return, own_return
from saleor_returns_app.use_cases.returns.inspect_goods import AnswerNotAwaited, answer_amounts
from saleor_returns_app.web.portal.api import examples
from saleor_returns_app.web.portal.api.answers import return_answer
from saleor_returns_app.web.portal.api.asked import AnswerRequestSchema, ConfirmSchema
from saleor_returns_app.web.portal.api.operation import Answer, Body, Documented, access, operation
from saleor_returns_app.web.portal.api.quotes import REFUSALS
from saleor_returns_app.web.portal.api.told import ReturnSchema

LOCATION = {"Location": {"description": "The return's address.", "schema": {"type": "string"}}}


@operation(
    "POST",
    "/returns",
    Documented(
        "openReturn",
        "Returns",
        (
            errors.QuoteInvalid,
            errors.QuoteUsed,
            errors.QuoteExpired,
            errors.QuoteOutdated,
            ServicePointUnknown,
            PickupDayInvalid,
            *REFUSALS,
        ),
    ),
    takes=Body(ConfirmSchema, examples.CONFIRM),
    gives=Answer("The return.", examples.RETURN, ReturnSchema, 201, headers=LOCATION),
)
def open_return(confirmed: dict[str, Any]) -> ResponseReturnValue:
    """Confirm a quote: the return is opened at exactly the quote's money.

    Safe to send twice: the second answer is `quote_used`, with the `number` of the return.
    """
    way = chosen_way(
        access().order_id,
        service_point=confirmed["service_point"],
        pickup_on=confirmed["pickup_on"],
        at=now(),
        sealer=services().sealer,
        transaction=services().transaction,
    )
    case = open_return_request(
        confirmed["quote"],
        order_id=access().order_id,
        way=way,
        at=now(),
        sealer=services().sealer,
        letters=services().letters,
        transaction=services().transaction,
    )
    own = own_return(access().order_id, case.number, transaction=services().transaction)
    path = url_for("portal_api.get_return", number=case.number)
    address = f"{current_app.config['PUBLIC_URL']}{path}"
    return return_answer(own), 201, {"Location": address}


@operation(
    "GET",
    "/returns/<number>",
    Documented("getReturn", "Returns", (errors.ReturnNotFound,), [examples.NUMBER_PARAMETER]),
    gives=Answer("The return.", examples.RETURN, ReturnSchema),
)
def get_return(number: str) -> ResponseReturnValue:
    """Follow a return of the order: its states, its label, its money and what happened to it."""
    return return_answer(own_return(access().order_id, number, transaction=services().transaction))


@operation(
    "POST",
    "/returns/<number>/cancel",
    Documented(
        "cancelReturn",
        "Returns",
        (errors.ReturnNotFound, errors.TransitionNotAllowed),
        [examples.NUMBER_PARAMETER],
    ),
    gives=Answer("The cancelled return.", examples.CANCELLED_RETURN, ReturnSchema),
)
def cancel_return(number: str) -> ResponseReturnValue:
    """Take a return back while its goods have not left (`may_be_cancelled`)."""
    cancelled = cancel_own_return(
        access().order_id,
        number,
        at=now(),
        letters=services().letters,
        transaction=services().transaction,
    )
    return return_answer(cancelled)


@operation(
    "POST",
    "/returns/<number>/answer",
    Documented(
        "answerAmounts",
        "Returns",
        (errors.ReturnNotFound, AnswerNotAwaited),
        [examples.NUMBER_PARAMETER],
    ),
    takes=Body(AnswerRequestSchema, examples.ANSWER),
    gives=Answer("The return.", examples.ANSWERED_RETURN, ReturnSchema),
)
def answer_return(said: dict[str, Any], number: str) -> ResponseReturnValue:
    """Agree with a changed amount, or not, while the answer is `awaited`.

    Who agrees gets the money at once; after an objection the shop looks at the goods again. No answer
    until `until` counts as agreed.
    """
    answer_amounts(
        access().order_id,
        number,
        accepts=said["accepts"],
        words=said["message"],
        at=now(),
        transaction=services().transaction,
    )
    return return_answer(own_return(access().order_id, number, transaction=services().transaction))
