"""The first start hears what later ones were to show, and nothing else."""

import pytest
from PySide6.QtNetwork import QLocalSocket

from app.services.book import paths
from app.ui.instance import YES, Instance, Wanted, _address, _question


@pytest.fixture
def profile(tmp_path):
    return paths.profile(tmp_path / "profile")


@pytest.fixture
def first(qapp, profile):
    first = Instance(profile)
    assert first.is_first()
    first.listen()
    yield first
    first.close()


def ask(qtbot, profile, question):
    """Ask as another process would; return the answer."""
    caller = QLocalSocket()
    with qtbot.waitSignal(caller.disconnected):
        caller.connectToServer(_address(profile))
        caller.write(question)
    return bytes(caller.readAll().data())


@pytest.mark.parametrize("sample", [False, True])
def test_what_a_second_start_was_to_show_is_heard(qtbot, first, profile, tmp_path, sample):
    wanted = Wanted(None if sample else tmp_path / "Fjord & Föhn.rapport", sample)
    assert not Instance(profile).is_first()
    with qtbot.waitSignal(first.asked) as heard:
        assert ask(qtbot, profile, _question(wanted)) == YES
    assert heard.args == [wanted]


@pytest.mark.parametrize(
    "question",
    [b"hello\n", b"{}\n", b"[1]\n", b'{"book": 3, "sample": false}\n', b"[" * 50_000 + b"\n",
     b"x" * 70_000],
)  # fmt: skip
def test_what_is_no_question_of_ours_is_not_heard(qtbot, first, profile, question):
    heard = []
    first.asked.connect(heard.append)
    assert ask(qtbot, profile, question) == b""
    assert heard == []


def test_a_first_that_does_not_answer_does_not_keep_others_out(qapp, profile):
    first = Instance(profile)
    assert first.is_first()
    second = Instance(profile)
    assert not second.is_first()
    assert not second.hand_over(Wanted(), patience=0.01)
    second.listen()
    assert not second._server, "the place is not taken from a first that lives"
    first.close()


def test_who_comes_while_the_first_ends_takes_its_place(qapp, profile):
    first = Instance(profile)
    assert first.is_first()
    second = Instance(profile)
    assert not second.is_first()
    first.close()
    assert not second.hand_over(Wanted())
    second.listen()
    assert second._server.isListening()
    second.close()


def test_two_users_do_not_meet(qapp, first, tmp_path):
    other = Instance(paths.profile(tmp_path / "other"))
    assert other.is_first()
    other.close()


def test_a_profile_that_cannot_be_written_keeps_nobody_out(qapp, tmp_path):
    (tmp_path / "profile").write_text("in the way")
    assert Instance(paths.profile(tmp_path / "profile")).is_first()


def test_the_address_fits_into_a_socket_however_deep_the_profile_lies(tmp_path):
    deep = paths.profile(tmp_path / ("deep" * 30))
    assert len(_address(deep).encode()) <= 107
