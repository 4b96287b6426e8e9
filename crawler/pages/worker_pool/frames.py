"""Messages over a stream socket, each with its length in front, so that half of one is never taken for a whole."""

from __future__ import annotations

import socket
import struct
from collections import deque

_LENGTH = struct.Struct("!Q")
_CHUNK_BYTES = 256 * 1024


def send_frame(connection: socket.socket, payload: bytes) -> None:
    """Send a message whole. Raises OSError if nobody is left to take it."""
    connection.sendall(_LENGTH.pack(len(payload)))
    connection.sendall(payload)


def receive_frame(connection: socket.socket) -> bytearray | None:
    """The next message; None if the other side has gone."""
    header = _receive_exactly(connection, _LENGTH.size)
    return _receive_exactly(connection, _LENGTH.unpack(header)[0]) if header else None


def _receive_exactly(connection: socket.socket, size: int) -> bytearray | None:
    received = bytearray(size)
    view, filled = memoryview(received), 0
    while filled < size:
        count = connection.recv_into(view[filled:])
        if not count:
            return None
        filled += count
    return received


class Channel:
    """One side of a connection that never waits: what cannot be sent or has not come yet is left for later."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(0)
        self._connection = connection
        self._outgoing: deque[memoryview] = deque()
        self._incoming = bytearray()

    def fileno(self) -> int:
        return self._connection.fileno()

    @property
    def has_unsent(self) -> bool:
        """Whether something is left to be sent by `flush`."""
        return bool(self._outgoing)

    def send(self, payload: bytes) -> None:
        """Send a message as far as that is possible now. Raises OSError if nobody is left to take it."""
        self._outgoing.extend((memoryview(_LENGTH.pack(len(payload))), memoryview(payload)))
        self.flush()

    def flush(self) -> None:
        """Send what is left, as far as that is possible now. Raises OSError if nobody is left to take it."""
        while self._outgoing:
            try:
                sent = self._connection.send(self._outgoing[0])
            except BlockingIOError:
                return
            rest = self._outgoing.popleft()[sent:]
            if rest:
                self._outgoing.appendleft(rest)

    def receive(self) -> bool:
        """Take what has come. False if nothing more will come."""
        while True:
            try:
                chunk = self._connection.recv(_CHUNK_BYTES)
            except BlockingIOError:
                return True
            except OSError:  # the other side was killed with something left to read
                return False
            if not chunk:
                return False
            self._incoming += chunk

    def next_message(self) -> bytes | None:
        """The next message that has come whole."""
        if len(self._incoming) < _LENGTH.size:
            return None
        end = _LENGTH.size + _LENGTH.unpack_from(self._incoming)[0]
        if len(self._incoming) < end:
            return None
        message = bytes(memoryview(self._incoming)[_LENGTH.size : end])
        del self._incoming[:end]
        return message

    def close(self) -> None:
        """Close the connection; the other side reads its end."""
        self._connection.close()
