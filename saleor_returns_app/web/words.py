"""The words for the domain's codes, amounts and days, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from babel import dates, numbers
from flask import Flask
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.case_events import ActorKind, EventKind
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.refund_breakdown import CauseCode, PartCause, PartKind
from saleor_returns_app.domain.return_request import Door
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus, Tab
from saleor_returns_app.web.inspection_words import (
    FINDINGS,
    answer_label,
    disposition_label,
    finding_label,
    hitch_label,
    restock_label,
    units_found,
)

Words = Mapping[StrEnum, LazyString]

_REASONS: Words = {
    ReturnReason.TOO_SMALL: _("Too small"),
    ReturnReason.TOO_LARGE: _("Too large"),
    ReturnReason.DOES_NOT_SUIT: _("I do not like it"),
    ReturnReason.NOT_AS_DESCRIBED: _("Not as described"),
    ReturnReason.DAMAGED: _("Damaged or faulty"),
    ReturnReason.WRONG_ITEM: _("Wrong item received"),
    ReturnReason.LATE: _("Arrived too late"),
    ReturnReason.OTHER: _("Another reason"),
    ReturnReason.NOT_SAID: _("I would rather not say"),
}
_OUTCOMES: Words = {
    Outcome.REFUND: _("Refund"),
    Outcome.STORE_CREDIT: _("Store credit"),
    Outcome.EXCHANGE: _("Exchange"),
}
_METHODS: Words = {
    ReturnMethod.DROP_OFF: _("Drop off a parcel"),
    ReturnMethod.LABEL_LESS: _("Drop off without a label"),
    ReturnMethod.PICK_UP: _("Have it picked up"),
    ReturnMethod.IN_STORE: _("Bring it to the store"),
    ReturnMethod.KEEP: _("Keep the item"),
}
_STATUSES: Words = {
    ReturnStatus.REQUESTED: _("Waiting for approval"),
    ReturnStatus.APPROVED: _("Approved"),
    ReturnStatus.REJECTED: _("Rejected"),
    ReturnStatus.RECEIVED: _("Received"),
    ReturnStatus.COMPLETED: _("Completed"),
    ReturnStatus.CANCELLED: _("Cancelled"),
    ReturnStatus.EXPIRED: _("Expired"),
}
_PARCELS: Words = {
    ParcelStatus.NONE: _("No label"),
    ParcelStatus.PREPARING: _("Label being made"),
    ParcelStatus.ANNOUNCED: _("Label ready, parcel not sent yet"),
    ParcelStatus.IN_TRANSIT: _("On its way"),
    ParcelStatus.AT_SERVICE_POINT: _("At a service point"),
    ParcelStatus.DELIVERED: _("Delivered to the shop"),
    ParcelStatus.PROBLEM: _("There is a problem with the parcel"),
    ParcelStatus.CANCELLING: _("Label being cancelled"),
    ParcelStatus.CANCELLED: _("Label cancelled"),
}
_SHORT_PARCELS: Words = {
    ParcelStatus.ANNOUNCED: _("Label ready"),
    ParcelStatus.DELIVERED: _("Delivered"),
    ParcelStatus.PROBLEM: _("Parcel problem"),
}
_CARRIERS: Mapping[str, LazyString | str] = {
    "offline": _("Own label, for any carrier"),
    "sendcloud": "Sendcloud",
    "easypost": "EasyPost",
}
_MONEY: Words = {
    MoneyStatus.NOTHING_DUE: _("Nothing due yet"),
    MoneyStatus.DUE: _("Due"),
    MoneyStatus.ORDERED: _("Refund under way"),
    MoneyStatus.REFUNDED: _("Refunded"),
    MoneyStatus.FAILED: _("Refund failed"),
    MoneyStatus.SETTLED_OUTSIDE: _("Settled by the shop"),
}
_TABS: Words = {
    Tab.REQUESTS: _("Requests"),
    Tab.IN_TRANSIT: _("In transit"),
    Tab.RETURNED: _("Returned"),
    Tab.COMPLETED: _("Completed"),
    Tab.CLOSED: _("Rejected or cancelled"),
}
_EVENTS: Words = {
    EventKind.REQUESTED: _("Return requested"),
    EventKind.APPROVED: _("Return approved"),
    EventKind.REJECTED: _("Return rejected"),
    EventKind.LABEL_ORDERED: _("Label ordered"),
    EventKind.LABEL_MADE: _("Label made"),
    EventKind.LABEL_FAILED: _("Label could not be made"),
    EventKind.LABEL_WITHDRAWN: _("Label withdrawn"),
    EventKind.PARCEL_MOVED: _("Parcel moved"),
    EventKind.RECEIVED: _("Goods received"),
    EventKind.AMOUNTS_CHANGED: _("Amount changed"),
    EventKind.KEPT: _("The customer keeps the goods"),
    EventKind.RESTOCKED: _("Back in stock"),
    EventKind.GOODS_WRITTEN: _("Returned units recorded in Saleor"),
    EventKind.REFUND_ORDERED: _("Refund started"),
    EventKind.GOODS_WRITTEN_BY_OTHERS: _("Staff had returned the units in Saleor"),
    EventKind.REFUND_PLANNED: _("Payments chosen"),
    EventKind.REFUND_GRANTED: _("Refund granted in Saleor"),
    EventKind.REFUND_REQUESTED: _("Payment provider asked to pay"),
    EventKind.REFUND_VOIDED: _("Granted refund taken back in Saleor"),
    EventKind.REFUND_STUCK: _("No answer from the payment provider"),
    EventKind.INSPECTED: _("Goods inspected"),
    EventKind.AMOUNTS_ACCEPTED: _("Changed amounts accepted"),
    EventKind.AMOUNTS_OBJECTED: _("Changed amounts objected to"),
    EventKind.ANSWER_TIME_OVER: _("No answer to the changed amounts"),
    EventKind.REFUNDED: _("Settled in full"),
    EventKind.REFUND_FAILED: _("Refund failed"),
    EventKind.SETTLED_OUTSIDE: _("Settled by the shop"),
    EventKind.GOODS_WAIVED: _("The customer keeps the goods"),
    EventKind.MONEY_FELL_DUE: _("Due before the goods are back"),
    EventKind.OUTCOME_ASKED: _("Another outcome asked for"),
    EventKind.OUTCOME_CHANGED: _("Outcome changed"),
    EventKind.CREDIT_ISSUED: _("Gift card issued"),
    EventKind.EXCHANGE_CHOSEN: _("Replacement chosen"),
    EventKind.EXCHANGE_PREPARED: _("Exchange order drafted in Saleor"),
    EventKind.EXCHANGE_CLEARED: _("Exchange let go"),
    EventKind.DIFFERENCE_PAID: _("Difference paid by the customer"),
    EventKind.EXCHANGE_RELEASED: _("Exchange order made in Saleor"),
    EventKind.EXCHANGE_CALLED_OFF: _("Exchange called off in Saleor"),
    EventKind.COMPLETED: _("Return completed"),
    EventKind.CANCELLED: _("Return cancelled"),
    EventKind.EXPIRED: _("Return expired"),
    EventKind.MAIL_SENT: _("E-mail sent"),
    EventKind.NOTED_IN_SALEOR: _("Noted on the order in Saleor"),
    EventKind.PROBLEM: _("Problem"),
}
_CAUSES: Mapping[str, LazyString] = {
    **{finding.value: words for finding, words in FINDINGS.items()},
    CauseCode.WHOLE_ORDER: _("The whole order comes back"),
    CauseCode.WITHDRAWAL: _("By law, with the whole order"),
    CauseCode.STANDARD_DELIVERY: _("By law, what the cheapest standard delivery costs"),
    CauseCode.STAFF: _("Decided by the shop"),
}
_PARTS: Words = {
    PartKind.GOODS: _("Returned items"),
    PartKind.ORIGINAL_SHIPPING: _("Original shipping"),
    PartKind.RESTOCKING_FEE: _("Restocking fee"),
    PartKind.DEDUCTION: _("Loss in value"),
    PartKind.RETURN_FEE: _("Return fee"),
    PartKind.FEE_WAIVED: _("Return fee waived"),
    PartKind.FEE_PREPAID: _("Return fee paid in advance"),
    PartKind.NOT_PAID: _("Not paid yet"),
    PartKind.ALREADY_REFUNDED: _("Already refunded"),
    PartKind.CREDIT_BONUS: _("Bonus on store credit"),
}
_MESSAGES: Words = {
    MessageKind.RETURN_REQUESTED: _("Request received"),
    MessageKind.LABEL: _("Return label"),
    MessageKind.APPROVED: _("Return approved"),
    MessageKind.REJECTED: _("Return rejected"),
    MessageKind.HANDED_IN: _("Parcel handed in"),
    MessageKind.RECEIVED: _("Goods received"),
    MessageKind.REMINDER: _("Reminder to send the parcel"),
    MessageKind.EXPIRED: _("Return expired"),
    MessageKind.AMOUNTS_CHANGED: _("Other amounts than confirmed"),
    MessageKind.REFUNDED: _("Refund made"),
    MessageKind.CANCELLED: _("Return cancelled"),
    MessageKind.STORE_CREDIT: _("Gift card code"),
    MessageKind.EXCHANGE_DUE: _("Difference to pay"),
    MessageKind.EXCHANGED: _("Exchange order made"),
}
_DOORS: Words = {
    Door.PORTAL: _("Return portal"),
    Door.STAFF: _("Staff"),
    Door.API: _("API"),
}
_ACTORS: Words = {
    ActorKind.CUSTOMER: _("Customer"),
    ActorKind.STAFF: _("Staff"),
    ActorKind.SYSTEM: _("Automatic"),
}


def reason_label(reason: StrEnum) -> str:
    """Name a return reason."""
    return str(_REASONS[reason])


def outcome_label(outcome: StrEnum) -> str:
    """Name what the customer gets."""
    return str(_OUTCOMES[outcome])


def method_label(method: StrEnum) -> str:
    """Name a way home for the goods."""
    return str(_METHODS[method])


def status_label(status: ReturnStatus) -> str:
    """Say where the case is."""
    return str(_STATUSES[status])


def parcel_label(status: ParcelStatus) -> str:
    """Say where the goods are."""
    return str(_PARCELS[status])


def parcel_badge(status: ParcelStatus) -> str:
    """Say where the goods are, in as few words as a list has room for."""
    return str(_SHORT_PARCELS.get(status, _PARCELS[status]))


def carrier_label(code: str) -> str:
    """Name a carrier; one without a name of ours goes by its code."""
    return str(_CARRIERS.get(code, code))


def money_label(status: MoneyStatus) -> str:
    """Say where the money is."""
    return str(_MONEY[status])


def tab_label(tab: Tab) -> str:
    """Name a drawer of the overview."""
    return str(_TABS[tab])


def event_label(kind: EventKind) -> str:
    """Say what happened."""
    return str(_EVENTS[kind])


def part_label(kind: PartKind) -> str:
    """Name a part of a refund."""
    return str(_PARTS[kind])


def cause_label(cause: PartCause) -> str:
    """Say why a part is what it is, where its name does not say so already."""
    return str(_CAUSES.get(cause.code, ""))


def message_label(kind: MessageKind) -> str:
    """Say what a mail is about."""
    return str(_MESSAGES[kind])


def door_label(door: Door) -> str:
    """Say which way a return came in."""
    return str(_DOORS[door])


def actor_label(kind: ActorKind) -> str:
    """Say what sort of person acted."""
    return str(_ACTORS[kind])


def format_money(money: Money) -> str:
    """Write an amount as the reader is used to, with all the digits of its currency."""
    return numbers.format_currency(money.decimal, money.currency, locale=get_locale())


def format_day(day: date) -> str:
    """Write a day out, without a weekday."""
    return dates.format_date(day, format="long", locale=get_locale())


def format_moment(moment: datetime, zone: str = "") -> str:
    """Write a moment to the minute, in the given zone or in the zone that it carries."""
    local = moment.astimezone(ZoneInfo(zone)) if zone else moment
    day = dates.format_date(local, format="medium", locale=get_locale())
    time = dates.format_time(local, format="short", tzinfo=local.tzinfo, locale=get_locale())
    together = str(dates.get_datetime_format("medium", locale=get_locale()))
    return together.replace("{1}", day).replace("{0}", time).replace("'", "")


def teach_words(app: Flask) -> None:
    """Let every template say these words, as filters named like the functions."""
    for word in (
        reason_label,
        outcome_label,
        method_label,
        status_label,
        parcel_label,
        parcel_badge,
        carrier_label,
        money_label,
        tab_label,
        event_label,
        part_label,
        cause_label,
        finding_label,
        disposition_label,
        answer_label,
        units_found,
        restock_label,
        hitch_label,
        message_label,
        door_label,
        actor_label,
        format_money,
        format_day,
        format_moment,
    ):
        app.add_template_filter(word)
