"""Whether a book lies on a drive of this computer or on one that others reach too."""

import re
import subprocess
import sys
from pathlib import Path, PurePath

MOUNTED = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    (
        *("afpfs", "afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs"),
        *("nfs", "nfs4", "smb3", "smbfs", "webdav", "fuse.davfs2", "fuse.glusterfs"),
        *("fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
    )
)
"""File systems that lie on other computers, as Linux and macOS name them."""

_OF_LINUX = re.compile(r"^\S+ \S+ \S+ \S+ (\S+) .*? - (\S+) ", re.MULTILINE)
_OF_MACOS = re.compile(r"^.+? on (.+) \(([\w.]+)[,)]", re.MULTILINE)
_ESCAPED = re.compile(r"\\([0-7]{3})")
_REMOTE = 4  # Windows' DRIVE_REMOTE
_SECONDS = 2


def is_network(path: Path) -> bool:
    """Tell whether a file lies on another computer; where that cannot be told, it does not."""
    if sys.platform == "win32":
        return _is_remote(path)
    try:
        return on_network(_mounted(), path)
    except (OSError, subprocess.SubprocessError):
        return False


def on_network(mounted: str, path: PurePath) -> bool:
    """Tell it from what is mounted where, as Linux's mountinfo or macOS's ``mount`` lists it."""
    where = re.findall(_OF_LINUX, mounted) or re.findall(_OF_MACOS, mounted)
    kinds = {PurePath(_plain(place)): kind for place, kind in where}  # a later one covers the first
    return next((kinds[at] in NETWORK for at in (path, *path.parents) if at in kinds), False)


def is_unc(path: str) -> bool:
    r"""Tell a name of Windows' network, such as ``\\server\share``."""
    start = path.replace("/", "\\").upper()
    return start.startswith("\\\\?\\UNC\\") or (
        start.startswith("\\\\") and not start.startswith(("\\\\?\\", "\\\\.\\"))
    )


def _plain(place: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), place)


def _mounted() -> str:
    if MOUNTED.exists():
        return MOUNTED.read_text("utf-8", errors="surrogateescape")
    listed = ["/sbin/mount"]
    return subprocess.run(  # noqa: S603 – the system's own program
        listed, capture_output=True, text=True, timeout=_SECONDS, check=True
    ).stdout


def _is_remote(path: Path) -> bool:
    if is_unc(str(path)):
        return True
    if sys.platform == "win32":
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor) == _REMOTE
    return False
