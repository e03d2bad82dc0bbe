"""The rules' pages: pieces of HTML over the same acts as the API's."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from saleor_returns_app.domain.errors import OrderNotFound, ReturnsError
from saleor_returns_app.domain.policy.findings import Severity
from saleor_returns_app.domain.policy.replay_report import Grouping
from saleor_returns_app.domain.policy.replays import PolicyReplay
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason, Source
from saleor_returns_app.http.entry import Entry, lets_in, services
from saleor_returns_app.http.problems import status_of
from saleor_returns_app.use_cases.policies.drafts import list_drafts, show_draft
from saleor_returns_app.use_cases.policies.replays import list_replays, show_replay
from saleor_returns_app.use_cases.policies.trying import Trial
from saleor_returns_app.use_cases.policies.versions import compare, list_versions, show_version
from saleor_returns_app.web.desk.policies import acts
from saleor_returns_app.web.desk.policies.answers import rows_of
from saleor_returns_app.web.desk.policies.asked import CompareSchema, named
from saleor_returns_app.web.desk.policies.charts import bars
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.desk.troubles import trouble
from saleor_returns_app.web.policy_words import (
    action_sentences,
    decisions,
    difference_sentence,
    finding_sentence,
    when_words,
)
from saleor_returns_app.web.policy_words.actions import settings_sentences
from saleor_returns_app.web.policy_words.values import country_name

blueprint = Blueprint("policies_parts", __name__, url_prefix="/desk/parts/policies")
blueprint.before_request(speak_dashboard_language)
blueprint.before_request(check_staff)
blueprint.after_request(keep_nothing)
lets_in(blueprint, Entry.STAFF)


@blueprint.get("")
def overview() -> ResponseReturnValue:
    """Show what is in force, what was, and what is in the making."""
    return _overview()


@blueprint.get("/versions/<int:version>")
def one_version(version: int) -> ResponseReturnValue:
    """Show a version in words."""
    view = show_version(_shop(), version, transaction=services().transaction)
    document = view.policy.document
    return _page(
        "version",
        view=view,
        document=document,
        general=settings_sentences(document.in_general),
        when_words=when_words,
        action_sentences=action_sentences,
        source_label=decisions.source_label,
        text=json.dumps(services().policy_files.write(document), ensure_ascii=False, indent=2),
    )


@blueprint.get("/differences")
def differences() -> ResponseReturnValue:
    """Show in words what changes from one version or draft to another."""
    asked = CompareSchema().load(request.args)
    before, after = named(asked["before"]), named(asked["after"])
    found = compare(_shop(), before, after, transaction=services().transaction)
    return _page(
        "differences",
        **_candidates(),
        **asked,
        sentences=[difference_sentence(one) for one in found],
    )


@blueprint.post("/drafts")
def begin() -> ResponseReturnValue:
    """Begin a draft and open it."""
    draft = acts.begin({name: value for name, value in request.form.items() if value})
    return _leading(f"/drafts/{draft.id}", one_draft(draft.id))


@blueprint.get("/drafts/<draft>")
def one_draft(draft: str) -> str:
    """Show the editor."""
    view = show_draft(_shop(), draft, transaction=services().transaction)
    return _page("editor", view=view, draft=view.draft)


@blueprint.get("/drafts/<draft>/publish")
def publishing(draft: str) -> ResponseReturnValue:
    """Show what publishing a draft would change, and what there is to know."""
    view = show_draft(_shop(), draft, transaction=services().transaction)
    findings = acts.findings_of(view.draft.document)
    found = compare(_shop(), named(""), named(f"draft:{draft}"), transaction=services().transaction)
    return render_template(
        "desk/policies/publish.html",
        view=view,
        draft=view.draft,
        findings=findings,
        errors=[one for one in findings if one.severity is Severity.ERROR],
        finding_sentence=finding_sentence,
        sentences=[difference_sentence(one) for one in found],
        may_publish=acts.may_publish(staff()),
    )


@blueprint.post("/drafts/<draft>/publish")
def publish(draft: str) -> ResponseReturnValue:
    """Bring a draft into force."""
    published = acts.publish(draft, request.form)
    text = gettext("Version %(number)s is in force", number=published.policy.version)
    return _leading("", _overview(), text)


@blueprint.post("/drafts/<draft>/discard")
def discard(draft: str) -> ResponseReturnValue:
    """Put a draft away, and offer to take it back."""
    gone = acts.discard(draft, request.form)
    return _leading("", _overview(gone=gone))


@blueprint.post("/drafts/<draft>/restore")
def restore(draft: str) -> ResponseReturnValue:
    """Take a draft back."""
    acts.restore(draft)
    return _leading("", _overview())


@blueprint.post("/drafts/<draft>/replays")
def start_replay(draft: str) -> ResponseReturnValue:
    """Have a draft replayed, and show how far it is."""
    form = request.form
    words: dict[str, Any] = {"months": form.get("months", "")}
    if form.get("amount", "").strip():
        cost = {"amount": form["amount"].strip(), "currency": form.get("currency", "").strip()}
        words["parcel_costs"] = [cost]
    replay = acts.replay(draft, words)
    return _leading(f"/replays/{replay.id}", _replay(replay))


@blueprint.post("/versions/<int:version>/roll-back")
def roll_back(version: int) -> ResponseReturnValue:
    """Bring an old version into force again."""
    published = acts.roll_back(version, request.form)
    text = gettext("Version %(number)s is in force", number=published.policy.version)
    return _leading("", _overview(), text)


@blueprint.get("/try")
def try_out() -> ResponseReturnValue:
    """Show what rules say of an order or a return of the past."""
    asked = request.args
    trial, missing = None, ""
    if asked.get("order", "").strip() or asked.get("return", "").strip():
        try:
            trial = acts.try_out(_tried(asked))
        except OrderNotFound as error:
            missing = gettext(str(error))
    return _page(
        "try",
        trial=trial,
        missing=missing,
        asked=asked,
        **_candidates(),
        **(_of_trial(trial) if trial else {}),
        outcomes=tuple(Outcome),
        methods=tuple(ReturnMethod),
        reasons=tuple(ReturnReason),
        sources=[one for one in Source if one is not Source.ANY],
        words=decisions,
    )


@blueprint.get("/replays/<replay>")
def one_replay(replay: str) -> ResponseReturnValue:
    """Show how far a replay is, and what it has come to."""
    return _replay(show_replay(_shop(), replay, transaction=services().transaction))


@blueprint.post("/replays/<replay>/cancel")
def cancel_replay(replay: str) -> ResponseReturnValue:
    """Stop a replay."""
    return _replay(acts.cancel_replay(replay))


@blueprint.errorhandler(ReturnsError)
def refused(error: ReturnsError) -> ResponseReturnValue:
    """Say what is wrong: in place of the page, or in the dialog that the act came from."""
    return trouble(status_of(error), error.code, gettext(str(error).splitlines()[0]))


@blueprint.errorhandler(ValidationError)
def malformed(error: ValidationError) -> ResponseReturnValue:
    """Say that something was filled in wrongly."""
    return trouble(422, "malformed", gettext("Some fields are missing or wrong."))


def _overview(gone: object = None) -> str:
    transaction = services().transaction
    return _page(
        "overview",
        versions=list_versions(_shop(), transaction=transaction),
        drafts=list_drafts(_shop(), transaction=transaction),
        replays=list_replays(_shop(), transaction=transaction, limit=5),
        gone=gone,
        may_publish=acts.may_publish(staff()),
    )


def _replay(replay: PolicyReplay) -> str:
    rows = rows_of(replay)
    return _page(
        "replay",
        replay=replay,
        total=rows[0],
        by={one: [row for row in rows if row.grouping is one] for one in Grouping},
        charts=bars(rows),
        findings=sorted(replay.result.findings.values(), key=lambda one: -one.items),
        country_name=country_name,
        words=decisions,
    )


def _candidates() -> dict[str, Any]:
    transaction = services().transaction
    return {
        "versions": list_versions(_shop(), transaction=transaction),
        "drafts": list_drafts(_shop(), transaction=transaction),
    }


def _of_trial(trial: Trial) -> dict[str, Any]:
    return {
        "rules": {rule.id: rule for rule in trial.document.rules},
        "chosen": {one.line_id: one for one in trial.facts.chosen},
    }


def _tried(asked: MultiDict[str, str]) -> Mapping[str, Any]:
    """Make the API's words of a form's; a line without a quantity is not chosen."""
    lines = [
        {
            "line_id": name.removeprefix("quantity-"),
            "quantity": value,
            "reason": asked.get(f"reason-{name.removeprefix('quantity-')}") or None,
        }
        for name, value in asked.items()
        if name.startswith("quantity-") and value.strip() not in {"", "0"}
    ]
    plain = ("order", "return", "by", "outcome", "method", "source")
    return {"lines": lines, **{name: asked[name] for name in plain if asked.get(name)}}


def _page(name: str, **facts: Any) -> str:
    return render_template(f"desk/policies/{name}.html", **facts)


@blueprint.after_request
def keep_what_was_asked(answer: Response) -> Response:
    """Put what a form asked for into the address, so that it can be kept and handed on."""
    if request.headers.get("HX-Trigger") == "asks" and answer.status_code == 200:
        query = request.query_string.decode("latin-1")
        place = request.path.removeprefix("/desk/parts")
        answer.headers["HX-Push-Url"] = f"/desk{place}?{query}"
    return answer


def _leading(place: str, page: str, text: str = "") -> Response:
    """Answer an act with the page that comes after it."""
    answer = make_response(page)
    answer.headers["HX-Push-Url"] = f"/desk/policies{place}"
    if text:
        answer.headers["HX-Trigger"] = json.dumps({"desk:done": {"text": text}})
    return answer


def _shop() -> str:
    return staff().installation.id
