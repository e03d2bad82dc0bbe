"""The features that a shop can switch on: what each is for, what it needs, and what is missing."""

import json
from dataclasses import dataclass

import structlog
from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from saleor_returns_app.domain.errors import ReturnsError, SaleorRefused, ShopAsleep, Unavailable
from saleor_returns_app.domain.features import FEATURES, RESTOCKING, Feature, feature_named
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.saleor_things import Warehouse
from saleor_returns_app.domain.saleor_versions import release_of
from saleor_returns_app.http.entry import Entry, lets_in, now, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.installing.authenticate_staff import MANAGE_APPS
from saleor_returns_app.use_cases.installing.features import refresh_permissions, switch_feature
from saleor_returns_app.use_cases.returns.restocking import choose_warehouse, warehouses_of
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.desk.troubles import trouble

log = structlog.get_logger()
blueprint = Blueprint("desk_features", __name__, url_prefix="/desk/parts/features")
blueprint.before_request(speak_dashboard_language)
blueprint.before_request(check_staff)
blueprint.after_request(keep_nothing)
lets_in(blueprint, Entry.STAFF)


@dataclass(frozen=True)
class FeatureState:
    """How a feature stands in a shop."""

    feature: Feature
    is_on: bool
    is_granted: bool
    is_whole: bool


@blueprint.get("")
def features() -> ResponseReturnValue:
    """Show the features; the Dashboard leads here when it has asked for a permission."""
    return _page(_as_saleor_says(), error=request.args.get("error", ""))


@blueprint.post("/<feature>/<any(on, off):wanted>")
def switch(feature: str, wanted: str) -> ResponseReturnValue:
    """Switch a feature, and have the Dashboard ask for its permission if that is missing."""
    member = staff()
    member.needs(MANAGE_APPS)
    switch_feature(
        member.installation.id,
        feature,
        on=wanted == "on",
        at=now(),
        transaction=services().transaction,
    )
    shop, is_fresh = _as_saleor_says()
    answer = make_response(_page((shop, is_fresh)))
    state = _state(feature_named(feature), shop)
    if state.is_on and not state.is_granted:
        asked = {"desk:permission": {"permissions": [state.feature.permission]}}
        answer.headers["HX-Trigger-After-Settle"] = json.dumps(asked)
    else:
        told = {"desk:done": {"text": _done(state)}}
        answer.headers["HX-Trigger"] = json.dumps(told)
    return answer


@blueprint.post("/restocking/warehouse")
def warehouse() -> ResponseReturnValue:
    """Choose the warehouse that returned goods go into."""
    member = staff()
    member.needs(MANAGE_APPS)
    place = choose_warehouse(
        member.installation.id,
        request.form.get("warehouse", ""),
        by=member.actor.name,
        at=now(),
        saleor=services().saleor,
        transaction=services().transaction,
    )
    answer = make_response(_page(_as_saleor_says()))
    text = gettext("Returned goods go into %(warehouse)s", warehouse=place.name)
    answer.headers["HX-Trigger"] = json.dumps({"desk:done": {"text": text}})
    return answer


@blueprint.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Say what is wrong: in place of the page, or in the dialog that the switch was in."""
    return trouble(status_of(error), error.code, gettext(str(error)))


def _as_saleor_says() -> tuple[Installation, bool]:
    """Return the shop with what Saleor says of the app now, or said the last time."""
    shop = staff().installation
    try:
        fresh = refresh_permissions(
            shop.id, at=now(), saleor=services().saleor, transaction=services().transaction
        )
    except (Unavailable, ShopAsleep) as error:
        log.warning("permissions_not_read", code=error.code)
        with services().transaction() as store:
            return store.installations.get(shop.id), False
    return fresh, True


def _page(found: tuple[Installation, bool], error: str = "") -> str:
    shop, is_fresh = found
    with services().transaction() as store:
        place = store.restocks.place_of(shop.id)
    return render_template(
        "desk/features.html",
        shop=shop,
        is_fresh=is_fresh,
        states=[_state(feature, shop) for feature in FEATURES],
        place=place,
        warehouses=_warehouses(shop),
        may_switch=MANAGE_APPS in staff().permissions,
        was_denied=error == "USER_DENIED_PERMISSIONS",
        has_failed=bool(error) and error != "USER_DENIED_PERMISSIONS",
    )


def _warehouses(shop: Installation) -> list[Warehouse]:
    """List where returned goods can go; nothing while the feature does not work or Saleor is away."""
    state = _state(feature_named(RESTOCKING), shop)
    if not (state.is_on and state.is_granted):
        return []
    try:
        return warehouses_of(shop.id, services().saleor, services().transaction)
    except (Unavailable, ShopAsleep, SaleorRefused) as error:
        log.warning("warehouses_not_read", code=error.code)
        return []


def _state(feature: Feature, shop: Installation) -> FeatureState:
    return FeatureState(
        feature,
        is_on=feature.code in shop.features,
        is_granted=feature.permission in shop.permissions,
        is_whole=feature.is_whole(release_of(shop.saleor_version)),
    )


def _done(state: FeatureState) -> str:
    title = gettext(state.feature.title)
    if state.is_on:
        return str(gettext("%(feature)s: switched on", feature=title))
    return str(gettext("%(feature)s: switched off", feature=title))
