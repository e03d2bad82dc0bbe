"""The desk's shells: pages without any data, framed by the Dashboard."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saleor_returns_app.http.entry import Entry, lets_in
from saleor_returns_app.http.security import may_be_framed_by
from saleor_returns_app.web.desk.staff import speak_dashboard_language
from saleor_returns_app.web.desk.widgets import MOST_ROWS

blueprint = Blueprint("desk", __name__)
blueprint.before_request(speak_dashboard_language)
lets_in(blueprint, Entry.PUBLIC)


@blueprint.before_request
def let_dashboard_frame() -> None:
    """Let the Dashboard frame the desk; its origin is known to the operator alone."""
    may_be_framed_by(*current_app.config["FRAME_ANCESTORS"])


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Lead to the desk; a redirect to another origin would cut the Dashboard's bridge."""
    query = request.query_string.decode("latin-1")
    return redirect(f"/desk/?{query}" if query else "/desk/")


@blueprint.get("/desk/")
@blueprint.get("/desk/returns/<number>")
def shell(number: str = "") -> ResponseReturnValue:
    """Answer with the shell; what belongs in it is fetched with the Dashboard's token."""
    return render_template("desk/shell.html")


@blueprint.get("/desk/returns/<number>/inspect")
def inspect(number: str) -> ResponseReturnValue:
    """Answer with the shell for the page on which goods are looked at."""
    return shell()


@blueprint.get("/desk/health")
def health() -> ResponseReturnValue:
    """Answer with the same shell; the page about the connection belongs in it."""
    return render_template("desk/shell.html")


@blueprint.get("/desk/money")
def money() -> ResponseReturnValue:
    """Answer with the shell for the page about money."""
    return shell()


@blueprint.get("/desk/features")
def features() -> ResponseReturnValue:
    """Answer with the shell, likewise."""
    return shell()


@blueprint.get("/desk/carriers")
def carriers() -> ResponseReturnValue:
    """Answer with the shell for the accounts with carriers."""
    return shell()


@blueprint.get("/desk/policies")
@blueprint.get("/desk/policies/<path:rest>")
def rules(rest: str = "") -> ResponseReturnValue:
    """Answer with the same shell for the rules' pages."""
    return render_template("desk/shell.html")


@blueprint.get("/desk/widgets/<any(order, customer, home):kind>")
def widget(kind: str) -> ResponseReturnValue:
    """Answer with the shell of a small frame beside something else."""
    return render_template(
        "desk/widgets/shell.html", part=url_for(f"desk_widgets.{kind}"), is_popup=False
    )


@blueprint.get("/desk/popups/<any(order, customer):kind>")
def popup(kind: str) -> ResponseReturnValue:
    """Answer with the shell of a pop-up: it has room, and no token but its first."""
    part = url_for(f"desk_widgets.{kind}", rows=MOST_ROWS)
    return render_template("desk/widgets/shell.html", part=part, is_popup=True)
