import errno
from pathlib import Path

import pytest

from app.services.errors import Conflict, Unavailable
from app.services.reports import saving


def test_a_file_is_written_whole(tmp_path):
    saving.save(tmp_path / "a.pdf", b"whole")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.pdf", b"whole")]


def test_one_that_is_there_is_left_unless_somebody_said_so(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"theirs")
    for refuse in (saving.must_be_free, lambda p, over: saving.save(p, b"ours", over=over)):
        with pytest.raises(Conflict, match="already a file"):
            refuse(path, over=False)
    assert path.read_bytes() == b"theirs"
    saving.must_be_free(path, over=True)
    saving.save(path, b"ours", over=True)
    assert path.read_bytes() == b"ours"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_said_before_anything_is_drawn(tmp_path):
    with pytest.raises(Unavailable, match="is not there"):
        saving.must_be_free(tmp_path / "gone" / "a.pdf", over=True)
    with pytest.raises(Unavailable, match="no file can have this name"):
        saving.must_be_free(tmp_path, over=True)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "open in another program"),
        (errno.EIO, "does not answer"),
        (errno.ENAMETOOLONG, "no file can have this name"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence_and_nothing_is_left(
    tmp_path, monkeypatch, number, said
):
    def refuse(_self, _data):
        raise OSError(number, "")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(Unavailable, match=said) as caught:
        saving.save(tmp_path / "a.pdf", b"data")
    assert "was not saved" in str(caught.value)
    assert list(tmp_path.iterdir()) == []
