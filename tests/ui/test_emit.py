import sys

import pytest
from PySide6.QtCore import QObject, Signal


class Sender(QObject):
    sent = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal, however it is counted")
def test_signals_do_not_use_up_true(qapp):
    """PySide6 6.12.0 on Python 3.11 lost a reference per emit, and died after some hundred."""
    sender, taken = Sender(), []
    sender.sent.connect(taken.append)
    before = sys.getrefcount(True)
    for _n in range(20_000):
        sender.sent.emit(True)
    taken.clear()
    assert sys.getrefcount(True) >= before
