"""A shop, before anybody has named an order."""

from flask.typing import ResponseReturnValue

from saleor_returns_app.domain.errors import InstallationUnknown
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.portal.shop_facts import shop_facts
from saleor_returns_app.web.portal.api import examples
from saleor_returns_app.web.portal.api.answers import shop_answer
from saleor_returns_app.web.portal.api.operation import Answer, Documented, operation
from saleor_returns_app.web.portal.api.told import ShopSchema


@operation(
    "GET",
    "/shops/<shop>",
    Documented("getShop", "Shops", (InstallationUnknown,), [examples.SHOP_PARAMETER]),
    gives=Answer("The shop.", examples.SHOP, ShopSchema),
    public=True,
)
def get_shop(shop: str) -> ResponseReturnValue:
    """Get a shop's name, languages, and the reasons, outcomes and methods that it offers."""
    return shop_answer(shop_facts(shop, at=now(), transaction=services().transaction))
