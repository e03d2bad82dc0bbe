"""Refusals as pieces of pages."""

from flask import Response, render_template, request


def trouble(status: int, code: str, text: str) -> Response:
    """Show a refusal: in place of the page, or in the open dialog that an act came from."""
    if request.method == "GET":
        page = render_template("desk/trouble.html", status=status, code=code, text=text)
        place = {"HX-Retarget": "#desk", "HX-Reselect": ".page"}
    else:
        page = render_template("desk/refusal.html", text=text)
        place = {"HX-Retarget": "dialog[open] [data-refusal]"}
    return Response(page, status, {**place, "HX-Reswap": "innerHTML"}, mimetype="text/html")
