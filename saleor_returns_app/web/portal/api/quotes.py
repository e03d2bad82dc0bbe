"""The money of a choice, before anything is done."""

from dataclasses import replace
from typing import Any

from flask.typing import ResponseReturnValue

from saleor_returns_app.domain import errors
from saleor_returns_app.domain.exchanges import ReplacementSoldOut, ReplacementUnknown
from saleor_returns_app.domain.quotes import Selection
from saleor_returns_app.domain.return_request import ReturnLine
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.exchanges.choosing import Wanted, list_choices, price_wanted
from saleor_returns_app.use_cases.photos.keeping import with_photos_named
from saleor_returns_app.use_cases.portal.price_offers import price_offers
from saleor_returns_app.use_cases.portal.quote_return import quote_return
from saleor_returns_app.web.portal.api import examples
from saleor_returns_app.web.portal.api.answers import choice_answer, offers_answer, quote_answer
from saleor_returns_app.web.portal.api.asked import (
    OffersRequestSchema,
    QuoteRequestSchema,
    ReplacementsRequestSchema,
)
from saleor_returns_app.web.portal.api.operation import Answer, Body, Documented, access, operation
from saleor_returns_app.web.portal.api.told import OffersSchema, QuoteSchema, ReplacementsSchema

OF_ITEMS = (
    errors.SelectionEmpty,
    errors.LineUnknown,
    errors.LineTwice,
    errors.QuantityInvalid,
    errors.ReasonUnknown,
    errors.NotReturnable,
    errors.NotTogether,
    errors.QuantityTooLarge,
    errors.PhotosTooMany,
    errors.PhotoTwice,
    errors.PhotoUnknown,
    errors.PhotoUsed,
)
REFUSALS = (
    *OF_ITEMS,
    errors.MessageMissing,
    errors.PhotoMissing,
    errors.OutcomeUnavailable,
    errors.MethodUnavailable,
    ReplacementUnknown,
    ReplacementSoldOut,
)


@operation(
    "POST",
    "/offers",
    Documented("listOffers", "Quotes", OF_ITEMS),
    takes=Body(OffersRequestSchema, examples.OFFERS_REQUEST),
    gives=Answer("The offers.", examples.OFFERS, OffersSchema),
)
def list_offers(lines: tuple[ReturnLine, ...]) -> ResponseReturnValue:
    """List what may be had for a choice of items: outcome by method, each with its money and why."""
    offers = price_offers(
        access().order_id, _named(lines), at=now(), transaction=services().transaction
    )
    return offers_answer(offers)


@operation(
    "POST",
    "/quotes",
    Documented("makeQuote", "Quotes", REFUSALS),
    takes=Body(QuoteRequestSchema, examples.QUOTE_REQUEST),
    gives=Answer("The offer, good for 30 minutes.", examples.QUOTE, QuoteSchema),
)
def make_quote(wanted: tuple[Selection, tuple[Wanted, ...]]) -> ResponseReturnValue:
    """Work out what a choice of items, outcome and method brings; nothing is kept."""
    chosen, instead = wanted
    replacements = price_wanted(
        access().order_id, instead, saleor=services().saleor, transaction=services().transaction
    )
    quote = quote_return(
        access().order_id,
        replace(chosen, lines=_named(chosen.lines), exchange_for=replacements),
        at=now(),
        sealer=services().sealer,
        transaction=services().transaction,
    )
    return quote_answer(quote)


@operation(
    "POST",
    "/replacements",
    Documented("listReplacements", "Quotes", (errors.LineUnknown,)),
    takes=Body(ReplacementsRequestSchema, examples.REPLACEMENTS_REQUEST),
    gives=Answer("What may be had.", examples.REPLACEMENTS, ReplacementsSchema),
)
def list_replacements(wanted: dict[str, Any]) -> ResponseReturnValue:
    """List what may be had for a line: its product first, and what the words find.

    A variant that costs what the returned one does counts what was paid for that: an even exchange.
    """
    found = list_choices(
        access().order_id,
        wanted["line_id"],
        search=wanted["search"],
        saleor=services().saleor,
        transaction=services().transaction,
    )
    return {"choices": [choice_answer(one) for one in found]}


def _named(lines: tuple[ReturnLine, ...]) -> tuple[ReturnLine, ...]:
    return with_photos_named(lines, order_id=access().order_id, at=now(), sealer=services().sealer)
