"""What a merchant should know of a policy, in sentences."""

from collections.abc import Callable, Mapping

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.policy.findings import Finding, FindingCode
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.web.policy_words.actions import setting_label
from saleor_returns_app.web.policy_words.values import country_name, joined, language_name
from saleor_returns_app.web.words import method_label

_SENTENCES: Mapping[FindingCode, LazyString] = {
    FindingCode.NEVER_FIRES: _("This rule can never fire: its condition contradicts itself."),
    FindingCode.OVERRIDDEN: _(
        "This rule has no effect: whenever it fires, all that it sets is set again below, by %(by)s."
    ),
    FindingCode.REFUSED_ANYWAY: _(
        "What this rule sets is for nothing: whenever it fires, “%(by)s” refuses."
    ),
    FindingCode.CONTRADICTS: _(
        "This rule and “%(by)s” have the same condition and set another %(what)s; the lower one wins."
    ),
    FindingCode.MESSAGE_MISSING: _("The refusal has no message in: %(languages)s."),
    FindingCode.CARRIER_NOT_CONNECTED: _("The carrier option %(carrier)s is not connected."),
    FindingCode.METHOD_NOT_SERVED: _(
        "“%(method)s” is not offered yet, as nothing of this shop serves it."
    ),
    FindingCode.WINDOW_UNDER_LAW: _(
        "Law gives %(days)s days to consumers in: %(countries)s. The window cannot be shorter."
    ),
    FindingCode.WINDOW_STARTS_EARLY: _(
        "Law counts its days from the delivery; where they end later, consumers have until then."
    ),
    FindingCode.PERCENT_FEE_AND_LAW: _(
        "A fee in percent is no direct cost of a return: consumers who withdraw in time do not pay it."
    ),
    FindingCode.RESTOCKING_AND_LAW: _(
        "Law allows no restocking fee: consumers who withdraw in time do not pay it."
    ),
    FindingCode.FEE_NOT_TOLD: _(
        "Customers are not told of the cost of a return before they buy: consumers who withdraw in "
        "time do not pay this fee."
    ),
    FindingCode.REFUSAL_AND_LAW: _(
        "Law overrules this refusal for consumers who withdraw in time, unless an exclusion with "
        "its evidence is recorded on the item."
    ),
    FindingCode.NOT_ALL_CHECKED: _(
        "These rules are too involved to be compared in full: there may be more to know."
    ),
}


def finding_sentence(finding: Finding) -> str:
    """Say what was found; which rule it is about stands beside it."""
    facts = {name: _SAID.get(name, str)(value) for name, value in finding.facts.items()}
    return str(_SENTENCES[finding.code]) % facts


def _listed(text: str) -> list[str]:
    return text.split(", ")


_SAID: Mapping[str, Callable[[str], str]] = {
    "languages": lambda text: joined(map(language_name, _listed(text)), "unit"),
    "countries": lambda text: joined(map(country_name, _listed(text)), "unit"),
    "method": lambda text: method_label(ReturnMethod(text)),
    "what": lambda name: setting_label(name).lower(),
}
