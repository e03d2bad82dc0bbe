"""The domain's facts in the shape of the API's answers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import current_app, url_for

from saleor_returns_app.domain.exchanges import balance_of
from saleor_returns_app.domain.orders import OrderLine, OrderSnapshot
from saleor_returns_app.domain.policy.decision import Because, Decision, Offer, ReturnWindow
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.quotes import Quote
from saleor_returns_app.domain.refund_breakdown import BreakdownPart, PartKind, RefundBreakdown
from saleor_returns_app.domain.return_request import ReturnLine, ReturnRequest, Wish
from saleor_returns_app.domain.shipping.parcels import ReturnParcel
from saleor_returns_app.domain.shipping.tracking import RecordedEvent
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.exchanges.choosing import Choice
from saleor_returns_app.use_cases.portal.order_view import OrderView
from saleor_returns_app.use_cases.portal.own_returns import OwnReturn
from saleor_returns_app.use_cases.portal.price_offers import Offers
from saleor_returns_app.use_cases.portal.shop_facts import ShopFacts
from saleor_returns_app.use_cases.receipts.give_out import LINK_LIFETIME as RECEIPT_LIFETIME
from saleor_returns_app.use_cases.receipts.give_out import ReceiptForm, check_link, receipt_link
from saleor_returns_app.use_cases.returns.labels import LINK_LIFETIME, label_link
from saleor_returns_app.web import words
from saleor_returns_app.web.inspection_words import finding_label
from saleor_returns_app.web.languages import LANGUAGES
from saleor_returns_app.web.photos import photo_addresses
from saleor_returns_app.web.portal.shopper_words import (
    SHOWN_EVENTS,
    LabelState,
    answer_state,
    answer_words,
    label_state,
    shopper_money_words,
)
from saleor_returns_app.web.reasons import because_sentence, percent
from saleor_returns_app.web.tracking_words import tracking_label

Facts = dict[str, Any]


def shop_answer(facts: ShopFacts) -> Facts:
    """Tell of a shop."""
    rules = facts.rules
    common = rules.in_general
    return {
        "slug": facts.shop.slug,
        "name": facts.shop.shop_name,
        "languages": list(LANGUAGES),
        "window_days": common.window.days if common.window else 0,
        "reasons": _reasons(rules.reasons, rules.message_needed_for),
        "outcomes": [_outcome(outcome) for outcome in common.outcomes or ()],
        "methods": [_method(method) for method in common.methods or ()],
    }


def order_answer(view: OrderView) -> Facts:
    """Tell of an order and what may be done with it."""
    snapshot, decision = view.order.snapshot, view.decision
    return {
        "number": view.order.number,
        "placed_at": view.order.placed_at,
        "currency": snapshot.currency,
        "is_returnable": decision.is_open,
        "policy_version": decision.policy_version,
        "lines": [_order_line(line, decision) for line in snapshot.lines],
        "reasons": _reasons(decision.reasons, decision.message_needed_for),
        "offers": [_offer(offer) for offer in decision.offers],
        "returns": [
            {
                "number": case.number,
                "requested_at": case.requested_at,
                "status": {"code": case.status, "label": words.status_label(case.status)},
            }
            for case in view.returns
        ],
    }


def quote_answer(quote: Quote) -> Facts:
    """Tell of an offer."""
    wish = quote.wish
    return {
        "quote": quote.token,
        "expires_at": quote.expires_at,
        "items": _items(wish.lines, quote.order),
        "outcome": _outcome(wish.outcome),
        "method": _method(wish.method),
        "breakdown": _breakdown(wish.breakdown, quote.order),
        "exchange": _exchange(wish),
        "approval_required": wish.needs_approval,
        "terms": _offer(wish.offer) if wish.offer else None,
    }


def choice_answer(one: Choice) -> Facts:
    """Tell of something that may be had instead."""
    variant = one.variant
    return {
        "variant_id": variant.id,
        "product_name": variant.product_name,
        "variant_name": variant.name,
        "thumbnail_url": variant.thumbnail_url,
        "available": variant.available,
        "price": variant.price,
        "counts": one.unit,
        "same_product": one.is_same_product,
    }


def _exchange(wish: Wish) -> Facts | None:
    if not wish.exchange_for:
        return None
    balance = balance_of(wish.breakdown.total, wish.exchange_for)
    return {
        "items": wish.exchange_for,
        "returned": balance.returned,
        "goods": balance.goods,
        "back": balance.back,
        "due": balance.due,
    }


def offers_answer(offers: Offers) -> Facts:
    """Tell what may be had for a choice."""
    return {
        "offers": [
            {**_offer(one.offer), "breakdown": _breakdown(one.breakdown, offers.order)}
            for one in offers.priced
        ]
    }


def return_answer(own: OwnReturn) -> Facts:
    """Tell of a return all that its owner may know."""
    case, snapshot = own.case, own.order.snapshot
    return {
        "number": case.number,
        "order_number": own.order.number,
        "requested_at": case.requested_at,
        "status": {"code": case.status, "label": words.status_label(case.status)},
        "parcel": {
            "code": case.parcel_status,
            "label": words.parcel_label(case.parcel_status),
        },
        "money": {
            "code": case.money_status,
            "label": shopper_money_words(case, at=now()),
        },
        "rejection_reason": case.rejection_reason or None,
        "outcome": _outcome(case.outcome),
        "method": _method(case.wish.method),
        "items": _items(case.lines, snapshot),
        "breakdown": _breakdown(case.breakdown, snapshot),
        "inspection": _inspection(case),
        "answer": _answer(case, at=now()),
        "label": _label(own, at=now()),
        "tracking_number": case.label.tracking_number or None if case.label else None,
        "receipt": _receipt(own, at=now()),
        "parcels": [_parcel(parcel, events) for parcel, events in own.parcels],
        "may_be_cancelled": own.may_be_cancelled,
        "timeline": [
            {"at": event.at, "kind": event.kind, "label": words.event_label(event.kind)}
            for event in case.events
            if event.kind in SHOWN_EVENTS
        ],
    }


def _parcel(parcel: ReturnParcel, events: Sequence[RecordedEvent]) -> Facts:
    return {
        "status": parcel.status,
        "label": tracking_label(parcel.status),
        "carrier": parcel.carrier_name or None,
        "tracking_number": parcel.tracking_number or None,
        "tracking_url": parcel.tracking_url or None,
        "pickup_on": parcel.pickup_on,
        "service_point": parcel.service_point.name if parcel.service_point else None,
        "timeline": [
            {"at": one.at, "status": one.status, "label": tracking_label(one.status)}
            for one in events
        ],
    }


def _order_line(line: OrderLine, decision: Decision) -> Facts:
    decided = decision.line(line.id)
    if decided is None:
        raise LookupError(line.id)
    return {
        "id": line.id,
        "product_name": line.product_name,
        "variant_name": line.variant_name,
        "sku": line.sku,
        "quantity": line.quantity,
        "thumbnail_url": line.thumbnail_url or None,
        "unit_price": line.unit_price,
        "paid": line.total,
        "returnable": decided.returnable,
        "returnable_if_faulty": decided.returnable_if_faulty,
        "window": _window(decided.window),
        "tracks": decided.tracks,
        "refusals": [_because(refusal.because) for refusal in decided.refusals],
    }


def _window(window: ReturnWindow) -> Facts:
    return {
        "days": window.days,
        "last_day": window.last_day,
        "last_instant": window.last_instant,
        "because": _because(window.because),
    }


def _offer(offer: Offer) -> Facts:
    fee = offer.fee
    return {
        "outcome": _outcome(offer.outcome),
        "method": _method(offer.method),
        "track": offer.track,
        "fee": {
            "amount": fee.amount,
            "percent": percent(offer.fee_rate) if offer.fee_rate else None,
            "payer": fee.payer,
            "because": _because(fee.because),
        },
        "restocking_percent": percent(offer.restocking_rate),
        "credit_bonus_percent": percent(offer.credit_bonus_rate),
        "requires": [
            {"code": required.what, "because": _because(required.because)}
            for required in offer.required
        ],
    }


def _because(because: Because) -> Facts:
    return {
        "code": because.code,
        "message": because_sentence(because),
        "cause": because.cause,
        "track": because.track,
        "rule_id": because.rule_id or None,
        "article": because.article or None,
        "policy_version": because.policy_version,
        "facts": dict(because.facts),
    }


def _items(lines: Sequence[ReturnLine], order: OrderSnapshot) -> list[Facts]:
    return [
        {
            "line_id": line.order_line_id,
            "product_name": bought.product_name if bought else "",
            "variant_name": bought.variant_name if bought else "",
            "thumbnail_url": (bought.thumbnail_url if bought else "") or None,
            "quantity": line.quantity,
            "reason": {"code": line.reason, "label": words.reason_label(line.reason)},
            "message": line.message,
            "photos": [photo_addresses(photo) for photo in line.photos],
        }
        for line in lines
        for bought in [order.line(line.order_line_id)]
    ]


def _breakdown(breakdown: RefundBreakdown, order: OrderSnapshot) -> Facts:
    return {
        "parts": [
            {
                "kind": part.kind,
                "label": part_words(part, order),
                "amount": part.amount,
                "line_id": part.line_id or None,
                "quantity": part.quantity or None,
                "cause": {
                    "code": part.cause.code or None,
                    "label": words.cause_label(part.cause),
                    "article": part.cause.article or None,
                },
            }
            for part in breakdown.parts
        ],
        "total": breakdown.total,
        "money": breakdown.cash,
        "credit": breakdown.credit,
        "uncovered": breakdown.uncovered,
    }


def part_words(part: BreakdownPart, order: OrderSnapshot) -> str:
    """Name a summand: goods by what they are, the rest by its kind."""
    bought = order.line(part.line_id)
    if part.kind is PartKind.GOODS and bought:
        return f"{part.quantity} × {bought.product_name}"
    return words.part_label(part.kind)


def _inspection(case: ReturnRequest) -> Facts | None:
    if case.inspection is None:
        return None
    units = {line.order_line_id: line.quantity for line in case.lines}
    return {
        "confirmed_total": case.wish.breakdown.total,
        "items": [
            {
                "line_id": line.line_id,
                "accepted": line.accepted,
                "rejected": line.rejected,
                "missing": units[line.line_id] - line.accepted - line.rejected,
                "finding": {"code": line.finding, "label": finding_label(line.finding)},
                "deduction": line.deduction,
                "note": line.note,
                "photos": [photo_addresses(photo) for photo in line.evidence],
            }
            for line in case.inspection.lines
        ],
    }


def _answer(case: ReturnRequest, *, at: datetime) -> Facts | None:
    state = answer_state(case, at=at)
    if state is None:
        return None
    return {
        "code": state,
        "label": answer_words(state),
        "until": case.answer_by,
        "message": case.objection,
    }


def _label(own: OwnReturn, *, at: datetime) -> Facts:
    state = label_state(own.case)
    if state is not LabelState.READY:
        return {"state": state, "url": None, "expires_at": None}
    token = label_link(own.case, at=at, sealer=services().sealer)
    path = url_for("portal_api.open_label", token=token)
    address = f"{current_app.config['PUBLIC_URL']}{path}"
    return {"state": state, "url": address, "expires_at": at + LINK_LIFETIME}


def _receipt(own: OwnReturn, *, at: datetime) -> Facts | None:
    if own.receipt is None:
        return None
    url, sealer = current_app.config["PUBLIC_URL"], services().sealer
    links = {form: receipt_link(own.case.id, form, at=at, sealer=sealer) for form in ReceiptForm}
    word = check_link(own.receipt.id, at=at, sealer=sealer)
    check = url_for("receipts.check_as_holder", id=own.receipt.id, token=word)
    return {
        "issued_at": own.receipt.issued_at,
        "check_url": f"{url}{check}",
        "expires_at": at + RECEIPT_LIFETIME,
        **{
            f"{form}_url": f"{url}{url_for('portal_api.open_receipt', token=token)}"
            for form, token in links.items()
        },
    }


def _reasons(offered: Iterable[ReturnReason], need: Sequence[ReturnReason]) -> list[Facts]:
    return [
        {"code": reason, "label": words.reason_label(reason), "message_required": reason in need}
        for reason in offered
    ]


def _outcome(outcome: Outcome) -> Facts:
    return {"code": outcome, "label": words.outcome_label(outcome)}


def _method(method: ReturnMethod) -> Facts:
    return {
        "code": method,
        "label": words.method_label(method),
        "has_label": method.has_label,
    }
