"""What changed between two versions of a policy, as data."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from saleor_returns_app.domain.policy.document import PolicyDocument, Rule, Settings


class Change(StrEnum):
    """How something differs; stable, and each with a sentence."""

    DOCUMENT = "document"
    ADDRESS_ADDED = "address_added"
    ADDRESS_REMOVED = "address_removed"
    ADDRESS_CHANGED = "address_changed"
    DEFAULT = "default"
    RULE_ADDED = "rule_added"
    RULE_REMOVED = "rule_removed"
    RULE_MOVED = "rule_moved"
    RULE_RENAMED = "rule_renamed"
    SWITCHED_ON = "switched_on"
    SWITCHED_OFF = "switched_off"
    SOURCE = "source"
    CONDITION = "condition"
    ACTION = "action"
    REFUSAL = "refusal"


@dataclass(frozen=True)
class Difference:
    """One thing that changed. `what` names a field of document or settings, or an address.

    `before` and `after` are the values themselves; None where there is none. A rule that was added
    or removed is there whole; one that moved says its places, counted from one.
    """

    change: Change
    before: object = None
    after: object = None
    what: str = ""
    rule_id: str = ""
    rule_name: str = ""


_OF_DOCUMENT = ("time_zone", "languages", "informed", "reasons", "message_needed_for")


def differences(before: PolicyDocument, after: PolicyDocument) -> list[Difference]:
    """Compare two versions; rules are the same when their ids are."""
    return [
        *_of_fields(before, after, _OF_DOCUMENT, Change.DOCUMENT),
        *_of_addresses(before.return_addresses, after.return_addresses),
        *_of_settings(before.defaults, after.defaults, Change.DEFAULT),
        *_of_rules(before.rules, after.rules),
    ]


def _of_fields(
    before: object, after: object, names: Sequence[str], change: Change, rule: Rule | None = None
) -> Iterator[Difference]:
    for name in names:
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            its_id, called = (rule.id, rule.name) if rule else ("", "")
            yield Difference(change, one, other, name, its_id, called)


def _of_settings(
    before: Settings, after: Settings, change: Change, rule: Rule | None = None
) -> Iterator[Difference]:
    yield from _of_fields(before, after, [one.name for one in fields(Settings)], change, rule)


def _of_addresses(
    before: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[Difference]:
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if one != other:
            yield Difference(_change_of_address(one, other), one, other, name)


def _change_of_address(before: object, after: object) -> Change:
    if before is None:
        return Change.ADDRESS_ADDED
    return Change.ADDRESS_REMOVED if after is None else Change.ADDRESS_CHANGED


def _of_rules(before: Sequence[Rule], after: Sequence[Rule]) -> Iterator[Difference]:
    old, new = {rule.id: rule for rule in before}, {rule.id: rule for rule in after}
    moved = _moved(list(old), list(new))
    old_places, new_places = _places(before), _places(after)
    for rule in before:
        if rule.id not in new:
            yield _about(rule, Change.RULE_REMOVED, rule, None)
    for rule in after:
        if rule.id not in old:
            yield _about(rule, Change.RULE_ADDED, None, rule)
            continue
        if rule.id in moved:
            yield _about(rule, Change.RULE_MOVED, old_places[rule.id], new_places[rule.id])
        yield from _of_rule(old[rule.id], rule)


def _of_rule(before: Rule, after: Rule) -> Iterator[Difference]:
    if before.name != after.name:
        yield _about(after, Change.RULE_RENAMED, before.name, after.name)
    if before.is_on != after.is_on:
        yield _about(after, Change.SWITCHED_ON if after.is_on else Change.SWITCHED_OFF)
    if before.source != after.source:
        yield _about(after, Change.SOURCE, before.source, after.source)
    if before.when != after.when:
        yield _about(after, Change.CONDITION, before.when, after.when)
    if before.refuse != after.refuse:
        yield _about(after, Change.REFUSAL, before.refuse, after.refuse)
    yield from _of_settings(before.then, after.then, Change.ACTION, after)


def _about(rule: Rule, change: Change, before: object = None, after: object = None) -> Difference:
    return Difference(change, before, after, rule_id=rule.id, rule_name=rule.name)


def _places(rules: Sequence[Rule]) -> dict[str, int]:
    return {rule.id: place for place, rule in enumerate(rules, start=1)}


def _moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Name the fewest rules that have to move to bring the old order into the new one."""
    places = {name: place for place, name in enumerate(after)}
    common = [name for name in before if name in places]
    return frozenset(common) - _longest_rising(common, places)


def _longest_rising(ids: Sequence[str], places: Mapping[str, int]) -> frozenset[str]:
    """Find the longest run, gaps allowed, whose places rise: what stays where it is."""
    ends: list[int] = []
    ids_at: list[str] = []
    before: dict[str, str | None] = {}
    for name in ids:
        at = bisect_left(ends, places[name])
        ends[at : at + 1] = [places[name]]
        ids_at[at : at + 1] = [name]
        before[name] = ids_at[at - 1] if at else None
    stays, one = set(), ids_at[-1] if ids_at else None
    while one is not None:
        stays.add(one)
        one = before[one]
    return frozenset(stays)
