"""What the pretend shop sells."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Product:
    """Something on sale, with the name of its picture."""

    key: str
    name: str
    sku: str
    variants: tuple[str, ...]
    euros: Decimal
    category: str
    kind: str = "NORMAL"
    ships: bool = True


def _product(
    key: str, name: str, variants: str, euros: str, category: str, *, kind: str = "NORMAL"
) -> Product:
    sku = "".join(word[0] for word in name.split()).upper() + f"-{key[:3].upper()}"
    sizes = tuple(variants.split("/"))
    return Product(key, name, sku, sizes, Decimal(euros), category, kind, kind == "NORMAL")


PRODUCTS = (
    _product("marin", "Marinière in organic cotton", "S/M/L/XL", "39.90", "Clothing"),
    _product("pull", "Lambswool jumper", "S/M/L", "89.00", "Clothing"),
    _product("jean", "Straight raw jeans", "38/40/42/44", "79.50", "Clothing"),
    _product("robe", "Linen shirt dress", "36/38/40/42", "69.90", "Clothing"),
    _product("chaussure", "Canvas trainers", "39/40/41/42", "64.00", "Shoes"),
    _product("bonnet", "Ribbed wool beanie", "One size", "24.50", "Accessories"),
    _product("echarpe", "Woven scarf", "One size", "32.73", "Accessories"),
    _product("sac", "Waxed canvas tote", "One size", "54.00", "Accessories"),
    _product("tasse", "Stoneware mug", "Sand/Slate", "14.90", "Home"),
    _product("bougie", "Fig tree candle", "180 g", "22.00", "Home"),
    _product("savon", "Olive soap", "3 bars", "9.90", "Home"),
    _product("plaid", "Mohair throw", "130 x 180 cm", "129.00", "Home"),
    _product("carte", "Gift card", "50", "50.00", "Gift cards", kind="GIFT_CARD"),
)


def product(key: str) -> Product:
    """Return a product by its key, or the first one."""
    return next((item for item in PRODUCTS if item.key == key), PRODUCTS[0])
