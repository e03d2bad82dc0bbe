"""Who works and buys in the pretend shop, where it sells, and the permissions there are."""

from dataclasses import dataclass

PERMISSIONS = (
    "HANDLE_CHECKOUTS",
    "HANDLE_PAYMENTS",
    "HANDLE_TAXES",
    "IMPERSONATE_USER",
    "MANAGE_APPS",
    "MANAGE_CHANNELS",
    "MANAGE_CHECKOUTS",
    "MANAGE_DISCOUNTS",
    "MANAGE_GIFT_CARD",
    "MANAGE_MENUS",
    "MANAGE_OBSERVABILITY",
    "MANAGE_ORDERS",
    "MANAGE_ORDERS_IMPORT",
    "MANAGE_PAGE_TYPES_AND_ATTRIBUTES",
    "MANAGE_PAGES",
    "MANAGE_PLUGINS",
    "MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",
    "MANAGE_PRODUCTS",
    "MANAGE_SETTINGS",
    "MANAGE_SHIPPING",
    "MANAGE_STAFF",
    "MANAGE_TAXES",
    "MANAGE_TRANSLATIONS",
    "MANAGE_USERS",
)


@dataclass(frozen=True)
class Staff:
    """Somebody who may sign in to the Dashboard."""

    pk: int
    email: str
    first_name: str
    last_name: str
    permissions: tuple[str, ...]
    token_key: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Channel:
    """A place to sell in one currency."""

    pk: int
    slug: str
    name: str
    currency: str
    country: str


STAFF = (
    Staff(1, "admin@maison-fil.example", "Inès", "Moreau", PERMISSIONS, "k3Yq0wZr81Lp"),
    Staff(
        2,
        "editor@maison-fil.example",
        "Paul",
        "Weber",
        ("MANAGE_PAGES", "MANAGE_PRODUCTS", "MANAGE_TRANSLATIONS"),
        "p7Hd2mVx94Tc",
    ),
)

# What the shop noted of some who have an account, by their address of e-mail.
NOTED = {
    "camille@example.com": {"customer_group": "club"},
    "sanne@example.com": {"customer_group": "staff"},
}

CHANNELS = (
    Channel(1, "europe", "Europe", "EUR", "FR"),
    Channel(2, "america", "America", "USD", "US"),
    Channel(3, "japan", "Japan", "JPY", "JP"),
    Channel(4, "united-kingdom", "United Kingdom", "GBP", "GB"),
    Channel(5, "poland", "Poland", "PLN", "PL"),
)

COUNTRIES = {
    "AT": "Austria",
    "BE": "Belgium",
    "CA": "Canada",
    "CH": "Switzerland",
    "DE": "Germany",
    "ES": "Spain",
    "FR": "France",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "IT": "Italy",
    "JP": "Japan",
    "LU": "Luxembourg",
    "NL": "Netherlands",
    "PL": "Poland",
    "PT": "Portugal",
    "SE": "Sweden",
    "US": "United States of America",
}


def channel_for(currency: str) -> Channel:
    """Return the channel that sells in a currency, or the first one."""
    return next((item for item in CHANNELS if item.currency == currency), CHANNELS[0])


def channel_named(slug: str) -> Channel:
    """Return the channel with this slug, or the first one."""
    return next((item for item in CHANNELS if item.slug == slug), CHANNELS[0])


def find_staff(pk: int | None) -> Staff | None:
    """Return the staff user with this key."""
    return next((staff for staff in STAFF if staff.pk == pk), None)
