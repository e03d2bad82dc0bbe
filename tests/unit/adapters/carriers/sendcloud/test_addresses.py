import pytest

from saleor_returns_app.adapters.carriers.sendcloud.addresses import address_body, split_street
from saleor_returns_app.domain.orders import Address


@pytest.mark.parametrize(
    ("line", "country", "parts"),
    [
        ("14 Rue des Tilleuls", "FR", ("Rue des Tilleuls", "14")),
        ("12 bis, rue de Bretagne", "FR", ("rue de Bretagne", "12 bis")),
        ("3 rue du 8 mai 1945", "FR", ("rue du 8 mai 1945", "3")),
        ("Rue du 8 mai 1945", "FR", ("Rue du 8 mai 1945", "")),
        ("Oranienstraße 24", "DE", ("Oranienstraße", "24")),
        ("Straße des 17. Juni 135", "DE", ("Straße des 17. Juni", "135")),
        ("Straße des 17. Juni", "DE", ("Straße des 17. Juni", "")),
        ("Prinsengracht 263-A", "NL", ("Prinsengracht 263-A", "")),
        ("1e Jan van der Heijdenstraat 12b", "NL", ("1e Jan van der Heijdenstraat", "12b")),
        ("8 Mill Lane", "GB", ("Mill Lane", "8")),
        ("Flat 3, 12 High Street", "GB", ("Flat 3, 12 High Street", "")),
        ("1422 NW Johnson St", "US", ("1422 NW Johnson St", "")),
        ("3-14-8 Jingumae", "JP", ("3-14-8 Jingumae", "")),
        ("", "FR", ("", "")),
    ],
)
def test_a_street_and_its_number(line: str, country: str, parts: tuple[str, str]) -> None:
    assert split_street(line, country) == parts


class TestAnAddress:
    def test_leaves_out_what_is_empty(self) -> None:
        body = address_body(Address("Yui", "Tanaka", street_1="3-14-8 Jingumae", country="JP"))

        assert body == {
            "name": "Yui Tanaka",
            "address_line_1": "3-14-8 Jingumae",
            "country_code": "JP",
        }

    def test_has_a_name_though_nobody_is_named(self) -> None:
        assert address_body(Address(company="Maison Fil"))["name"] == "Maison Fil"

    @pytest.mark.parametrize(
        ("country", "area", "state"),
        [("US", "OR", "US-OR"), ("IT", "RM", "IT-RM"), ("IT", "Roma", None), ("FR", "ARA", None)],
    )
    def test_names_a_state_where_states_count(
        self, country: str, area: str, state: str | None
    ) -> None:
        body = address_body(Address(country=country, area=area))

        assert body.get("state_province_code") == state
