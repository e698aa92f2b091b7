"""Which tokens does the small local Teams sign, good ones and every kind of bad one?"""

import base64
import hashlib
import hmac
import json
import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

BAD = (
    "missing garbage expired early audience issuer key unsigned hs256 service no_service no_expiry no_audience "
    "unknown_key no_key_id basic empty"
).split()
"""Each is wrong in one thing; `bearer` knows how."""


@cache
def key(name: str = "k1") -> RSAPrivateKey:
    """A private key; the published ones are ``k1``, and ``entra`` for people's tokens."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def published(name: str = "k1", **more: Any) -> dict[str, Any]:
    """Its public half as a JWKS tells it."""
    shown = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key(name).public_key()))
    shown.pop("key_ops", None)
    return {**shown, "use": "sig", "kid": name, "x5t": name, **more}


def sign(claims: dict[str, Any], name: str = "k1", kid: str | None = None, algorithm: str = "RS256") -> str:
    """A token of a key of ours. `kid`: named as another key's; empty: named as nobody's."""
    head = {"kid": name if kid is None else kid} if kid != "" else {}
    if algorithm == "none":
        return jwt.encode(claims, None, algorithm="none", headers=head)
    if algorithm == "HS256":
        public = key(name).public_key()
        raw = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        return _hs256(claims, raw, head)
    return jwt.encode(claims, key(name), algorithm=algorithm, headers=head)


def bearer(kind: str, *, issuer: str, audience: str, service: str) -> str | None:  # noqa: PLR0911 - one for each kind
    """The Authorization header of the channel: ``good`` or one of `BAD`; None where there is none."""
    now = time.time()
    claims = {"iss": issuer, "aud": audience, "serviceurl": service, "nbf": int(now - 60), "exp": int(now + 3600)}
    wrong: dict[str, dict[str, Any]] = {
        "expired": {"nbf": int(now - 7200), "exp": int(now - 3600)},
        "early": {"nbf": int(now + 3600), "exp": int(now + 7200)},
        "audience": {"aud": "22222222-2222-2222-2222-222222222222"},
        "issuer": {"iss": "https://login.example.org/"},
        "service": {"serviceurl": "https://smba.example.org/amer/"},
        "no_service": {"serviceurl": None},
        "no_expiry": {"exp": None},
        "no_audience": {"aud": None},
    }
    claims = {name: value for name, value in {**claims, **wrong.get(kind, {})}.items() if value is not None}
    match kind:
        case "missing":
            return None
        case "empty":
            return "Bearer "
        case "garbage":
            return "Bearer not.a.token"
        case "basic":
            return "Basic " + sign(claims)
        case "key":
            return "Bearer " + sign(claims, "stranger", "k1")
        case "unknown_key":
            return "Bearer " + sign(claims, "stranger")
        case "no_key_id":
            return "Bearer " + sign(claims, kid="")
        case "unsigned":
            return "Bearer " + sign(claims, algorithm="none")
        case "hs256":
            return "Bearer " + sign(claims, algorithm="HS256")
        case _:
            return "Bearer " + sign(claims)


def _hs256(claims: dict[str, Any], secret: bytes, head: dict[str, Any]) -> str:
    """By hand: the library refuses to sign with a public key, which is just what a forger does."""

    def part(raw: bytes) -> str:
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    signed = ".".join(part(json.dumps(one).encode()) for one in ({"alg": "HS256", "typ": "JWT", **head}, claims))
    return f"{signed}.{part(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"
