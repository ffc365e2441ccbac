"""Drives of other computers are known by the lists that systems give of what is mounted."""

import sys
from pathlib import PurePosixPath

import pytest

from app.services.book import drives, locking, opening
from app.services.book.locking import AlreadyOpen

LINUX = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /proc rw,nosuid shared:5 - proc proc rw
90 22 0:50 / /mnt/our\\040share rw,relatime shared:40 - cifs //nas/share rw,vers=3.1.1
91 22 0:51 / /srv/books rw,relatime - nfs4 nas:/books rw,vers=4.2
92 91 0:52 / /srv/books/local rw - ext4 /dev/vdb rw
93 22 0:53 / /run/user/1000/gvfs rw shared:9 master:2 - fuse.gvfsd-fuse gvfsd-fuse rw
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//ana@nas._smb._tcp.local/Our%20share on /Volumes/Our share (smbfs, nodev, nosuid, mounted by ana)
nas:/books on /Volumes/books (nfs, nodev, nosuid)
/dev/disk4s1 on /Volumes/Stick (msdos, local, nodev, nosuid, noowners)
"""


@pytest.mark.parametrize(
    ("mounted", "path", "expected"),
    [
        (LINUX, "/books/Fjord.rapport", False),
        (LINUX, "/mnt/our share/firm/Fjord.rapport", True),
        (LINUX, "/mnt/our share too/Fjord.rapport", False),
        (LINUX, "/srv/books/Fjord.rapport", True),
        (LINUX, "/srv/books/local/Fjord.rapport", False),
        (LINUX, "/run/user/1000/gvfs/smb-share:server=nas/Fjord.rapport", True),
        (MACOS, "/Books/Fjord.rapport", False),
        (MACOS, "/Volumes/Our share/Fjord.rapport", True),
        (MACOS, "/Volumes/books/Fjord.rapport", True),
        (MACOS, "/Volumes/Stick/Fjord.rapport", False),
        ("", "/Fjord.rapport", False),
    ],
)
def test_what_lies_on_another_computer(mounted, path, expected):
    assert drives.on_network(mounted, PurePosixPath(path)) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"\\nas\share\Fjord.rapport", True),
        ("//nas/share/Fjord.rapport", True),
        (r"\\?\UNC\nas\share\Fjord.rapport", True),
        (r"\\?\C:\Books\Fjord.rapport", False),
        (r"C:\Books\Fjord.rapport", False),
    ],
)
def test_names_of_windows_network(path, expected):
    assert drives.is_unc(path) is expected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked, not read")
def test_this_folder_is_of_this_computer(tmp_path):
    assert not drives.is_network(tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux's list")
@pytest.mark.usefixtures("known")
def test_a_book_on_a_share_is_locked_even_for_a_command_and_says_so(
    book, profile, tmp_path, monkeypatch
):
    """No share can be mounted here, so the system's list is another file; all else is real."""
    listed = tmp_path / "mounted"
    listed.write_text(f"90 22 0:50 / {tmp_path} rw - cifs //nas/share rw\n")
    monkeypatch.setattr(drives, "MOUNTED", listed)
    with opening.open_book(book, profile, alone=False) as passing:
        assert "network drive" in passing.warnings[0]
        with pytest.raises(AlreadyOpen):
            locking.hold(book, profile.locks)
    locking.hold(book, profile.locks).release()
