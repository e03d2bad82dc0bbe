"""Other origins may call this API: it knows bearer tokens only, no cookies."""

from flask import Flask, Response, request

from saleor_returns_app.web.portal.api.operation import PREFIX

ANSWERED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Location, Retry-After, X-Request-Id, Content-Disposition",
}
ASKED_BEFORE = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Accept-Language, X-Request-Id",
    "Access-Control-Max-Age": "86400",
}


def answer_other_origins(app: Flask) -> None:
    """Allow every origin, for this API and nothing else."""
    app.after_request(_allow)


def _allow(answer: Response) -> Response:
    if request.path.startswith(f"{PREFIX}/"):
        answer.headers.update(ANSWERED)
        answer.headers.setdefault("Cache-Control", "no-store")
        if request.method == "OPTIONS":
            answer.headers.update(ASKED_BEFORE)
    return answer
