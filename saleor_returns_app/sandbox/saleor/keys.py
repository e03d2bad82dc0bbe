"""The signing key of the pretend Saleor: its key set, its user tokens, its webhook signatures."""

import base64
import hashlib
import json
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.api_jws import PyJWS


class SigningKey:
    """One RSA key, used for tokens and webhooks alike."""

    def __init__(self, private: rsa.RSAPrivateKey) -> None:
        self.private = private
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key()))
        self._numbers = {"kty": "RSA", "n": public["n"], "e": public["e"]}
        self.kid = _thumbprint(self._numbers)

    @classmethod
    def make(cls) -> "SigningKey":
        """Make a new key."""
        return cls(rsa.generate_private_key(public_exponent=65537, key_size=2048))

    @classmethod
    def read(cls, pem: str) -> "SigningKey":
        """Read a kept key."""
        private = serialization.load_pem_private_key(pem.encode(), password=None)
        if not isinstance(private, rsa.RSAPrivateKey):
            raise TypeError("The sandbox keeps RSA keys only.")
        return cls(private)

    def pem(self) -> str:
        """Write the key down."""
        return self.private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()

    def key_set(self) -> dict[str, list[dict[str, Any]]]:
        """Return what stands at /.well-known/jwks.json."""
        numbers = self._numbers
        key = {
            "kty": "RSA",
            "key_ops": ["verify"],
            "n": numbers["n"],
            "e": numbers["e"],
            "use": "sig",
            "kid": self.kid,
            "alg": "RS256",
        }
        return {"keys": [key]}

    def token(self, claims: dict[str, Any]) -> str:
        """Sign a user token."""
        return jwt.encode(claims, self.private, algorithm="RS256", headers={"kid": self.kid})

    def claims(self, token: str) -> dict[str, Any]:
        """Return the claims of a token that this key signed and that is still valid."""
        public = self.private.public_key()
        return jwt.decode(token, public, algorithms=["RS256"], options={"verify_aud": False})

    def signature(self, body: bytes) -> str:
        """Sign a webhook's body: a JWS with the payload detached and not encoded."""
        return PyJWS().encode(
            body,
            self.private,
            algorithm="RS256",
            headers={"kid": self.kid, "crit": ["b64"]},
            is_payload_detached=True,
        )


def _thumbprint(numbers: dict[str, str]) -> str:
    """Name a key by RFC 7638."""
    text = json.dumps({name: numbers[name] for name in sorted(numbers)}, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
