"""Our addresses in Sendcloud's words, which keep a house's number apart from its street."""

import re
from typing import Any

from saleor_returns_app.domain.orders import Address

# Where carriers ask for the number, by where people write it. Elsewhere, and where a line is not of
# the usual form ("rue du 8 mai 1945"), it stays as its writer wrote it.
NUMBER_FIRST = frozenset({"FR", "GB", "IE", "LU", "MC", "MT"})
NUMBER_LAST = frozenset(
    {
        *("AD", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "GR", "HR", "HU"),
        *("IT", "LI", "LT", "LV", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "SM"),
    }
)

WITH_STATES = frozenset({"US", "CA", "AU", "IT"})

NUMBER = r"\d{1,5}(?:\s?[a-z]\b|\s(?:bis|ter|quater)\b)?(?:\s?[-/]\s?\d{1,4}[a-z]?)?"
LEADING = re.compile(rf"(?P<number>{NUMBER}),?\s+(?P<street>\D.*)", re.IGNORECASE)
TRAILING = re.compile(rf"(?P<street>.*[^\W\d]\.?),?\s+(?P<number>{NUMBER})", re.IGNORECASE)


def address_body(address: Address, email: str = "") -> dict[str, Any]:
    """Write an address; what is empty is left out."""
    street, number = split_street(address.street_1, address.country)
    given = {
        "name": address.name or address.company,
        "company_name": address.company,
        "address_line_1": street,
        "house_number": number,
        "address_line_2": address.street_2,
        "postal_code": address.postal_code,
        "city": address.city,
        "state_province_code": _state(address),
        "country_code": address.country,
        "email": email,
        "phone_number": address.phone,
    }
    return {name: value for name, value in given.items() if value}


def split_street(line: str, country: str) -> tuple[str, str]:
    """Return street and number; when in doubt, the whole line and no number."""
    form = LEADING if country in NUMBER_FIRST else TRAILING if country in NUMBER_LAST else None
    found = form and form.fullmatch(line.strip())
    return (found["street"].strip(), found["number"].strip()) if found else (line, "")


def _state(address: Address) -> str:
    is_code = re.fullmatch(r"[A-Z]{2,3}", address.area)
    return f"{address.country}-{address.area}" if address.country in WITH_STATES and is_code else ""
