"""Headers that keep pages safe: what they may load, and who may frame them."""

from flask import Flask, Response, g

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https: http:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {ancestors}"
)
UNFRAMED = {
    "Content-Security-Policy": POLICY.format(ancestors="'none'"),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def guard_pages(app: Flask) -> None:
    """Set the headers on every answer."""
    app.after_request(_guard)


def may_be_framed_by(*origins: str) -> None:
    """Let the page that is being answered be framed; all others may not be."""
    g.frame_ancestors = " ".join(origins)


def _guard(answer: Response) -> Response:
    if "frame_ancestors" in g:
        policy = POLICY.format(ancestors=g.frame_ancestors)
        answer.headers.setdefault("Content-Security-Policy", policy)
    for name, value in UNFRAMED.items():
        answer.headers.setdefault(name, value)
    return answer
