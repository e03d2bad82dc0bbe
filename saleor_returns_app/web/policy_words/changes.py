"""What changed between two versions, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.differences import Change, Difference
from saleor_returns_app.domain.policy.document import Informed, Refuse, Rule
from saleor_returns_app.domain.policy.terms import Source
from saleor_returns_app.web.policy_words.actions import (
    action_sentences,
    refusal_words,
    setting_label,
    setting_value,
)
from saleor_returns_app.web.policy_words.conditions import SEPARATOR, when_words
from saleor_returns_app.web.policy_words.values import country_name, joined, language_name
from saleor_returns_app.web.words import reason_label

_SENTENCES: Mapping[Change, LazyString] = {
    Change.DOCUMENT: _("%(what)s: from %(before)s to %(after)s"),
    Change.ADDRESS_ADDED: _("Return address “%(what)s” is new: %(after)s"),
    Change.ADDRESS_REMOVED: _("Return address “%(what)s” is gone: %(before)s"),
    Change.ADDRESS_CHANGED: _("Return address “%(what)s”: from %(before)s to %(after)s"),
    Change.DEFAULT: _("For all returns: %(what)s: from %(before)s to %(after)s"),
    Change.RULE_ADDED: _("Rule “%(rule)s” is new: %(after)s"),
    Change.RULE_REMOVED: _("Rule “%(rule)s” is gone: %(before)s"),
    Change.RULE_MOVED: _("Rule “%(rule)s” moved from place %(before)s to place %(after)s"),
    Change.RULE_RENAMED: _("Rule “%(before)s” is now called “%(after)s”"),
    Change.SWITCHED_ON: _("Rule “%(rule)s” was switched on"),
    Change.SWITCHED_OFF: _("Rule “%(rule)s” was switched off"),
    Change.SOURCE: _("Rule “%(rule)s” applied to %(before)s and now applies to %(after)s"),
    Change.CONDITION: _("Rule “%(rule)s” fired: %(before)s. Now: %(after)s"),
    Change.ACTION: _("Rule “%(rule)s”: %(what)s: from %(before)s to %(after)s"),
    Change.REFUSAL: _("Rule “%(rule)s”: from %(before)s to %(after)s"),
}
_SOURCES: Mapping[Source, LazyString] = {
    Source.ANY: _("all returns"),
    Source.PORTAL: _("returns from the portal"),
    Source.STAFF: _("returns that staff open"),
    Source.API: _("returns from the API"),
}
_DOCUMENT: Mapping[str, LazyString] = {
    "time_zone": _("Time zone"),
    "languages": _("Languages"),
    "informed": _("What customers are told before they buy"),
    "reasons": _("Reasons offered"),
    "message_needed_for": _("Reasons that need a message"),
}
_NOTHING = _("nothing")
_NOT_SET = _("not set")
_NO_REFUSAL = _("no refusal")
_OF_WITHDRAWAL = _("the right of withdrawal")
_OF_RETURN_COST = _("the cost of a return")
_DEFAULT_ADDRESS = _("default")
_RULE = _("%(condition)s: %(actions)s")


def difference_sentence(difference: Difference) -> str:
    """Say what changed."""
    say = _SAY[difference.change]
    facts = {
        "rule": difference.rule_name,
        "what": _what(difference),
        "before": say(difference.before, difference.what),
        "after": say(difference.after, difference.what),
    }
    return str(_SENTENCES[difference.change]) % facts


def rule_words(rule: Rule) -> str:
    """Say a rule in one line."""
    actions = str(SEPARATOR).join(action_sentences(rule))
    return str(_RULE) % {"condition": when_words(rule.when), "actions": actions}


def _what(difference: Difference) -> str:
    if difference.change in {Change.DEFAULT, Change.ACTION}:
        return setting_label(difference.what)
    if difference.change is Change.DOCUMENT:
        return str(_DOCUMENT[difference.what])
    return difference.what or str(_DEFAULT_ADDRESS)


def _setting(value: object, name: str) -> str:
    return str(_NOT_SET) if value is None else setting_value(name, value)


def _of_document(value: Any, name: str) -> str:
    match name:
        case "languages":
            words = [language_name(code) for code in value]
        case "reasons" | "message_needed_for":
            words = [reason_label(reason) for reason in value]
        case "informed":
            words = _told(value)
        case _:
            return str(value)
    return joined(words, "unit") or str(_NOTHING)


def _told(informed: Informed) -> list[str]:
    told = [(informed.of_withdrawal, _OF_WITHDRAWAL), (informed.of_return_cost, _OF_RETURN_COST)]
    return [str(words) for is_so, words in told if is_so]


def _address(address: Address | None, _name: str) -> str:
    if address is None:
        return ""
    return ", ".join([*address.lines, country_name(address.country)])


def _rule(rule: Rule | None, _name: str) -> str:
    return rule_words(rule) if rule else ""


def _refusal(refuse: Refuse | None, _name: str) -> str:
    return refusal_words(refuse) if refuse else str(_NO_REFUSAL)


def _plain(value: object, _name: str) -> str:
    return "" if value is None else str(value)


_SAY: Mapping[Change, Callable[[Any, str], str]] = {
    **dict.fromkeys(Change, _plain),
    Change.DOCUMENT: _of_document,
    Change.ADDRESS_ADDED: _address,
    Change.ADDRESS_REMOVED: _address,
    Change.ADDRESS_CHANGED: _address,
    Change.DEFAULT: _setting,
    Change.ACTION: _setting,
    Change.RULE_ADDED: _rule,
    Change.RULE_REMOVED: _rule,
    Change.SOURCE: lambda source, _name: str(_SOURCES[source]),
    Change.CONDITION: lambda condition, _name: when_words(condition),
    Change.REFUSAL: _refusal,
}
