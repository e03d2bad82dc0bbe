"""What may be had for a line: each outcome by each method, on the best ground there is for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from saleor_returns_app.domain.policy.case import OF_LAW, Case, LineCase, Way
from saleor_returns_app.domain.policy.charging import fee_for, is_dearer
from saleor_returns_app.domain.policy.decision import Offer, Required, ReturnWindow
from saleor_returns_app.domain.policy.explaining import Why
from saleor_returns_app.domain.policy.judging import Terms
from saleor_returns_app.domain.policy.terms import Outcome, Requirement, ReturnMethod, Track
from saleor_returns_app.domain.policy.windows import latest

_BEST_FIRST = (Track.STATUTORY, Track.NON_CONFORMITY, Track.POLICY)


@dataclass(frozen=True, eq=False)
class Offered:
    """What lines that are alike are offered, and the terms of the merchant's that are open to them.

    Nothing in it is of one order only: it is worked out once for all orders like it.
    """

    by_way: Mapping[Way, Offer] = field(default_factory=dict)
    listed: tuple[Offer, ...] = ()
    open_terms: tuple[Terms, ...] = ()


NOTHING = Offered()


def offers_for(line: LineCase) -> Offered:
    """List everything that may be had for a line, in the order that the customer sees it."""
    book, likeness = line.case.book, line.likeness
    known: Offered | None = book.get(likeness)
    if known is None:
        known = book[likeness] = _worked_out(line)
    return known


def window_of(line: LineCase, offered: Offered) -> ReturnWindow:
    """Return the widest window of the tracks that are open; where none is, of all there are."""
    if not offered.listed:
        return latest(line.windows)
    case = line.case
    known = case.widest.get((offered, line.by_law))
    if known is None:
        of_policy = [case.window(terms) for terms in offered.open_terms]
        of_law = [case.grounds.windows[track] for track in line.by_law]
        known = case.widest[offered, line.by_law] = latest(of_policy + of_law)
    return known


def _worked_out(line: LineCase) -> Offered:
    grounds = {way: tracks for way in line.ways if (tracks := _tracks(line, way))}
    open_ways = [way for way, tracks in grounds.items() if Track.POLICY in tracks]
    for track in line.by_law:
        for outcome in OF_LAW[track]:
            _send_back_somehow(grounds, track, outcome)
    offers: dict[Way, Offer] = {}
    for way in _in_order(line, grounds):
        tracks = tuple(track for track in _BEST_FIRST if track in grounds[way])
        offers[way] = _offer(line, way, tracks)
    by_way = {way: _no_dearer(offer, offers) for way, offer in offers.items()}
    open_terms = dict.fromkeys(line.terms(way) for way in open_ways)
    return Offered(by_way, tuple(by_way.values()), tuple(open_terms))


def _tracks(line: LineCase, way: Way) -> tuple[Track, ...]:
    """Say on which grounds a way is open: against law no rule can refuse, only not offer a way."""
    outcome, method = way
    can = line.case.facts.capabilities
    if method not in line.methods(line.terms(way)) or outcome not in can.outcomes:
        return ()
    by_law = [track for track in line.by_law if outcome in OF_LAW[track]]
    return (*by_law, Track.POLICY) if line.is_open(way) else tuple(by_law)


def _send_back_somehow(
    grounds: dict[Way, tuple[Track, ...]], track: Track, outcome: Outcome
) -> None:
    """Add a parcel of the customer's own where law gives something and no way to send it is left."""
    ways = [(outcome, method) for method in ReturnMethod if method.travels]
    if not any(track in grounds.get(way, ()) for way in ways):
        parcel = (outcome, ReturnMethod.DROP_OFF)
        grounds[parcel] = (*grounds.get(parcel, ()), track)


def _in_order(line: LineCase, grounds: Iterable[Way]) -> list[Way]:
    terms = line.case.policy.terms(line.judged.fired)
    outcomes = list(dict.fromkeys((*terms.outcomes, *Outcome)))
    methods = list(dict.fromkeys((*terms.methods, *ReturnMethod)))
    return sorted(grounds, key=lambda way: (outcomes.index(way[0]), methods.index(way[1])))


def _offer(line: LineCase, way: Way, tracks: tuple[Track, ...]) -> Offer:
    case, terms, (outcome, method) = line.case, line.terms(way), way
    fee, rate = fee_for(case, terms, method, tracks)
    may_restock = tracks == (Track.POLICY,) and method is not ReturnMethod.KEEP
    ship_with = terms.ship_with if method.travels else ""
    return Offer(
        outcome=outcome,
        method=method,
        track=tracks[0],
        fee=fee,
        fee_rate=rate,
        restocking_rate=terms.restocking_rate if may_restock else 0,
        credit_bonus_rate=terms.credit_bonus_rate if outcome is Outcome.STORE_CREDIT else 0,
        required=_required(case, terms, tracks),
        ship_with=ship_with if ship_with in case.facts.capabilities.carrier_options else "",
        return_address=terms.return_address,
    )


def _required(case: Case, terms: Terms, tracks: tuple[Track, ...]) -> tuple[Required, ...]:
    """List what is asked for first: who withdraws owes nothing but the goods."""
    if Track.STATUTORY in tracks:
        return ()
    asked = [
        Required(what, case.explain.setting(Why.REQUIRED, terms.rule_of(what.value)))
        for what in Requirement
        if getattr(terms, what.value)
    ]
    if Track.POLICY not in tracks and not terms.approval:
        asked.insert(0, Required(Requirement.APPROVAL, case.grounds.fault_is_checked(case.explain)))
    return tuple(asked)


def _no_dearer(offer: Offer, offers: Mapping[Way, Offer]) -> Offer:
    """Let nothing that is offered instead of the money cost more to send than law allows for that."""
    ways = ((Outcome.REFUND, offer.method), (Outcome.REFUND, ReturnMethod.DROP_OFF))
    refund = next((offers[way] for way in ways if way in offers), offer)
    if refund.track is Track.POLICY or not offer.method.travels or not is_dearer(offer, refund):
        return offer
    return replace(offer, fee=refund.fee, fee_rate=refund.fee_rate)
