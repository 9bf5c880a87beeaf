"""The network between a browser and the server, which can be cut."""

from __future__ import annotations

import contextlib
import socket
import threading
from urllib.parse import urlsplit

from tests.support.server import Server


class Line:
    """The network between browser and server: a port that hands on, until it is cut."""

    def __init__(self, server: Server) -> None:
        self._to = ("127.0.0.1", urlsplit(server.url).port)
        self._ends: list[socket.socket] = []
        self._listening = self._listen(0)
        self.port: int = self._listening.getsockname()[1]

    def _listen(self, port: int) -> socket.socket:
        listening = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()
        return listening

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                browser, _ = listening.accept()
            except OSError:
                return
            server = socket.create_connection(self._to)
            self._ends += [browser, server]
            for one, other in ((browser, server), (server, browser)):
                threading.Thread(target=self._hand_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _hand_on(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):  # cut
            while data := one.recv(65536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)

    def cut(self) -> None:
        for one in (self._listening, *self._ends):
            with contextlib.suppress(OSError):  # closed already
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._ends.clear()

    def mend(self) -> None:
        self._listening = self._listen(self.port)
