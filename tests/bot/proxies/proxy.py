"""How are the real proxies started with the files in deploy/, on this machine and with a certificate of our own?"""

import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.client import HTTPResponse, HTTPSConnection
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.bot.conftest import ROOT, free_port

SITE = "dpa.example.org"
HOW_TO_HAVE_IT = "is not installed, so its configuration was not tried. On Debian or Ubuntu: sudo apt-get install"
PATIENCE = 60


@dataclass(frozen=True)
class Got:
    """What came back."""

    status: int
    text: str
    headers: Message
    cookies: dict[str, str]


def cookies(headers: Message) -> dict[str, str]:
    whole = [SimpleCookie(one) for one in headers.get_all("Set-Cookie", [])]
    return {name: found.value for one in whole for name, found in one.items()}


class Named(HTTPSConnection):
    """A connection of a browser that knows the site by its name."""

    def connect(self) -> None:
        plain = socket.create_connection((self.host, self.port), PATIENCE)
        self.sock = self._context.wrap_socket(plain, server_hostname=SITE)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Proxy:
    """A proxy that runs: its ports, and what a client trusts."""

    plain: int
    port: int
    trust: ssl.SSLContext

    @contextmanager
    def open(
        self, path: str, method: str = "GET", body: bytes | str | None = None, **headers: str
    ) -> Iterator[HTTPResponse]:
        """A request; names of headers have underscores here."""
        sent = {"Host": SITE, **{name.replace("_", "-"): value for name, value in headers.items()}}
        with closing(Named("127.0.0.1", self.port, context=self.trust)) as line:
            line.request(method, f"/{path}", body, sent)
            with line.getresponse() as answer:
                yield answer

    def ask(self, path: str, method: str = "GET", body: bytes | str | None = None, **headers: str) -> Got:
        """A request and its answer, read to the end."""
        with self.open(path, method, body, **headers) as answer:
            text = answer.read().decode()
            return Got(answer.status, text, answer.headers, cookies(answer.headers))


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of the site that nobody else trusts, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SITE)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(SITE)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    paths = folder / "site.crt", folder / "site.key"
    paths[0].write_bytes(made.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


def found(program: str) -> str:
    there = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if not there:
        pytest.skip(f"{program} {HOW_TO_HAVE_IT} {program}")
    return there


def nginx(folder: Path, upstream: int, ports: tuple[int, int]) -> tuple[list[str], dict[str, str]]:
    """deploy/nginx.conf with other ports and another certificate, inside what nginx has around it."""
    crt, key = certificate(folder)
    text = (ROOT / "deploy/nginx.conf").read_text()
    for old, new in {
        "127.0.0.1:3978": f"127.0.0.1:{upstream}",
        "listen 80;": f"listen 127.0.0.1:{ports[0]};",
        "listen 443 ssl;": f"listen 127.0.0.1:{ports[1]} ssl;",
        "/etc/letsencrypt/live/dpa.example.org/fullchain.pem": str(crt),
        "/etc/letsencrypt/live/dpa.example.org/privkey.pem": str(key),
    }.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "site.conf").write_text(re.sub(r"^\s*listen \[::\].*\n", "", text, flags=re.MULTILINE))
    temporary = "".join(
        f"{one}_temp_path {folder}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"user root;\ndaemon off;\npid {folder}/pid;\nerror_log stderr warn;\nworker_processes 1;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}include {folder}/site.conf;\n}}\n"
    )
    return [found("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")], {}


def caddy(folder: Path, upstream: int, ports: tuple[int, int]) -> tuple[list[str], dict[str, str]]:
    """deploy/Caddyfile as it is, with what the environment says, and other ports before it."""
    crt, key = certificate(folder)
    around = f"{{\nadmin off\ndefault_bind 127.0.0.1\nhttp_port {ports[0]}\nhttps_port {ports[1]}\n}}\n"
    (folder / "Caddyfile").write_text(around + (ROOT / "deploy/Caddyfile").read_text())
    given = {"DPA_TLS": f"tls {crt} {key}", "DPA_BOTS": f"127.0.0.1:{upstream}", "HOME": str(folder)}
    return [found("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")], given


KINDS = {"nginx": nginx, "caddy": caddy}


@contextmanager
def serving(kind: str, folder: Path, upstream: int) -> Iterator[Proxy]:
    """The proxy of that kind in front of what listens at the port."""
    ports = free_port(), free_port()
    command, given = KINDS[kind](folder, upstream, ports)
    log = folder / "log"
    with (
        log.open("w") as told,
        subprocess.Popen(command, env={"PATH": "/usr/bin:/bin", **given}, stdout=told, stderr=told) as process,
    ):
        try:
            wait_for(process, ports[1], log)
            yield Proxy(*ports, ssl.create_default_context(cafile=str(folder / "site.crt")))
        finally:
            process.terminate()


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until it takes connections."""
    for _ in range(PATIENCE * 20):
        assert process.poll() is None, log.read_text()
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text())
