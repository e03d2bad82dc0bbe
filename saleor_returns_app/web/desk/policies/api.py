"""The rules as JSON: what the desk's pages do, and what other tools of the shop may do."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from saleor_returns_app.domain.errors import Invalid, PolicyInvalid
from saleor_returns_app.domain.policy.publishing import PolicyHasErrors
from saleor_returns_app.domain.policy.replay_report import report_csv
from saleor_returns_app.domain.policy.replays import PolicyReplay
from saleor_returns_app.http.entry import Entry, lets_in, services
from saleor_returns_app.http.problems import problem, status_of
from saleor_returns_app.use_cases.policies.drafts import list_drafts, show_draft
from saleor_returns_app.use_cases.policies.publishing import Published
from saleor_returns_app.use_cases.policies.replays import list_replays, show_replay
from saleor_returns_app.use_cases.policies.versions import compare, list_versions, show_version
from saleor_returns_app.web.desk.policies import acts
from saleor_returns_app.web.desk.policies.answers import (
    ChangeSchema,
    DraftRowSchema,
    FindingSchema,
    ReplayRowSchema,
    ReplaySchema,
    TrialSchema,
    VersionRowSchema,
    VersionSchema,
    faults_of,
    rows_of,
)
from saleor_returns_app.web.desk.policies.asked import CompareSchema, LintSchema, named
from saleor_returns_app.web.desk.staff import (
    check_staff,
    keep_nothing,
    speak_dashboard_language,
    staff,
)
from saleor_returns_app.web.policy_words.catalogue import catalogue

blueprint = Blueprint("policies_api", __name__, url_prefix="/api/desk/v1/policies")
blueprint.before_request(speak_dashboard_language)
blueprint.before_request(check_staff)
blueprint.after_request(keep_nothing)
lets_in(blueprint, Entry.STAFF)

schemas = Blueprint("policies_schema", __name__, url_prefix="/api/desk/v1/policies")
lets_in(schemas, Entry.PUBLIC)


@schemas.get("/schema.json")
def json_schema() -> ResponseReturnValue:
    """Describe policy files; editors and pipelines read it without a token, it tells of no shop."""
    answer = jsonify(services().policy_files.schema())
    answer.mimetype = "application/schema+json"
    return answer


@blueprint.get("")
def overview() -> ResponseReturnValue:
    """List versions, the newest first, and open drafts."""
    transaction = services().transaction
    return jsonify(
        versions=VersionRowSchema(many=True).dump(list_versions(_shop(), transaction=transaction)),
        drafts=DraftRowSchema(many=True).dump(list_drafts(_shop(), transaction=transaction)),
    )


@blueprint.get("/catalogue")
def choices() -> ResponseReturnValue:
    """List what a policy can say, with words."""
    return jsonify(catalogue(services().policy_files))


@blueprint.get("/versions/<int:version>")
def one_version(version: int) -> ResponseReturnValue:
    """Show a version."""
    view = show_version(_shop(), version, transaction=services().transaction)
    return jsonify(VersionSchema().dump(view))


@blueprint.post("/versions/<int:version>/roll-back")
def roll_back(version: int) -> ResponseReturnValue:
    """Bring an old version into force again."""
    return _published(acts.roll_back(version, said()))


@blueprint.get("/differences")
def differences() -> ResponseReturnValue:
    """Say in words what changes from one version or draft to another."""
    asked = CompareSchema().load(request.args)
    before, after = named(asked["before"]), named(asked["after"])
    found = compare(_shop(), before, after, transaction=services().transaction)
    return jsonify(changes=ChangeSchema(many=True).dump(found))


@blueprint.post("/drafts")
def begin() -> ResponseReturnValue:
    """Begin a draft."""
    return one_draft(acts.begin(said()).id), 201


@blueprint.get("/drafts/<draft>")
def one_draft(draft: str) -> Response:
    """Show a draft, with its document and what there is to know of it."""
    view = show_draft(_shop(), draft, transaction=services().transaction)
    document = view.draft.document
    return jsonify(
        DraftRowSchema().dump(view)
        | {
            "document": services().policy_files.write(document),
            "findings": FindingSchema(many=True).dump(acts.findings_of(document)),
        }
    )


@blueprint.put("/drafts/<draft>")
def save(draft: str) -> ResponseReturnValue:
    """Keep a draft as it was changed, if nobody else changed it meanwhile."""
    acts.save(draft, said())
    return one_draft(draft)


@blueprint.post("/drafts/<draft>/discard")
def discard(draft: str) -> ResponseReturnValue:
    """Put a draft away."""
    acts.discard(draft, said())
    return one_draft(draft)


@blueprint.post("/drafts/<draft>/restore")
def restore(draft: str) -> ResponseReturnValue:
    """Take a draft back."""
    acts.restore(draft)
    return one_draft(draft)


@blueprint.post("/drafts/<draft>/publish")
def publish(draft: str) -> ResponseReturnValue:
    """Bring a draft into force."""
    return _published(acts.publish(draft, said()))


@blueprint.post("/drafts/<draft>/replays")
def start_replay(draft: str) -> ResponseReturnValue:
    """Have a draft replayed."""
    replay = acts.replay(draft, said())
    return jsonify(ReplayRowSchema().dump(replay)), 202


@blueprint.post("/lint")
def lint() -> ResponseReturnValue:
    """Say what there is to know of a document that nobody has kept yet."""
    document = acts.read_document(LintSchema().load(said())["document"])
    return jsonify(findings=FindingSchema(many=True).dump(acts.findings_of(document)))


@blueprint.post("/try")
def try_out() -> ResponseReturnValue:
    """Decide about an order or a return of the past."""
    return jsonify(TrialSchema().dump(acts.try_out(said())))


@blueprint.get("/replays")
def replays() -> ResponseReturnValue:
    """List replays, the newest first."""
    found = list_replays(_shop(), transaction=services().transaction)
    return jsonify(replays=ReplayRowSchema(many=True).dump(found))


@blueprint.get("/replays/<replay>")
def one_replay(replay: str) -> ResponseReturnValue:
    """Show a replay with what it has come to so far."""
    return jsonify(ReplaySchema().dump(_replay(replay)))


@blueprint.get("/replays/<replay>/report.csv")
def report(replay: str) -> ResponseReturnValue:
    """Give out a replay's rows as a file."""
    answer = Response(report_csv(rows_of(_replay(replay))), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="replay.csv"'
    return answer


@blueprint.post("/replays/<replay>/cancel")
def cancel_replay(replay: str) -> ResponseReturnValue:
    """Stop a replay."""
    return jsonify(ReplaySchema().dump(acts.cancel_replay(replay)))


@blueprint.errorhandler(PolicyHasErrors)
def has_errors(error: PolicyHasErrors) -> ResponseReturnValue:
    """Say what stops the publishing, with sentences."""
    findings = FindingSchema(many=True).dump(error.findings)
    return problem(status_of(error), error.code, gettext(str(error)), findings=findings)


@blueprint.errorhandler(PolicyInvalid)
def has_faults(error: PolicyInvalid) -> ResponseReturnValue:
    """Say what is wrong with a document, and where."""
    faults = faults_of(error)
    sentence = gettext(str(error).splitlines()[0])
    return problem(status_of(error), error.code, sentence, faults=faults)


def said() -> Mapping[str, Any]:
    """Return the body; an act that needs no words may come without one."""
    if not request.get_data():
        return {}
    try:
        words = request.get_json(force=True, silent=True)
    except RecursionError as error:
        raise Invalid("The body of this request is nested too deeply.") from error
    if not isinstance(words, dict):
        raise Invalid("The body of this request is not a JSON object.")
    return words


def _published(published: Published) -> Response:
    view = show_version(_shop(), published.policy.version, transaction=services().transaction)
    warnings = FindingSchema(many=True).dump(published.warnings)
    return jsonify(VersionSchema().dump(view) | {"warnings": warnings})


def _replay(replay: str) -> PolicyReplay:
    return show_replay(_shop(), replay, transaction=services().transaction)


def _shop() -> str:
    return staff().installation.id
