"""Reading pages and sending their forms, as a browser without JavaScript does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass
class Form:
    """A form of a page, with the values that a browser would send untouched."""

    action: str
    method: str = "get"
    values: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """A page: its text, its links and its forms."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        self.status = answer.status_code
        self.path = answer.request.path
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.metas: list[dict[str, str | None]] = []
        self._words: list[str] = []
        self._select = ""
        self._area = ""
        self.feed(answer.get_data(as_text=True))

    @property
    def text(self) -> str:
        """The words of the page, with single spaces."""
        return " ".join(" ".join(self._words).replace("\xa0", " ").split())

    def form(self, end: str) -> Form:
        """Return the form whose action ends like this."""
        return next(form for form in self.forms if form.action.endswith(end))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in what matters of a tag."""
        has = dict(attrs)
        name, value = has.get("name") or "", has.get("value") or ""
        if tag == "a":
            self.links.append(has.get("href") or "")
        elif tag == "meta":
            self.metas.append(has)
        elif tag == "form":
            self.forms.append(Form(has.get("action") or "", has.get("method") or "get"))
        elif tag == "input" and (has.get("type") != "radio" or "checked" in has):
            self.forms[-1].values[name] = value
        elif tag == "select":
            self._select = name
            self.forms[-1].values[name] = ""
        elif tag == "option" and "selected" in has:
            self.forms[-1].values[self._select] = value
        elif tag == "textarea":
            self._area = name
            self.forms[-1].values[name] = ""

    def handle_endtag(self, tag: str) -> None:
        """Close a text field."""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """Keep words, or what a text field holds."""
        if self._area:
            self.forms[-1].values[self._area] += data
        else:
            self._words.append(data)


@dataclass
class Browser:
    """A browser without JavaScript."""

    client: FlaskClient

    def open(self, path: str) -> Page:
        """Open a page, following redirections."""
        return Page(self.client.get(path, follow_redirects=True))

    def send(self, form: Form, **values: str) -> Page:
        """Fill in a form and send it."""
        answer = self.client.post(
            form.action, data={**form.values, **values}, follow_redirects=True
        )
        return Page(answer)
