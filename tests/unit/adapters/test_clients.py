"""What may be called, and how much of an answer is read."""

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from requests_hardened import ip_filter, ip_filter_adapter
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.util import connection

from saleor_returns_app.adapters.clients import AnswerTooLarge, BoundedBody, guarded_session
from saleor_returns_app.adapters.saleor.client import SaleorShops
from saleor_returns_app.domain.errors import AddressPrivate
from tests.support.orders import NOON

PRIVATE = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "017700000001",
    "0.0.0.0",
    "localhost",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[fe80::1]",
    "[fd00::1]",
    "[64:ff9b::7f00:1]",
    "169.254.169.254",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "224.0.0.1",
    "[ff02::1]",
    "255.255.255.255",
]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        connections.add(self.client_address)
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = gzip.compress(b"x" * 3000) if self.path == "/zip" else b"y" * 3000
        self.send_response(200)
        if self.path == "/zip":
            self.send_header("Content-Encoding", "gzip")
        if self.path == "/chunks":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for _ in range(3):
                self.wfile.write(b"3e8\r\n" + b"z" * 1000 + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
            return
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


connections: set[Any] = set()


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[int]:
    connections.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@pytest.fixture
def port() -> Iterator[int]:
    with serving() as number:
        yield number


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name lead to the first address, then the next, as a hostile name server may."""
    asked: list[str] = []

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        address = addresses[min(len(asked), len(addresses) - 1)]
        asked.append(host)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(ip_filter.socket, "getaddrinfo", resolve)
    return asked


class TestWhatIsNotCalled:
    @pytest.mark.parametrize("host", PRIVATE)
    def test_private_addresses_in_any_writing(self, port: int, host: str) -> None:
        with guarded_session() as session, pytest.raises(InvalidIPAddress):
            session.get(f"http://{host}:{port}/")

        assert not connections

    @pytest.mark.parametrize(
        "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.1.1", "::1", "fd12::1"]
    )
    def test_names_that_lead_to_private_addresses(
        self, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        names(monkeypatch, address)

        with guarded_session() as session, pytest.raises(InvalidIPAddress):
            session.get("https://shop.example/graphql/")

    @pytest.mark.parametrize("place", ["shop.example@127.0.0.1", "shop.example:80@127.0.0.1"])
    def test_hosts_behind_a_user(self, port: int, place: str) -> None:
        with guarded_session() as session, pytest.raises(InvalidIPAddress):
            session.get(f"http://{place}:{port}/")

        assert not connections

    def test_a_name_that_changes_its_mind(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = names(monkeypatch, "93.184.216.34", "127.0.0.1")
        dialled: list[str] = []

        def dial(address: tuple[str, int], *rest: Any, **more: Any) -> socket.socket:
            dialled.append(address[0])
            raise OSError

        monkeypatch.setattr(connection, "create_connection", dial)
        with guarded_session() as session, pytest.raises(requests.ConnectionError):
            session.get("http://shop.example/")

        assert dialled == ["93.184.216.34"]
        assert asked == ["shop.example"]

    @pytest.mark.parametrize(
        "ask",
        [
            lambda gate, url: gate.fetch_keys(url),
            lambda gate, url: gate.introduce(url, "t" * 30),
        ],
    )
    def test_whatever_saleor_is_asked_for(self, ask: Callable[[SaleorShops, str], object]) -> None:
        with pytest.raises(AddressPrivate):
            ask(SaleorShops(), "http://10.0.0.1/graphql/")

    def test_where_a_redirect_leads(self, port: int) -> None:
        with guarded_session(allow_private=True) as session:
            answer = session.get(f"http://127.0.0.1:{port}/away", allow_redirects=True)

        assert answer.status_code == 302
        assert not answer.history

    def test_unless_the_operator_says_so(self, port: int) -> None:
        with guarded_session(allow_private=True) as session:
            assert session.get(f"http://127.0.0.1:{port}/").ok


class TestAnAnswer:
    @pytest.mark.parametrize("path", ["/", "/zip", "/chunks"])
    def test_is_read_whole_and_its_connection_used_again(self, port: int, path: str) -> None:
        with guarded_session(allow_private=True) as session:
            lengths = [len(session.get(f"http://127.0.0.1:{port}{path}").content) for _ in "ab"]

        assert lengths == [3000, 3000]
        assert len(connections) == 1

    @pytest.mark.parametrize("path", ["/", "/zip", "/chunks"])
    def test_that_is_too_long_is_not_read_to_its_end(self, port: int, path: str) -> None:
        with (
            guarded_session(allow_private=True, largest=2999) as session,
            pytest.raises(AnswerTooLarge),
        ):
            session.get(f"http://127.0.0.1:{port}{path}")

    def test_that_trickles_is_given_up(self) -> None:
        class Trickle:
            closed = False

            def read1(self, amount: int, decode_content: bool | None) -> bytes:
                return b"x"

            def close(self) -> None:
                self.closed = True

        raw, seconds = Trickle(), iter(range(0, 100, 5))

        with pytest.raises(AnswerTooLarge):
            list(BoundedBody(raw, clock=lambda: next(seconds)).stream())

        assert raw.closed


class TestTls:
    def test_proves_the_name_though_the_address_is_pinned(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        context = _certificate(tmp_path, "shop.example")
        monkeypatch.setattr(ip_filter_adapter, "filter_host", lambda *_, **__: "127.0.0.1")

        with serving(context) as port, guarded_session() as session:
            trusted = str(tmp_path / "certificate.pem")
            assert session.get(f"https://shop.example:{port}/", verify=trusted).ok
            with pytest.raises(requests.exceptions.SSLError):
                session.get(f"https://other.example:{port}/", verify=trusted)


def _certificate(folder: Path, name: str) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOON - timedelta(days=9999))
        .not_valid_after(NOON + timedelta(days=9999))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, private = folder / "certificate.pem", folder / "key.pem"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, private)
    return context
