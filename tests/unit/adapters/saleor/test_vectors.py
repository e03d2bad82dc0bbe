"""Everything that every recorded Saleor signed holds; the same with anything changed does not.

The rows are forgeries, the columns are the recorded versions; each cell tries every recording.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from saleor_returns_app.adapters.saleor.signatures import SaleorSignatures
from saleor_returns_app.domain.errors import SignatureInvalid, Unauthenticated
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.ports import KeyUnknown
from saleor_returns_app.use_cases.installing.authenticate_staff import authenticate_staff
from tests.support import recorded
from tests.support.fakes import FakeGate, MemoryStore
from tests.support.orders import NOON
from tests.support.recorded import RecordedDelivery
from tests.support.shared import shared_path

SERIES = ["3.21", "3.22", "3.23", "main-3.24a"]
SIGNATURES = SaleorSignatures()
REFUSED = (Unauthenticated, SignatureInvalid, KeyUnknown)
FOREIGN = rsa.generate_private_key(public_exponent=65537, key_size=2048)
JWS = jwt.api_jws.PyJWS()
JSON = dict[str, Any]


@cache
def key_set(series: str) -> JSON:
    return dict(
        json.loads(shared_path("saleor", "recordings", f"saleor-{series}", "jwks.json").read_text())
    )


@cache
def deliveries(series: str) -> list[RecordedDelivery]:
    folder = shared_path("saleor", "recordings", f"saleor-{series}", "webhooks")
    return [recorded.delivery_in(file) for file in sorted(folder.glob("*.json"))]


@cache
def tokens(series: str) -> dict[str, JSON]:
    folder = shared_path("saleor", "recordings", f"saleor-{series}", "tokens")
    return {file.stem: json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))}


def frame_tokens(series: str) -> Iterator[JSON]:
    """Yield the tokens that the Dashboard gave to a frame of ours."""
    for name, token in tokens(series).items():
        if "user-token" in name and "other-app" not in name:
            yield token


def public_pem(keys: JSON) -> bytes:
    public = jwt.PyJWK(keys["keys"][0]).key
    return bytes(
        public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def with_header(token: str, **changes: object) -> str:
    """Exchange members of a token's header; the rest stays as it is."""
    header, _, rest = token.partition(".")
    words = json.loads(jwt.utils.base64url_decode(header.encode())) | changes
    encoded = jwt.utils.base64url_encode(json.dumps(words).encode()).decode()
    return f"{encoded}.{rest}"


def with_member_twice(token: str) -> str:
    """Name the algorithm twice in a token's header."""
    header, _, rest = token.partition(".")
    words = jwt.utils.base64url_decode(header.encode()).decode()
    twice = words.replace("{", '{"alg": "none", ', 1)
    return f"{jwt.utils.base64url_encode(twice.encode()).decode()}.{rest}"


def flipped(data: bytes, place: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)


def signed_by(key: Any, body: bytes, kid: str, algorithm: str = "RS256") -> str:
    return JWS.encode(
        body,
        key,
        algorithm=algorithm,
        headers={"kid": kid, "crit": ["b64"]},
        is_payload_detached=True,
    )


def hmac_signed(body: bytes, keys: JSON) -> str:
    """Sign with the public key as a shared secret, past PyJWT's own guard against that."""
    header = {"alg": "HS256", "b64": False, "crit": ["b64"], "kid": keys["keys"][0]["kid"]}
    encoded = jwt.utils.base64url_encode(json.dumps(header).encode())
    return f"{encoded.decode()}..{_hmac(encoded + b'.' + body, public_pem(keys))}"


def _hmac(message: bytes, secret: bytes) -> str:
    return jwt.utils.base64url_encode(hmac.digest(secret, message, hashlib.sha256)).decode()


