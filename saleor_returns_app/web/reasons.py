"""Why something was decided, as a sentence in the reader's language."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from flask import Flask
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.policy.decision import Because, Cause
from saleor_returns_app.domain.policy.document import Texts
from saleor_returns_app.domain.policy.explaining import RefusalCode, Why
from saleor_returns_app.domain.policy.terms import WindowStart
from saleor_returns_app.web.words import format_day

Sentences = Mapping[str, LazyString]

_REFUSALS: Sentences = {
    RefusalCode.ORDER_CLOSED: _("This order is not open for returns."),
    RefusalCode.NOT_SHIPPED: _("This item has not been shipped yet."),
    RefusalCode.ALREADY_RETURNED: _("This item has already been returned, or a return is open."),
    RefusalCode.WINDOW_OVER: _("The return period of %(days)s days ended on %(last_day)s."),
    RefusalCode.PRODUCT_REFUSED: _("The shop does not take this product back."),
    RefusalCode.ORDER_REFUSED: _("The shop does not take this order back."),
    RefusalCode.GIFT_CARD: _("Gift cards cannot be returned."),
    RefusalCode.FREE_GIFT: _("This was a free gift and does not need to come back."),
    RefusalCode.NOTHING_OFFERED: _("The shop has no way to take this item back at the moment."),
    RefusalCode.NOT_TOGETHER: _(
        "These items cannot come back together. Please make a return of its own for some of them."
    ),
}
_WHY: Sentences = {
    Why.WINDOW: _("The shop takes this item back for %(days)s days."),
    Why.WITHDRAWAL: _("You have a legal right to withdraw from the purchase for %(days)s days."),
    Why.GUARANTEE: _("The seller answers by law for goods that are faulty or not as described."),
    Why.FEE: _("The shop asks for a share of what the way back costs."),
    Why.NO_FEE: _("Returning is free in this shop."),
    Why.NO_CARRIAGE: _("There is no parcel to pay for."),
    Why.FEE_CAPPED: _("By law the shop may not charge you for this way back."),
    Why.FAULT_IS_FREE: _("Goods that are faulty come back free of charge, by law."),
    Why.REQUIRED: _("The shop asks for this before it takes the item back."),
    Why.FAULT_IS_CHECKED: _("The shop may look at the fault first."),
    Why.EXCLUDED: _("The legal right to withdraw does not apply to this item."),
}
_UNTIL: Sentences = {
    Why.WINDOW: _("The shop takes this item back until %(last_day)s."),
    Why.WITHDRAWAL: _("You may withdraw from the purchase until %(last_day)s, by law."),
    Why.GUARANTEE: _("The seller answers by law for faults until %(last_day)s."),
}
_COUNTED_FROM: Sentences = {
    WindowStart.PLACED: _("Counted from the day of the order."),
    WindowStart.FULFILLED: _("Counted from the day that the last parcel left."),
    WindowStart.DELIVERED: _("Counted from the day that the last parcel arrived."),
}
_CAUSES: Mapping[Cause, LazyString] = {
    Cause.FACT: _("Fact of the order"),
    Cause.RULE: _("Rule"),
    Cause.DEFAULT: _("What holds for all"),
    Cause.LAW: _("Law"),
}


def cause_label(cause: Cause) -> str:
    """Name what decided."""
    return str(_CAUSES[cause])


def because_sentence(because: Because) -> str:
    """Tell a customer why: in the merchant's own words where he has written some."""
    own = text_in(because.message)
    if own:
        return own
    facts = dict(because.facts)
    if "last_day" in facts:
        facts["last_day"] = format_day(date.fromisoformat(facts["last_day"]))
    return _filled(because.code, facts)


def because_source(because: Because) -> str:
    """Tell a merchant what decided: the rule by its name, the article, or what holds for all."""
    if because.cause is Cause.RULE:
        return f"{cause_label(because.cause)}: {because.rule_name or because.rule_id}"
    if because.cause is Cause.LAW:
        return f"{cause_label(because.cause)}: {because.article}"
    return cause_label(because.cause)


def percent(rate: int) -> str:
    """Write hundredths of a percent as a plain decimal: 250 is `2.5`."""
    return f"{Decimal(rate).scaleb(-2).normalize():f}"


def text_in(texts: Texts) -> str:
    """Choose the reader's language, else its plain form, else English, else whatever there is."""
    by_language = {code.lower().replace("_", "-"): text for code, text in texts.by_language.items()}
    locale = str(get_locale() or "en").lower().replace("_", "-")
    for code in (locale, locale[:2], "en"):
        if by_language.get(code):
            return by_language[code]
    return next((text for text in by_language.values() if text), "")


def _filled(code: str, facts: Mapping[str, str]) -> str:
    sentences = _UNTIL if code in _UNTIL and "last_day" in facts else {**_REFUSALS, **_WHY}
    sentence = str(sentences[code])
    said = sentence % facts if "%(" in sentence else sentence
    counted = _COUNTED_FROM.get(facts.get("from", ""))
    return f"{said} {counted}" if counted else said


def teach_reasons(app: Flask) -> None:
    """Let every template say these sentences, as filters named like the functions."""
    for say in (because_sentence, because_source, percent):
        app.add_template_filter(say)
