"""The post of a bad day: genuine deliveries, their duplicates, and forged ones, in no order at all."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from saleor_returns_app.sandbox.saleor.keys import SigningKey

FORGED_SHARE, DUPLICATE_SHARE = 0.05, 0.10


@dataclass(frozen=True)
class Letter:
    """One delivery on its way."""

    event: str
    headers: dict[str, str]
    body: bytes
    is_genuine: bool = True

    def changed(self, body: bytes | None = None, **headers: str) -> "Letter":
        """Return a forged one: another body, or other headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Letter(self.event, self.headers | named, body or self.body, is_genuine=False)


class Post:
    """Makes letters out of those that a sandbox sent: other moments, real signatures."""

    def __init__(self, seeds: list[Letter], key: SigningKey) -> None:
        self._seeds, self._key, self._random = seeds, key, Random(20261123)
        self._foreign = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._moments = count()

    def letters(self, times: int) -> list[Letter]:
        """Make letters: every twentieth is forged, every tenth has been there before."""
        forged, copies = round(times * FORGED_SHARE), round(times * DUPLICATE_SHARE)
        genuine = [self._genuine() for _ in range(times - forged - copies)]
        forgeries = self._forgeries()
        made = [*genuine, *self._random.choices(genuine, k=copies)]
        made += [next(forgeries) for _ in range(forged)]
        self._random.shuffle(made)
        return made

    def _genuine(self, **changes: Any) -> Letter:
        seed = self._random.choice(self._seeds)
        payload = json.loads(seed.body)
        payload["issuedAt"] = f"2026-11-23T12:00:00.{next(self._moments):06}+00:00"
        body = json.dumps(payload | changes).encode()
        return Letter(
            seed.event, seed.headers | {"Saleor-Signature": self._key.signature(body)}, body
        )

    def _forgeries(self) -> Iterator[Letter]:
        while True:
            one = self._genuine()
            signature = one.headers["Saleor-Signature"]
            yield one.changed(body=one.body.replace(b"order", b"0rder", 1))
            yield one.changed(Saleor_Signature=SigningKey(self._foreign).signature(one.body))
            yield one.changed(Saleor_Signature=self._signed(one.body, self._foreign))
            yield one.changed(Saleor_Signature=_with_header(signature, alg="none"))
            yield one.changed(Saleor_Signature=_with_header(signature, alg="HS256"))
            yield one.changed(Saleor_Signature=_with_header(signature, crit=["b64", "exp"]))
            yield one.changed(Saleor_Signature=self._key.token({"app": "us"}))
            yield one.changed(Saleor_Signature="")
            other = self._genuine(recipient={"id": "QXBwOjk5OQ=="})
            yield other.changed()

    def _signed(self, body: bytes, private: rsa.RSAPrivateKey) -> str:
        """Sign with a foreign key under the name of the shop's."""
        headers = {"kid": self._key.kid, "crit": ["b64"]}
        return jwt.api_jws.PyJWS().encode(
            body, private, algorithm="RS256", headers=headers, is_payload_detached=True
        )


def _with_header(signature: str, **changes: object) -> str:
    header, _, rest = signature.partition(".")
    words = json.loads(jwt.utils.base64url_decode(header.encode())) | changes
    return f"{jwt.utils.base64url_encode(json.dumps(words).encode()).decode()}.{rest}"
