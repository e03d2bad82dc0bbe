import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from saleor_returns_app.adapters.saleor.signatures import SaleorSignatures
from saleor_returns_app.domain.errors import SignatureInvalid, Unauthenticated
from saleor_returns_app.domain.ports import KeyUnknown
from tests.support import recorded
from tests.support.shared import shared_path

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SIGNATURES = SaleorSignatures()
KEYS = recorded.key_set()
KID = KEYS["keys"][0]["kid"]
GENUINE = recorded.recorded_delivery("order_updated--fulfilled-first-parcel")
SUPERUSER = recorded.token("long-lived.dashboard-user-token.superuser")
FOREIGN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN_KEYS = {
    "keys": [
        {
            **json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(FOREIGN_KEY.public_key())),
            "kid": KID,
            "use": "sig",
            "alg": "RS256",
        }
    ]
}


class TestADeliveryOfSaleors:
    @pytest.mark.parametrize("name", recorded.DELIVERIES)
    def test_is_genuine_to_the_byte(self, name: str) -> None:
        delivery = recorded.recorded_delivery(name)

        SIGNATURES.check_delivery(delivery.signature, delivery.body, KEYS)

        with pytest.raises(SignatureInvalid):
            SIGNATURES.check_delivery(delivery.signature, delivery.body + b" ", KEYS)

    @pytest.mark.parametrize("series", ["3.21", "3.22", "3.23", "main-3.24a"])
    def test_is_genuine_in_every_recording_of_every_version(self, series: str) -> None:
        folder = shared_path("saleor", "recordings", f"saleor-{series}")
        keys = json.loads((folder / "jwks.json").read_text())
        files = sorted(Path(folder / "webhooks").glob("*.json"))
        assert files
        for file in files:
            delivery = recorded.delivery_in(file)
            SIGNATURES.check_delivery(delivery.signature, delivery.body, keys)


def with_header(**changes: Any) -> str:
    header = {"alg": "RS256", "b64": False, "crit": ["b64"], "kid": KID, "typ": "JWT"} | changes
    return header_part({name: value for name, value in header.items() if value is not None})


def header_part(header: dict[str, Any]) -> str:
    encoded = jwt.utils.base64url_encode(json.dumps(header).encode()).decode()
    return f"{encoded}..{GENUINE.signature.split('..')[1]}"


FORGERIES: dict[str, Callable[[], str]] = {
    "nothing": lambda: "",
    "no signature at all": lambda: "abc",
    "one letter changed": lambda: GENUINE.signature[:-3] + "AAA",
    "the algorithm none": lambda: with_header(alg="none"),
    "a shared secret's algorithm": lambda: with_header(alg="HS256"),
    "an unknown critical header": lambda: with_header(crit=["b64", "exp"]),
    "no key name": lambda: with_header(kid=None),
    "an attached payload": lambda: GENUINE.signature.replace("..", ".e30."),
    "a token of the same key": lambda: SUPERUSER,
    "a huge signature": lambda: GENUINE.signature + "A" * 5000,
    "bytes that are no base64": lambda: "\N{SNOWMAN}.." + GENUINE.signature.split("..")[1],
}


class TestAForgedDelivery:
    @pytest.mark.parametrize("name", FORGERIES)
    def test_is_refused(self, name: str) -> None:
        with pytest.raises((SignatureInvalid, KeyUnknown)):
            SIGNATURES.check_delivery(FORGERIES[name](), GENUINE.body, KEYS)

    def test_is_refused_when_another_key_signed_it(self) -> None:
        with pytest.raises(SignatureInvalid):
            SIGNATURES.check_delivery(GENUINE.signature, GENUINE.body, FOREIGN_KEYS)

    def test_is_told_apart_from_one_with_a_new_key(self) -> None:
        with pytest.raises(KeyUnknown):
            SIGNATURES.check_delivery(GENUINE.signature, GENUINE.body, {"keys": []})


class TestATokenOfStaff:
    def test_says_who_it_is_and_what_they_may_do(self) -> None:
        claims = SIGNATURES.staff_claims(SUPERUSER, KEYS, at=NOW)

        assert (claims.email, claims.app_id) == ("admin@example.com", recorded.SECOND_APP_ID)
        assert claims.issuer == recorded.API_URL
        assert {"MANAGE_ORDERS", "HANDLE_PAYMENTS"} <= claims.permissions

    def test_says_what_the_person_may_do_in_a_narrower_extension_too(self) -> None:
        extension = recorded.token("long-lived.extension-user-token")

        assert "MANAGE_ORDERS" in SIGNATURES.staff_claims(extension, KEYS, at=NOW).permissions

    @pytest.mark.parametrize("name", ["staff-access-token", "dashboard-user-token.superuser"])
    def test_is_refused_when_it_is_of_another_kind_or_too_old(self, name: str) -> None:
        with pytest.raises(Unauthenticated):
            SIGNATURES.staff_claims(recorded.token(name), KEYS, at=NOW)

    def test_holds_while_it_is_young(self) -> None:
        made = recorded.read("tokens/dashboard-user-token.superuser")["valid_from_epoch"]
        at = datetime.fromtimestamp(made + 60, UTC)

        claims = SIGNATURES.staff_claims(
            recorded.token("dashboard-user-token.superuser"), KEYS, at=at
        )

        assert claims.app_id == recorded.FIRST_APP_ID

    @pytest.mark.parametrize("algorithm", ["HS256", "none"])
    def test_is_refused_with_an_algorithm_of_its_own_choice(self, algorithm: str) -> None:
        claims = jwt.decode(SUPERUSER, options={"verify_signature": False})
        secret = "a shared secret that is long enough" if algorithm == "HS256" else ""
        forged = jwt.encode(claims, secret, algorithm=algorithm, headers={"kid": KID})

        with pytest.raises(Unauthenticated):
            SIGNATURES.staff_claims(forged, KEYS, at=NOW)

    def test_is_refused_when_another_key_signed_it(self) -> None:
        claims = jwt.decode(SUPERUSER, options={"verify_signature": False})
        forged = jwt.encode(claims, FOREIGN_KEY, algorithm="RS256", headers={"kid": KID})

        with pytest.raises(Unauthenticated):
            SIGNATURES.staff_claims(forged, KEYS, at=NOW)
