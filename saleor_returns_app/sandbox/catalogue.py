"""What the pretend shop sells."""

from dataclasses import dataclass, field
from decimal import Decimal

from saleor_returns_app.sandbox.saleor.money import quantise


@dataclass(frozen=True)
class Category:
    """A place in the shop's tree; the topmost has no parent."""

    slug: str
    name: str
    parent: str = ""


@dataclass(frozen=True)
class Product:
    """Something on sale, with the name of its picture.

    `choice` is the attribute that tells its variants apart. A weight of zero grams is none.
    """

    key: str
    name: str
    sku: str
    variants: tuple[str, ...]
    euros: Decimal
    category: str
    choice: str = "size"
    materials: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    grams: int = 0
    metadata: dict[str, str] = field(default_factory=dict)
    kind: str = "NORMAL"

    @property
    def ships(self) -> bool:
        """Whether it travels in a parcel."""
        return self.kind == "NORMAL"


CATEGORIES = (
    Category("fashion", "Fashion"),
    Category("clothing", "Clothing", "fashion"),
    Category("tops", "Tops", "clothing"),
    Category("knitwear", "Knitwear", "clothing"),
    Category("trousers", "Trousers", "clothing"),
    Category("dresses", "Dresses", "clothing"),
    Category("shoes", "Shoes", "fashion"),
    Category("accessories", "Accessories", "fashion"),
    Category("home", "Home"),
    Category("tableware", "Tableware", "home"),
    Category("scents", "Scents", "home"),
    Category("care", "Care", "home"),
    Category("textiles", "Textiles", "home"),
    Category("gift-cards", "Gift cards"),
)
COLLECTIONS = {
    "made-in-france": "Made in France",
    "winter": "Winter",
    "summer-sale": "Summer sale",
}


def _product(
    key: str,
    name: str,
    variants: str,
    euros: str,
    category: str,
    grams: int = 0,
    materials: str = "",
    *,
    collections: tuple[str, ...] = (),
    choice: str = "size",
    metadata: dict[str, str] | None = None,
    kind: str = "NORMAL",
) -> Product:
    return Product(
        key=key,
        name=name,
        sku="".join(word[0] for word in name.split()).upper() + f"-{key[:3].upper()}",
        variants=tuple(variants.split("/")),
        euros=Decimal(euros),
        category=category,
        choice=choice,
        materials=tuple(materials.split("/")) if materials else (),
        collections=collections,
        grams=grams,
        metadata=metadata or {},
        kind=kind,
    )


FRENCH, WINTER, SALE = ("made-in-france",), ("winter",), ("summer-sale",)
SEALED = {"hygiene": "sealed"}

PRODUCTS = (
    _product(
        "marin",
        "Marinière in organic cotton",
        "S/M/L/XL",
        "39.90",
        "tops",
        180,
        "Organic cotton",
        collections=FRENCH,
    ),
    _product(
        "pull", "Lambswool jumper", "S/M/L", "89.00", "knitwear", 420, "Wool", collections=WINTER
    ),
    _product("jean", "Straight raw jeans", "38/40/42/44", "79.50", "trousers", 760, "Cotton"),
    _product(
        "robe", "Linen shirt dress", "36/38/40/42", "69.90", "dresses", 310, "Linen", collections=SALE
    ),
    _product("chaussure", "Canvas trainers", "39/40/41/42", "64.00", "shoes", 900, "Cotton/Rubber"),
    _product(
        "bonnet", "Ribbed wool beanie", "One size/Child size", "24.50", "accessories", 90, "Wool",
        collections=WINTER,
    ),
    _product(
        "echarpe", "Woven scarf", "One size/Long", "32.73", "accessories", 160, "Wool/Silk",
        collections=FRENCH + WINTER,
    ),
    _product("sac", "Waxed canvas tote", "One size/Large", "54.00", "accessories", 640, "Cotton"),
    _product(
        "tasse", "Stoneware mug", "Sand/Slate", "14.90", "tableware", 380, "Stoneware",
        choice="colour",
    ),
    _product("bougie", "Fig tree candle", "180 g/300 g", "22.00", "scents", 430, "Wax"),
    _product(
        "savon", "Olive soap", "3 bars/6 bars", "9.90", "care", 330, collections=FRENCH, metadata=SEALED
    ),
    _product(
        "plaid", "Mohair throw", "130 x 180 cm/150 x 200 cm", "129.00", "textiles", 1150, "Mohair",
        collections=WINTER,
    ),
    _product("carte", "Gift card", "50", "50.00", "gift-cards", choice="amount", kind="GIFT_CARD"),
)  # fmt: skip


def product(key: str) -> Product:
    """Return a product by its key, or the first one."""
    return next((item for item in PRODUCTS if item.key == key), PRODUCTS[0])


def sku_of(key: str, variant: str) -> str:
    """Return the stock keeping unit of a product's variant."""
    return f"{product(key).sku}-{variant.split()[0].upper()}"


# What a euro is worth in the shop's price lists.
RATES = {"EUR": "1", "USD": "1.18", "JPY": "161.3", "GBP": "0.86", "PLN": "4.26", "KWD": "0.36"}


def euros_in(euros: Decimal, currency: str) -> Decimal:
    """Return a price of the shop in one of its currencies."""
    return quantise(euros * Decimal(RATES.get(currency, "1")), currency)


def price_in(sold: Product, currency: str) -> Decimal:
    """Return what a product costs, tax in."""
    return euros_in(sold.euros, currency)


def path_to(slug: str) -> list[Category]:
    """Return a category with all above it, the topmost first."""
    found = next(item for item in CATEGORIES if item.slug == slug)
    return [*path_to(found.parent), found] if found.parent else [found]
