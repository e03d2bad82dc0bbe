"""The words of the mails, in the order's language, as text and as HTML."""

from functools import cache
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from saleor_returns_app.adapters.languages import Language, language_of
from saleor_returns_app.adapters.mail.letters.arithmetic import refund_rows
from saleor_returns_app.adapters.mail.letters.sentences import write_letter
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.messages import MessageKind, Words
from saleor_returns_app.domain.return_request import ReturnRequest


class TranslatedLetters:
    """Letters that link to the portal at `public_url`."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url.rstrip("/")

    def write(
        self, kind: MessageKind, *, case: ReturnRequest, order: Order, shop: Installation
    ) -> Words:
        """Write the letter of one kind about a return."""
        language = language_of(order.snapshot.language)
        letter = write_letter(kind, case=case, order=order, language=language)
        facts = {
            "letter": letter,
            "number": case.number,
            "shop": shop.shop_name,
            "items": _items(case, order),
            "refund": refund_rows(case, language) if letter.shows_refund else [],
            "link": self._status_link(shop, order, language),
            "language": language.code,
        }
        templates = _templates(language)
        return Words(
            subject=letter.subject,
            text=templates.get_template("letter.txt").render(facts).strip() + "\n",
            html=templates.get_template("letter.html").render(facts),
        )

    def _status_link(self, shop: Installation, order: Order, language: Language) -> str:
        query = urlencode({"order": order.number, "lang": language.code})
        return f"{self._public_url}/portal/{shop.slug}/?{query}"


def _items(case: ReturnRequest, order: Order) -> list[tuple[int, str]]:
    """List what comes back: how many, and of what."""
    items = []
    for line in case.lines:
        bought = order.snapshot.line(line.order_line_id)
        names = (bought.product_name, bought.variant_name) if bought else ("?",)
        items.append((line.quantity, " · ".join(name for name in names if name)))
    return items


@cache
def _templates(language: Language) -> Environment:
    environment = Environment(
        loader=PackageLoader("saleor_returns_app.adapters.mail.letters"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # from the extension
        language.words, newstyle=True
    )
    return environment
