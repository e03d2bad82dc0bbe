"""A shop that wants to see things, and shoppers who send photos."""

from dataclasses import dataclass, replace
from typing import Any

from werkzeug.test import TestResponse

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.conditions import FactName, FactTest, Operator
from saleor_returns_app.domain.policy.document import PolicyDocument, Rule, Settings
from saleor_returns_app.domain.policy.terms import Outcome
from tests.support.flat_policies import ANY_COUNTRY, CountryFee, FlatPolicy, ruled
from tests.support.pictures import a_picture
from tests.support.sandbox import a_line
from tests.support.shopper import API, Shopper
from tests.support.whole_app import WholeApp

# Law forbids to ask for a photo of whoever withdraws; this customer lives where there is no such law.
FAR_AWAY = "US"
FLAT = FlatPolicy(
    fees=(CountryFee(ANY_COUNTRY, Money(500, "EUR")),),
    outcomes=(Outcome.REFUND, Outcome.STORE_CREDIT),
    return_address=Address(company="Maison Fil", street_1="1 rue", city="Lyon", country="FR"),
)
MUGS = FactTest(FactName.SKU, Operator.STARTS_WITH, ("SM-TAS",))


def wants_photos(*rules: Rule, everywhere: bool = False) -> PolicyDocument:
    """Return a policy that wants photos of mugs, or of everything, and no approval."""
    document = ruled(FLAT)
    mugs = Rule("mugs", "Photos of mugs", when=MUGS, then=Settings(photo=True))
    defaults = replace(document.defaults, photo=everywhere)
    return replace(document, defaults=defaults, rules=(*document.rules, mugs, *rules))


def a_customer(app: WholeApp, **more: Any) -> Shopper:
    """Return somebody who bought a scarf and two mugs."""
    lines = [a_line(unit="32.73"), a_line("tasse", 2)]
    return Shopper(app, app.saleor.place_order(lines, country=FAR_AWAY, **more))


@dataclass(frozen=True)
class Photographer:
    """A shopper with a camera, by the API."""

    shopper: Shopper

    def send(self, content: bytes | None = None, kind: str = "image/jpeg") -> TestResponse:
        """Send a photo as the body."""
        return self.shopper.client.post(
            f"{API}/photos",
            data=a_picture() if content is None else content,
            content_type=kind,
            headers=self.shopper.headers,
        )

    def send_form(self, content: bytes, name: str = "photo.jpg") -> TestResponse:
        """Send a photo as a form does; written by hand, as the test client's own leaves files open."""
        head = f'--x\r\nContent-Disposition: form-data; name="photo"; filename="{name}"\r\n\r\n'
        return self.send(
            head.encode() + content + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"
        )

    def photo(self) -> str:
        """Send a photo and return its id."""
        return str(self.send().get_json()["id"])

    def choice(self, *photos: str, line: int = 1) -> dict[str, Any]:
        """Choose a mug, with photos of it."""
        line_id = self.shopper.order.line_ids[line]
        item = {
            "line_id": line_id,
            "quantity": 1,
            "reason": "too_small",
            "photos": list(photos),
        }
        return {"items": [item], "outcome": "refund", "method": "in_store"}

    def quote(self, *photos: str, line: int = 1) -> TestResponse:
        """Ask for a quote."""
        return self.shopper.post("/quotes", self.choice(*photos, line=line))

    def open(self, *photos: str) -> TestResponse:
        """Open a return."""
        quote = self.quote(*photos).get_json()["quote"]
        return self.shopper.post("/returns", {"quote": quote})
