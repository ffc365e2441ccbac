"""One window per user: a second start hands over what it was to open, and ends.

Who is first is told by a lock that names a living process; what the first is asked by others comes
through a local socket that only this user may use. Both survive a first that was killed.
"""

import json
import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QThread, Signal, Slot

from app.services.book.paths import Profile

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LONGEST_ADDRESS = 100  # bytes: what a socket's path may be on every Unix
LONGEST_QUESTION = 65_536  # bytes
PATIENCE = 5.0  # seconds that a first which is just starting is waited for
STEP = 250  # milliseconds
ANSWER = 2_000  # milliseconds
YES = b"ok\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a second start was to show: a book, the sample company, or just the window."""

    book: Path | None = None
    sample: bool = False


class Instance(QObject):
    """One start of the program, first or not; `asked` brings what later ones were to show."""

    asked = Signal(object)  # Wanted

    def __init__(self, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(profile.data / "window.lock"))
        self._lock.setStaleLockTime(0)  # what is old is not stale while its process lives
        self._profile = profile
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Take the place of the first; where none can be taken, every start is one."""
        try:
            self._profile.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            return True
        taken = self._lock.tryLock(0)
        return taken or self._lock.error() != QLockFile.LockError.LockFailedError

    def hand_over(self, wanted: Wanted, patience: float = PATIENCE) -> bool:
        """Ask the first to show it; return whether it said that it will."""
        from PySide6.QtNetwork import QLocalSocket  # only a second start speaks

        _let_it_come_forward()
        until = monotonic() + patience
        while monotonic() < until:
            if _told(QLocalSocket(), _address(self._profile), _question(wanted)):
                return True
            if self._lock.tryLock(0):  # it was about to end, and has
                return False
            QThread.msleep(STEP)
        return False

    @Slot()
    def listen(self) -> None:
        """Hear what later starts ask, if this is the first; called once the window is painted."""
        if not self._lock.isLocked():
            return
        from PySide6.QtNetwork import QLocalServer

        address = _address(self._profile)
        QLocalServer.removeServer(address)  # of a first that was killed; we are it now
        self._server = server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._take)
        server.listen(address)

    def close(self) -> None:
        """Let another start be the first."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    @Slot()
    def _take(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.setReadBufferSize(LONGEST_QUESTION)
            caller.readyRead.connect(partial(self._read, caller))
            caller.disconnected.connect(caller.deleteLater)

    def _read(self, caller: "QLocalSocket") -> None:
        if caller.canReadLine():
            wanted = _understood(bytes(caller.readLine().data()))
        elif caller.bytesAvailable() < LONGEST_QUESTION:
            return
        else:
            wanted = None
        if wanted is not None:
            caller.write(YES)
        caller.disconnectFromServer()
        if wanted is not None:
            self.asked.emit(wanted)


def _told(socket: "QLocalSocket", address: str, question: bytes) -> bool:
    """Ask, and return whether the answer was yes."""
    socket.connectToServer(address)
    if not socket.waitForConnected(STEP):
        return False
    socket.write(question)
    return socket.waitForReadyRead(ANSWER) and bytes(socket.readAll().data()) == YES


def _question(wanted: Wanted) -> bytes:
    book = str(wanted.book.absolute()) if wanted.book else ""
    return json.dumps({"book": book, "sample": wanted.sample}).encode() + b"\n"


def _understood(question: bytes) -> Wanted | None:
    """Return what is asked for, None for anything that is no question of ours."""
    try:
        asked = json.loads(question)
        book, sample = asked["book"], asked["sample"]
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    if not isinstance(book, str) or not isinstance(sample, bool):
        return None
    return Wanted(Path(book) if book else None, sample)


def _address(profile: Profile) -> str:
    """Return where the first listens: below a folder of this user alone, if its path is short."""
    import hashlib  # after the window is painted
    import tempfile

    name = "rapport-" + hashlib.sha256(str(profile.data).encode()).hexdigest()[:16]
    if sys.platform == "win32":
        return name
    for folder in (str(profile.data), os.environ.get("XDG_RUNTIME_DIR")):
        if folder and len(f"{folder}/{name}".encode()) < LONGEST_ADDRESS:
            return f"{folder}/{name}"
    return str(Path(tempfile.gettempdir()) / name)


def _let_it_come_forward() -> None:
    """Windows lets only the program that the user just started give the foreground away."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
