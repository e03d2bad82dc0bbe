"""The words of findings and problems, in the reader's language."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from saleor_returns_app.domain.health import Check, Finding, Level
from saleor_returns_app.domain.shop_problems import ShopProblem
from saleor_returns_app.web.words import format_moment

_CHECKS: Mapping[Check, LazyString] = {
    Check.CONNECTION: _("Connection"),
    Check.PERMISSIONS: _("Permissions"),
    Check.WEBHOOKS: _("What Saleor tells the app"),
    Check.DELIVERIES: _("News from Saleor"),
    Check.JOBS: _("The app's own steps"),
    Check.VERSION: _("Version"),
    Check.CLOCK: _("Clock"),
}
_LEVELS: Mapping[Level, LazyString] = {
    Level.FINE: _("Fine"),
    Level.WARNING: _("Look at this"),
    Level.BROKEN: _("Does not work"),
}
TONES = {Level.FINE: "success", Level.WARNING: "warning", Level.BROKEN: "critical"}


def check_label(check: Check) -> str:
    """Name what was looked at."""
    return str(_CHECKS[check])


def level_label(level: Level) -> str:
    """Say how bad it is."""
    return str(_LEVELS[level])


def text_of(finding: Finding) -> Markup:
    """Say what was found; moments are shown in the reader's own zone."""
    return _filled(finding.saying.what, finding)


def advice_of(finding: Finding) -> Markup:
    """Say what to do about it; often nothing."""
    return _filled(finding.saying.advice, finding)


def problem_text(problem: ShopProblem) -> str:
    """Say what waits for the merchant."""
    return str(gettext(problem.wording.what)) % {"about": problem.about}


def problem_advice(problem: ShopProblem) -> str:
    """Say what to do about it."""
    return str(gettext(problem.wording.advice))


def _filled(words: str, finding: Finding) -> Markup:
    if not words:
        return Markup("")
    return escape(gettext(words)) % {key: _shown(key, fact) for key, fact in finding.facts.items()}


def _shown(name: str, fact: str) -> Markup:
    if name != "at":
        return escape(gettext(fact) if name == "why" else fact)
    moment = format_moment(datetime.fromisoformat(fact))
    return Markup('<time datetime="{}" data-when="near">{}</time>').format(fact, moment)
