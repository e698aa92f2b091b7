"""A small OpenID Connect issuer on this machine: discovery, keys, codes with PKCE, ID tokens, and faults on request."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

CLIENT, SECRET = "dpa-page", "a secret"


@dataclass
class Issuer:
    """What the issuer knows; tests change it between requests."""

    address: str = ""
    keys: dict[str, RSAPrivateKey] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    """Of who signs in next, over those of an ID token; a claim that is None is left out."""
    down: bool = False
    asked_for_keys: int = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    spoils: str = ""
    """What to do wrong: ``unsigned``, ``foreign key``, ``other issuer`` (in the metadata)."""

    def rotate(self) -> None:
        """From now on, sign with a new key and publish that alone."""
        self.keys = {secrets.token_hex(4): generate_private_key(65537, 2048)}

    def authorize(self, address: str) -> str:
        """Sign in at the address to which the page sent the browser; the address to which it is sent back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT and {"openid", "email"} <= set(asked["scope"].split())
        code = secrets.token_hex(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, str] | None:
        """The answer to a code; None where it is not to be had."""
        asked = self.codes.pop(sent.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or challenge.decode().rstrip("=") != asked["code_challenge"]
            or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET)
            or sent.get("redirect_uri") != asked["redirect_uri"]
        ):
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = {name: value for name, value in {**claims, **self.claims}.items() if value is not None}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}

    def sign(self, claims: dict[str, Any]) -> str:
        """A token with these claims."""
        kid, key = next(iter(self.keys.items()))
        match self.spoils:
            case "unsigned":
                return jwt.encode(claims, None, "none", headers={"kid": kid})
            case "foreign key":
                return jwt.encode(claims, generate_private_key(65537, 2048), "RS256", headers={"kid": kid})
            case _:
                return jwt.encode(claims, key, "RS256", headers={"kid": kid})

    def answer(self, path: str) -> dict[str, Any]:
        """Its metadata, or its keys."""
        if path == "/keys":
            self.asked_for_keys += 1
            public = (jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) for key in self.keys.values())
            named = zip(self.keys, public, strict=True)
            return {"keys": [{**key, "kid": kid, "use": "sig", "alg": "RS256"} for kid, key in named]}
        own = self.address if self.spoils != "other issuer" else "https://elsewhere.example.org"
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": own, **{name: f"{self.address}/{end}" for name, end in ends.items()}}


@contextmanager
def running() -> Iterator[Issuer]:
    """The issuer on a free port."""
    issuer = Issuer()
    issuer.rotate()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(500 if issuer.down else 200, issuer.answer(self.path))

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            token = issuer.token({name: values[0] for name, values in sent.items()})
            self._say(200 if token else 400, token or {"error": "invalid_grant"})

        def _say(self, status: int, says: Any) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(says).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
