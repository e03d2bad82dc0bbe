"""Mutations by which an app says that something is wrong with it."""

from datetime import timedelta
from typing import Any

from saleor_returns_app.sandbox.saleor.ids import key_of
from saleor_returns_app.sandbox.saleor.installed import App, AppProblem
from saleor_returns_app.sandbox.saleor.mutations import Mutation
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.shop import problem_node
from saleor_returns_app.sandbox.saleor.refusals import PermissionDenied, Refused

MOST = 100
SHORTEST, LONGEST_KEY, LONGEST_MESSAGE = 3, 128, 2048


def create(info: Any, input: dict[str, Any]) -> Node:
    """Run appProblemCreate: the same key within the period counts up instead of adding another."""
    saleor, app = info.context.saleor, _own(info)
    message, key = input["message"].strip(), input["key"].strip()
    if len(message) < SHORTEST:
        raise Refused("message", "Ensure this field has at least 3 characters.", "INVALID")
    if not SHORTEST <= len(key) <= LONGEST_KEY:
        raise Refused("key", "Ensure this field has 3 to 128 characters.", "INVALID")
    now, period = saleor.now(), timedelta(minutes=input.get("aggregationPeriod", 60))
    known = [one for one in app.problems if one.key == key and not one.dismissed_by]
    problem = next((one for one in known if period and now - one.updated <= period), None)
    if problem is None:
        problem = AppProblem(saleor.next_pk("AppProblem"), key, "", now, now)
        app.problems.append(problem)
        del app.problems[:-MOST]
    threshold = input.get("criticalThreshold")
    problem.message, problem.updated = message[:LONGEST_MESSAGE], now
    problem.count += 1
    problem.is_critical = threshold is not None and problem.count >= threshold
    saleor.keep_app(app)
    return {"appProblem": problem_node(problem)}


def dismiss(info: Any, input: dict[str, Any]) -> Node:
    """Run appProblemDismiss for the app's own problems."""
    saleor, app, wanted = info.context.saleor, _own(info), input.get("byApp") or {}
    ids, keys = wanted.get("ids"), wanted.get("keys")
    if bool(ids) == bool(keys):
        raise Refused("byApp", "Provide either ids or keys.", "INVALID")
    pks = {key_of("AppProblem", one) for one in ids or ()}
    for problem in app.problems:
        if str(problem.pk) in pks or problem.key in (keys or ()):
            problem.dismissed_by = problem.dismissed_by or "APP"
    saleor.keep_app(app)
    return {}


def _own(info: Any) -> App:
    app: App | None = info.context.principal.app
    if app is None:
        raise PermissionDenied(["AUTHENTICATED_APP"])
    return app


MUTATIONS: dict[str, Mutation] = {"appProblemCreate": create, "appProblemDismiss": dismiss}
