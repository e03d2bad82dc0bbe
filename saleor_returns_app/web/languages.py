"""The languages of the pages, and the words of domain codes in them."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, force_locale

LANGUAGES = ("en", "fr")
COOKIE = "returns_language"
YEAR = 365 * 24 * 3600


def speak_languages(app: Flask) -> None:
    """Choose the language of each answer."""
    Babel(
        app,
        default_locale="en",
        default_translation_directories="translations",
        locale_selector=chosen_language,
    )


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language where no page is asked for, as the command line does."""
    app = Flask("saleor_returns_app")
    Babel(app, default_translation_directories="translations")
    with app.app_context(), force_locale(language):
        yield


def chosen_language() -> str:
    """Return the language asked for in the address, else the person's, else the browser's."""
    wanted = request.args.get("lang") or g.get("language") or request.cookies.get(COOKIE)
    short = (wanted or "")[:2].lower()
    if short in LANGUAGES:
        return short
    return request.accept_languages.best_match(LANGUAGES) or "en"


def keep_language(answer: Response) -> Response:
    """Remember the language that was asked for in the address."""
    wanted = request.args.get("lang", "")
    if wanted in LANGUAGES:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        answer.set_cookie(
            COOKIE, wanted, max_age=YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    return answer