Forged = tuple[str, bytes]
DELIVERY_FORGERIES: dict[str, Callable[[RecordedDelivery, JSON], Forged]] = {
    "the first byte changed": lambda d, _: (d.signature, flipped(d.body, 0)),
    "a byte in the middle changed": lambda d, _: (d.signature, flipped(d.body, len(d.body) // 2)),
    "the last byte changed": lambda d, _: (d.signature, flipped(d.body, -1)),
    "a byte more": lambda d, _: (d.signature, d.body + b" "),
    "a byte of the signature changed": lambda d, _: (
        d.signature[:-20] + ("A" if d.signature[-20] != "A" else "B") + d.signature[-19:],
        d.body,
    ),
    "another shop's key under this one's name": lambda d, keys: (
        signed_by(FOREIGN, d.body, keys["keys"][0]["kid"]),
        d.body,
    ),
    "another shop's key": lambda d, _: (signed_by(FOREIGN, d.body, "another"), d.body),
    "the algorithm none": lambda d, _: (with_header(d.signature, alg="none"), d.body),
    "none, with nothing for a signature": lambda d, _: (
        with_header(d.signature, alg="none").rpartition(".")[0] + ".",
        d.body,
    ),
    "HS256 by the public key": lambda d, keys: (hmac_signed(d.body, keys), d.body),
    "an unknown crit": lambda d, _: (with_header(d.signature, crit=["b64", "exp"]), d.body),
    "a member of the header twice": lambda d, _: (with_member_twice(d.signature), d.body),
    "the header sent twice": lambda d, _: (f"{d.signature},{d.signature}", d.body),
    "the header sent twice, with a space": lambda d, _: (f"{d.signature}, {d.signature}", d.body),
}

TOKEN_FORGERIES: dict[str, Callable[[str, JSON], str]] = {
    "a byte of the claims changed": lambda token, _: _claims_changed(token),
    "a byte of the signature changed": lambda token, _: (
        token[:-20] + ("A" if token[-20] != "A" else "B") + token[-19:]
    ),
    "another shop's key under this one's name": lambda token, keys: _signed_anew(
        token, FOREIGN, keys["keys"][0]["kid"]
    ),
    "another shop's key": lambda token, _: _signed_anew(token, FOREIGN, "another"),
    "the algorithm none": lambda token, _: with_header(token, alg="none"),
    "none, with nothing for a signature": lambda token, _: (
        with_header(token, alg="none").rpartition(".")[0] + "."
    ),
    "HS256 by the public key": lambda token, keys: _hmac_token(token, keys),
    "an unknown crit": lambda token, _: with_header(token, crit=["exp"]),
    "a member of the header twice": lambda token, _: with_member_twice(token),
    "the header sent twice": lambda token, _: f"{token},{token}",
}


def _claims_changed(token: str) -> str:
    header, claims, signature = token.split(".")
    words = jwt.utils.base64url_decode(claims.encode())
    changed = words.replace(b'"owner":"s', b'"owner":"t')
    assert changed != words
    return f"{header}.{jwt.utils.base64url_encode(changed).decode()}.{signature}"


def _signed_anew(token: str, key: rsa.RSAPrivateKey, kid: str) -> str:
    claims = jwt.decode(token, options={"verify_signature": False})
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid})


def _hmac_token(token: str, keys: JSON) -> str:
    words = with_header(token, alg="HS256").rpartition(".")[0]
    return f"{words}.{_hmac(words.encode(), public_pem(keys))}"


@pytest.mark.parametrize("series", SERIES)
class TestARecordedDelivery:
    def test_holds(self, series: str) -> None:
        assert len(deliveries(series)) > 20
        for delivery in deliveries(series):
            SIGNATURES.check_delivery(delivery.signature, delivery.body, key_set(series))

    @pytest.mark.parametrize("forgery", DELIVERY_FORGERIES)
    def test_does_not_hold_with(self, series: str, forgery: str) -> None:
        keys = key_set(series)
        for delivery in deliveries(series):
            signature, body = DELIVERY_FORGERIES[forgery](delivery, keys)
            with pytest.raises(REFUSED):
                SIGNATURES.check_delivery(signature, body, keys)


def moment(token: JSON) -> datetime:
    """A moment at which a token was valid."""
    return datetime.fromtimestamp(token["claims"]["iat"] + 1, UTC)


@pytest.mark.parametrize("series", SERIES)
class TestARecordedToken:
    def test_holds(self, series: str) -> None:
        names = [
            SIGNATURES.staff_claims(token["token"], key_set(series), at=moment(token)).email
            for token in frame_tokens(series)
        ]

        assert len(names) >= 4

    @pytest.mark.parametrize("forgery", TOKEN_FORGERIES)
    def test_does_not_hold_with(self, series: str, forgery: str) -> None:
        keys = key_set(series)
        for token in frame_tokens(series):
            forged = TOKEN_FORGERIES[forgery](token["token"], keys)
            with pytest.raises(REFUSED):
                SIGNATURES.staff_claims(forged, keys, at=moment(token))

    def test_does_not_hold_when_it_has_expired(self, series: str) -> None:
        for token in frame_tokens(series):
            late = datetime.fromtimestamp(token["claims"]["exp"] + 60, UTC)
            with pytest.raises(Unauthenticated):
                SIGNATURES.staff_claims(token["token"], key_set(series), at=late)

    def test_of_a_person_without_an_app_does_not_hold(self, series: str) -> None:
        token = tokens(series)["staff-access-token"]
        with pytest.raises(Unauthenticated):
            SIGNATURES.staff_claims(token["token"], key_set(series), at=moment(token))

    def test_opens_the_desk_of_its_own_app_alone(self, series: str) -> None:
        ours = tokens(series)["dashboard-user-token.superuser"]
        theirs = tokens(series)["dashboard-user-token.other-app"]

        assert self.enter(series, ours, app_id=ours["claims"]["app"]) == ours["claims"]["email"]
        with pytest.raises(Unauthenticated, match="another app"):
            self.enter(series, theirs, app_id=ours["claims"]["app"])

    def enter(self, series: str, token: JSON, *, app_id: str) -> str:
        shop = Installation(
            id="shop-1",
            slug="shop",
            api_url=token["claims"]["iss"],
            app_id=app_id,
            token="t" * 30,
            key_set=key_set(series),
            saleor_version=series,
            installed_at=NOON,
        )
        return authenticate_staff(
            shop.api_url,
            token["token"],
            at=moment(token),
            signatures=SIGNATURES,
            saleor=FakeGate(),
            transaction=MemoryStore(shop).transaction,
        ).email
