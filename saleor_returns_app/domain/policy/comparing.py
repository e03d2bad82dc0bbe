"""Two decisions about the same facts, side by side: what a shopper gains or loses by the second."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from saleor_returns_app.domain.policy.decision import (
    Because,
    Cause,
    Decision,
    LineDecision,
    Offer,
    ReturnWindow,
    TraceStep,
)
from saleor_returns_app.domain.policy.terms import Payer


class Aspect(StrEnum):
    """What differs."""

    RETURNABLE = "returnable"
    REFUSALS = "refusals"
    WINDOW = "window"
    OUTCOMES = "outcomes"
    METHODS = "methods"
    FEE = "fee"
    RESTOCKING = "restocking"
    CREDIT_BONUS = "credit_bonus"
    REQUIRED = "required"
    SHIP_WITH = "ship_with"
    RETURN_ADDRESS = "return_address"


class Effect(StrEnum):
    """What a difference means for the customer."""

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Difference:
    """One thing that differs for a line, as data: `before` and `after` are plain values.

    `because` tells what made it so: in the second decision, or in the first where the second no
    longer holds what made the difference. `offers` names those it is true of (`refund/drop_off`).
    """

    line_id: str
    aspect: Aspect
    effect: Effect
    before: str
    after: str
    because: Because
    offers: tuple[str, ...] = ()


def differences(before: Decision, after: Decision) -> tuple[Difference, ...]:
    """List what differs, line by line."""
    known, terms = {line.line_id: line for line in before.lines}, _Terms({})
    return tuple(
        difference
        for line in after.lines
        if line.line_id in known
        for difference in _Pair(before, after, known[line.line_id], line, terms).differences()
    )


Terms = tuple[Aspect, Effect, str, str]


@dataclass(frozen=True)
class _Terms:
    """What differs between offers; lines that are alike share theirs, and are compared once."""

    known: dict[tuple[int, ...], dict[Terms, list[str]]]

    def __call__(
        self, before: tuple[Offer, ...], after: tuple[Offer, ...]
    ) -> dict[Terms, list[str]]:
        key = (len(before), *map(id, before), *map(id, after))
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = _terms_of(before, after)
        return found


def _terms_of(before: tuple[Offer, ...], after: tuple[Offer, ...]) -> dict[Terms, list[str]]:
    old = {(offer.outcome, offer.method): offer for offer in before}
    found: dict[Terms, list[str]] = {}
    for offer in after:
        one = old.get((offer.outcome, offer.method))
        for terms in _of_terms(one, offer) if one else ():
            found.setdefault(terms, []).append(_name(offer))
    return found


@dataclass(frozen=True)
class _Pair:
    """Both decisions, and what each says of one line."""

    was: Decision
    now: Decision
    before: LineDecision
    after: LineDecision
    terms: _Terms

    def differences(self) -> Iterator[Difference]:
        """List what differs for the line."""
        if self.before.refusals or self.after.refusals:
            yield from self._of_refusals()
            return
        yield from self._of_window()
        yield from self._of_choice()
        yield from self._of_offers()

    def _of_refusals(self) -> Iterator[Difference]:
        before, after = self.before, self.after
        if _codes(before) == _codes(after):
            return
        aspect, effect = Aspect.REFUSALS, Effect.NEUTRAL
        if bool(before.refusals) != bool(after.refusals):
            aspect = Aspect.RETURNABLE
            effect = Effect.WORSE if after.refusals else Effect.BETTER
        because = (after.refusals or before.refusals)[0].because
        yield self._difference(aspect, effect, _codes(before), _codes(after), because)

    def _of_window(self) -> Iterator[Difference]:
        if self.before.window.last_day != self.after.window.last_day:
            was, now = _lasts(self.before.window), _lasts(self.after.window)
            effect = Effect.BETTER if now > was else Effect.WORSE
            because = self.after.window.because
            if because.cause is Cause.LAW:
                because = self.before.window.because
            if because.cause is Cause.LAW:
                because = self._set_by("window")
            yield self._difference(Aspect.WINDOW, effect, was[1], now[1], because)

    def _of_choice(self) -> Iterator[Difference]:
        """Say which outcomes and methods came or went."""
        if _ways(self.before.offers) == _ways(self.after.offers):
            return
        for aspect, name in ((Aspect.OUTCOMES, "outcome"), (Aspect.METHODS, "method")):
            was = dict.fromkeys(getattr(offer, name).value for offer in self.before.offers)
            now = dict.fromkeys(getattr(offer, name).value for offer in self.after.offers)
            if was.keys() != now.keys():
                effect = _effect(gained=now.keys() - was.keys(), lost=was.keys() - now.keys())
                because = self._set_by(aspect.value)
                yield self._difference(aspect, effect, ", ".join(was), ", ".join(now), because)

    def _of_offers(self) -> Iterator[Difference]:
        """Hold the offers that both have against each other; equal differences are told once."""
        for (aspect, effect, was, now), names in self.terms(
            self.before.offers, self.after.offers
        ).items():
            because = self._because(aspect, names[0])
            yield self._difference(aspect, effect, was, now, because, tuple(names))

    def _because(self, aspect: Aspect, name: str) -> Because:
        """Find what decided: an offer says it of its fee and of what it asks for, else the trace."""
        if aspect not in {Aspect.FEE, Aspect.REQUIRED}:
            return self._set_by(_SETTINGS[aspect])
        was, now = (
            next(one for one in line.offers if name == _name(one))
            for line in (self.before, self.after)
        )
        if aspect is Aspect.FEE:
            return now.fee.because
        asked = {one.what for one in was.required}
        more = [one.because for one in now.required if one.what not in asked]
        return (more or [one.because for one in was.required])[0]

    def _set_by(self, setting: str) -> Because:
        """Find the rule that made it so: one that refuses what law still grants, or that set it."""
        line_id = self.after.line_id
        now = [step for step in self.now.trace if step.line_id == line_id]
        was = [step for step in self.was.trace if step.line_id == line_id]
        for steps, others, version in (
            (now, was, self.now.policy_version),
            (was, now, self.was.policy_version),
        ):
            known = {step.rule_id for step in others if "refuse" in step.set}
            for step in steps:
                if "refuse" in step.set and step.rule_id not in known:
                    return _of_rule(step, version)
        for steps, version in ((now, self.now.policy_version), (was, self.was.policy_version)):
            for step in reversed(steps):
                if setting in step.set and setting not in step.overridden_by:
                    return _of_rule(step, version)
        return Because("default", Cause.DEFAULT, self.now.policy_version)

    def _difference(
        self,
        aspect: Aspect,
        effect: Effect,
        was: str,
        now: str,
        because: Because,
        offers: tuple[str, ...] = (),
    ) -> Difference:
        return Difference(self.after.line_id, aspect, effect, was, now, because, offers)


_SETTINGS = {
    Aspect.RESTOCKING: "restocking_rate",
    Aspect.CREDIT_BONUS: "credit_bonus_rate",
    Aspect.SHIP_WITH: "ship_with",
    Aspect.RETURN_ADDRESS: "return_address",
}


def _ways(offers: tuple[Offer, ...]) -> list[tuple[str, str]]:
    return [(offer.outcome, offer.method) for offer in offers]


def _fee(offer: Offer) -> tuple[int, int, Payer]:
    return offer.fee_rate, offer.fee.amount.minor, offer.fee.payer


def _of_rule(step: TraceStep, version: int) -> Because:
    return Because("rule_sets", Cause.RULE, version, rule_id=step.rule_id, rule_name=step.rule_name)


def _name(offer: Offer) -> str:
    return f"{offer.outcome.value}/{offer.method.value}"


def _effect(*, gained: Collection[str], lost: Collection[str]) -> Effect:
    if gained and lost:
        return Effect.NEUTRAL
    return Effect.WORSE if lost else Effect.BETTER


def _of_terms(before: Offer, after: Offer) -> Iterator[Terms]:
    if _fee(before) != _fee(after) and (was := fee_words(before)) != (now := fee_words(after)):
        yield Aspect.FEE, _fee_effect(before, after), was, now
    if before.restocking_rate != after.restocking_rate:
        old, new = before.restocking_rate, after.restocking_rate
        effect = Effect.WORSE if new > old else Effect.BETTER
        yield Aspect.RESTOCKING, effect, _percent(old), _percent(new)
    if before.credit_bonus_rate != after.credit_bonus_rate:
        old, new = before.credit_bonus_rate, after.credit_bonus_rate
        effect = Effect.BETTER if new > old else Effect.WORSE
        yield Aspect.CREDIT_BONUS, effect, _percent(old), _percent(new)
    if before.required or after.required:
        yield from _of_requirements(before, after)
    if before.ship_with != after.ship_with:
        yield Aspect.SHIP_WITH, Effect.NEUTRAL, before.ship_with, after.ship_with
    if before.return_address != after.return_address:
        yield Aspect.RETURN_ADDRESS, Effect.NEUTRAL, before.return_address, after.return_address


def _of_requirements(before: Offer, after: Offer) -> Iterator[Terms]:
    was = {one.what.value for one in before.required}
    now = {one.what.value for one in after.required}
    if was != now:
        # To be asked for less is better for the customer: what is lost is gained.
        effect = _effect(gained=was - now, lost=now - was)
        yield Aspect.REQUIRED, effect, ", ".join(sorted(was)), ", ".join(sorted(now))


def fee_words(offer: Offer) -> str:
    """Say what an offer's way home costs whom, as plain data."""
    amount = _percent(offer.fee_rate) if offer.fee_rate else str(offer.fee.amount)
    if not offer.fee_rate and not offer.fee.amount:
        return "0"
    return amount if offer.fee.payer is Payer.CUSTOMER else f"{amount} ({offer.fee.payer.value})"


def _fee_effect(before: Offer, after: Offer) -> Effect:
    old, new = _customer_pays(before), _customer_pays(after)
    if (old[0] < new[0]) != (old[1] < new[1]) and old[0] != new[0] and old[1] != new[1]:
        return Effect.NEUTRAL
    return Effect.WORSE if new > old else Effect.BETTER if new < old else Effect.NEUTRAL


def _customer_pays(offer: Offer) -> tuple[int, int]:
    if offer.fee.payer is not Payer.CUSTOMER:
        return 0, 0
    return offer.fee_rate, offer.fee.amount.minor


def _codes(line: LineDecision) -> str:
    return ", ".join(refusal.code for refusal in line.refusals)


def _end(window: ReturnWindow) -> str:
    return window.last_day.isoformat() if window.last_day else "open"


def _lasts(window: ReturnWindow) -> tuple[bool, str]:
    return window.last_day is None, _end(window)


def _percent(rate: int) -> str:
    whole, rest = divmod(rate, 100)
    return f"{whole}.{rest:02d}%" if rest else f"{whole}%"
