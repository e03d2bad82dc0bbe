"""The THEN of a rule in words: "Return fee: 2.00 €"."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.document import FeeRule, Refuse, Rule, Settings, WindowRule
from saleor_returns_app.domain.policy.linting import set_by
from saleor_returns_app.domain.policy.terms import Payer, WindowStart
from saleor_returns_app.web.policy_words.values import count, joined, language_name, percent
from saleor_returns_app.web.words import format_money, method_label, outcome_label

_SETTING = _("%(setting)s: %(value)s")
_LABELS: Mapping[str, LazyString] = {
    "window": _("Return window"),
    "fee": _("Return fee"),
    "restocking_rate": _("Restocking fee"),
    "outcomes": _("Outcomes offered"),
    "credit_bonus_rate": _("Bonus on store credit"),
    "methods": _("Ways back offered"),
    "ship_with": _("Ship with"),
    "return_address": _("Return address"),
    "keep_below": _("The customer keeps items below"),
    "approval": _("Approval"),
    "photo": _("Photo"),
    "message": _("Message"),
}
_STARTS: Mapping[WindowStart, LazyString] = {
    WindowStart.PLACED: _("%(days)s days from the order"),
    WindowStart.FULFILLED: _("%(days)s days from the day the last parcel left"),
    WindowStart.DELIVERED: _("%(days)s days from the delivery"),
}
_FREE = _("free")
_BORNE = _("%(fee)s, borne by the shop")
_OF_GOODS = _("%(percent)s of the goods' value")
_REQUIRED, _NOT_REQUIRED = _("required"), _("not required")
_NOTHING = _("none")
_USUAL_CARRIER = _("the usual carrier")
_USUAL_ADDRESS = _("the shop's usual address")
_REFUSE_ITEM = _("The item is refused")
_REFUSE_ORDER = _("The whole order is refused")
_TEXT = _("“%(text)s” (%(language)s)")


def action_sentences(rule: Rule) -> list[str]:
    """Say everything that a rule does."""
    refused = [refusal_words(rule.refuse)] if rule.refuse else []
    return refused + settings_sentences(rule.then)


def settings_sentences(settings: Settings) -> list[str]:
    """Say everything that is set."""
    return [setting_sentence(name, value) for name, value in set_by(settings).items()]


def setting_sentence(name: str, value: object) -> str:
    """Say what one thing is set to."""
    return str(_SETTING) % {"setting": setting_label(name), "value": setting_value(name, value)}


def setting_label(name: str) -> str:
    """Name what is set, by its field."""
    return str(_LABELS[name])


def setting_value(name: str, value: object) -> str:
    """Say a value of a field."""
    return _VALUES[name](value)


def refusal_words(refuse: Refuse) -> str:
    """Say a refusal, with the merchant's messages."""
    told = str(_REFUSE_ORDER if refuse.whole_order else _REFUSE_ITEM)
    texts = [
        str(_TEXT) % {"text": text, "language": language_name(language)}
        for language, text in refuse.message.by_language.items()
    ]
    return str(_SETTING) % {"setting": told, "value": joined(texts, "unit")} if texts else told


def _window(window: WindowRule) -> str:
    return str(_STARTS[window.starts]) % {"days": count(window.days)}


def _fee(fee: FeeRule) -> str:
    said = _rate(fee.rate) if fee.rate else _amounts(fee.amounts, str(_FREE))
    return said if fee.payer is Payer.CUSTOMER else str(_BORNE) % {"fee": said}


def _rate(rate: int) -> str:
    return str(_OF_GOODS) % {"percent": percent(rate)}


def _amounts(amounts: Iterable[Money], none: str = "") -> str:
    return joined(map(format_money, amounts), "or") or none or str(_NOTHING)


def _required(is_so: bool) -> str:
    return str(_REQUIRED if is_so else _NOT_REQUIRED)


_VALUES: Mapping[str, Callable[[Any], str]] = {
    "window": _window,
    "fee": _fee,
    "restocking_rate": percent,
    "outcomes": lambda outcomes: joined(map(outcome_label, outcomes), "unit"),
    "credit_bonus_rate": percent,
    "methods": lambda methods: joined(map(method_label, methods), "unit"),
    "ship_with": lambda carrier: carrier or str(_USUAL_CARRIER),
    "return_address": lambda name: name or str(_USUAL_ADDRESS),
    "keep_below": _amounts,
    "approval": _required,
    "photo": _required,
    "message": _required,
}
