"""What was decided of an order, and how two decisions differ, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.policy.comparing import Aspect, Effect
from saleor_returns_app.domain.policy.conditions import FactName
from saleor_returns_app.domain.policy.decision import Fired, TraceStep
from saleor_returns_app.domain.policy.document import Rule
from saleor_returns_app.domain.policy.explaining import RefusalCode
from saleor_returns_app.domain.policy.linting import set_by
from saleor_returns_app.domain.policy.terms import (
    Outcome,
    Payer,
    Requirement,
    ReturnMethod,
    ReturnReason,
    Source,
    Track,
)
from saleor_returns_app.web.policy_words.actions import setting_label, setting_value
from saleor_returns_app.web.policy_words.conditions import fact_label
from saleor_returns_app.web.policy_words.values import joined
from saleor_returns_app.web.words import method_label, outcome_label, reason_label

_TRACKS: Mapping[Track, LazyString] = {
    Track.STATUTORY: _("Withdrawal, by law"),
    Track.POLICY: _("The shop's rules"),
    Track.NON_CONFORMITY: _("Guarantee, by law"),
}
_FIRED: Mapping[Fired, LazyString] = {
    Fired.SET: _("Applied"),
    Fired.OVERRIDDEN: _("Overridden"),
    Fired.REFUSED: _("Refused"),
    Fired.LAW_PREVAILED: _("Law prevailed"),
    Fired.DEPENDS: _("Depends on the choice"),
}
_REQUIREMENTS: Mapping[Requirement, LazyString] = {
    Requirement.APPROVAL: _("Approval"),
    Requirement.PHOTO: _("Photo"),
    Requirement.MESSAGE: _("Message"),
}
_ASPECTS: Mapping[Aspect, LazyString] = {
    Aspect.RETURNABLE: _("May come back"),
    Aspect.REFUSALS: _("Reasons for the refusal"),
    Aspect.WINDOW: _("Return window"),
    Aspect.OUTCOMES: _("Outcomes offered"),
    Aspect.METHODS: _("Ways back offered"),
    Aspect.FEE: _("Return fee"),
    Aspect.RESTOCKING: _("Restocking fee"),
    Aspect.CREDIT_BONUS: _("Bonus on store credit"),
    Aspect.REQUIRED: _("Asked for first"),
    Aspect.SHIP_WITH: _("Ship with"),
    Aspect.RETURN_ADDRESS: _("Return address"),
}
_EFFECTS: Mapping[Effect, LazyString] = {
    Effect.BETTER: _("Better for the customer"),
    Effect.WORSE: _("Worse for the customer"),
    Effect.NEUTRAL: _("Different"),
}
_SOURCES: Mapping[Source, LazyString] = {
    Source.ANY: _("All returns"),
    Source.PORTAL: _("Return portal"),
    Source.STAFF: _("Staff"),
    Source.API: _("API"),
}
_PAYERS: Mapping[Payer, LazyString] = {
    Payer.CUSTOMER: _("The customer pays"),
    Payer.MERCHANT: _("The shop pays"),
}
_REFUSAL_CODES: Mapping[RefusalCode, LazyString] = {
    RefusalCode.ORDER_CLOSED: _("order not open"),
    RefusalCode.NOT_SHIPPED: _("not shipped yet"),
    RefusalCode.ALREADY_RETURNED: _("already returned"),
    RefusalCode.WINDOW_OVER: _("window over"),
    RefusalCode.PRODUCT_REFUSED: _("item refused by a rule"),
    RefusalCode.ORDER_REFUSED: _("order refused by a rule"),
    RefusalCode.GIFT_CARD: _("gift card"),
    RefusalCode.FREE_GIFT: _("free gift"),
    RefusalCode.NOTHING_OFFERED: _("no way back"),
    RefusalCode.NOT_TOGETHER: _("not together"),
}
_REFUSAL = _("Refusal")
_REFUSE: Mapping[str, LazyString] = {
    "item": _("The item is refused"),
    "order": _("The whole order is refused"),
}


@dataclass(frozen=True)
class ChangeWords:
    """One thing that a rule set, and what overrode it: a rule's id, `law`, or nothing."""

    label: str
    value: str
    overridden_by: str


def track_label(track: Track) -> str:
    """Name the ground of a right."""
    return str(_TRACKS[track])


def fired_label(fired: Fired) -> str:
    """Say what became of a rule."""
    return str(_FIRED[fired])


def requirement_label(requirement: Requirement) -> str:
    """Name what is asked for first."""
    return str(_REQUIREMENTS[requirement])


def aspect_label(aspect: Aspect) -> str:
    """Name what differs."""
    return str(_ASPECTS[aspect])


def effect_label(effect: Effect) -> str:
    """Say what a difference means for the customer."""
    return str(_EFFECTS[effect])


def source_label(source: Source) -> str:
    """Name a door."""
    return str(_SOURCES[source])


def payer_label(payer: Payer) -> str:
    """Say who pays a fee."""
    return str(_PAYERS[payer])


def change_words(step: TraceStep, rule: Rule | None) -> list[ChangeWords]:
    """Say what a step set, with the values as the rule itself says them where it is at hand."""
    own = set_by(rule.then) if rule else {}
    return [
        ChangeWords(
            str(_REFUSAL) if name == "refuse" else setting_label(name),
            _set_value(name, value, own.get(name)),
            step.overridden_by.get(name, ""),
        )
        for name, value in step.set.items()
    ]


def _set_value(name: str, value: str, own: object) -> str:
    if name == "refuse":
        return str(_REFUSE.get(value, value))
    return coded(value) if own is None else setting_value(name, own)


def fact_words(step: TraceStep) -> list[tuple[str, str]]:
    """Say what a step's rule asked for, and what it found."""
    return [(_fact(name), coded(value)) for name, value in step.facts.items()]


def _fact(name: str) -> str:
    return fact_label(FactName(name)) if name in set(FactName) else name


def coded(text: str) -> str:
    """Say a list of plain values, with words for the codes among them."""
    words = [_word(code) for code in text.split(", ") if code]
    return joined(words, "unit") or "–"


def _word(code: str) -> str:
    for codes, label in _CODES:
        if code in set(codes):
            return label(codes(code))
    return code


_CODES: tuple[tuple[type[StrEnum], Callable[[Any], str]], ...] = (
    (Outcome, outcome_label),
    (ReturnMethod, method_label),
    (Requirement, requirement_label),
    (ReturnReason, reason_label),
    (RefusalCode, lambda code: str(_REFUSAL_CODES[code])),
)


def teach_decisions(app: Flask) -> None:
    """Let every template say these words, as filters named like the functions."""
    for say in (track_label, payer_label, requirement_label):
        app.add_template_filter(say)
