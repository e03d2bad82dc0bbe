"""A caller that costs next to nothing beside the servers it calls: plain sockets that stay open."""

import socket
import threading
from collections.abc import Sequence
from itertools import count

END_OF_HEADERS = b"\r\n\r\n"
LAST_CHUNK = b"0\r\n\r\n"


class Wire:
    """Calls servers over HTTP; every thread has one connection, the servers take turns at threads."""

    def __init__(self, *ports: int) -> None:
        self._ports: Sequence[int] = ports
        self._threads, self._own = count(), threading.local()

    def request(self, method: str, path: str, headers: dict[str, str], body: bytes) -> int:
        """Make a request and read the answer to its end; gives the status."""
        connection = self._connection()
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        connection.sendall("\r\n".join(lines).encode() + END_OF_HEADERS + body)
        answer = b""
        while not _is_whole(answer):
            piece = connection.recv(65536)
            if not piece:
                raise ConnectionError("the server hung up")
            answer += piece
        return int(answer[9:12])

    def _connection(self) -> socket.socket:
        if not hasattr(self._own, "connection"):
            port = self._ports[next(self._threads) % len(self._ports)]
            self._own.connection = socket.create_connection(("127.0.0.1", port), timeout=30)
            self._own.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection: socket.socket = self._own.connection
        return connection


def _is_whole(answer: bytes) -> bool:
    """Whether an answer has come to its end, which its headers announce in one of two ways."""
    head, found, body = answer.partition(END_OF_HEADERS)
    if not found:
        return False
    head = head.lower()
    if b"transfer-encoding: chunked" in head:
        return body.endswith(LAST_CHUNK)
    _, announced, length = head.partition(b"content-length:")
    return not announced or len(body) >= int(length.split(b"\r\n")[0])
