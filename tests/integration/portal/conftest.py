"""What the tests of the portal share."""

import pytest

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from tests.support.flat_policies import CountryFee, FlatPolicy
from tests.support.sandbox import a_line
from tests.support.shopper import Shopper
from tests.support.whole_app import WholeApp

POLICY = FlatPolicy(
    fees=(CountryFee("FR", Money(500, "EUR")),),
    refused_skus=("FTC-BOU-180",),
    return_address=Address(company="Maison Fil", street_1="1 rue", city="Lyon", country="FR"),
)


@pytest.fixture
def shopper(app: WholeApp) -> Shopper:
    """Return somebody who bought one scarf for 32.73 and paid 6.00 for shipping."""
    app.publish(POLICY)
    return Shopper(app, app.saleor.place_order([a_line(unit="32.73")], shipping="6.00"))


@pytest.fixture
def visitor(shopper: Shopper) -> Shopper:
    """Return the same shopper, who has found the order."""
    assert shopper.find().status_code == 200
    return shopper
