#!/usr/bin/env python3
"""The one entry for people who work on Rapport: `python3 dev.py COMMAND`.

Standard library only. Every command sets up `.venv` first, which costs nothing once it is there.
The syntax stays old enough for an old Python to get as far as being told that it is too old.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "rapport-is-set-up"
REQUIREMENTS = ROOT / "requirements-dev.txt"
OLDEST_PYTHON = (3, 11)
A_FONT = "a font"

# What is asked of a Linux system: the library or program looked for, and Debian's package for it.
WINDOW = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    A_FONT: "fonts-dejavu-core",  # without any, Qt runs and paints no text
}
SCREEN = {  # libxcb-cursor and libxkbcommon-x11 load the rest of their family
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TESTS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "pdftotext": "poppler-utils",
}
BUILD = {"objcopy": "binutils"}
VENV_MODULE = {"ensurepip": f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"}

CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["basedpyright"],
}
ARCHITECTURE = {"architecture": ["pytest", "tests/test_architecture.py"]}


# ---- commands


def setup(_extra: list[str]) -> int:
    """Make .venv with the exact packages, and install what Linux lacks for any command."""
    set_up({**WINDOW, **SCREEN, **TESTS, **BUILD})
    say("Ready.")
    return 0


def run(extra: list[str]) -> int:
    """Open the sample company; options after it go to main.py instead (`run --book FILE`)."""
    if has_screen(dict(os.environ), sys.platform):
        set_up({**WINDOW, **SCREEN})
        return python("main.py", *(extra or ["--sample"]))
    set_up(WINDOW)
    say("There is no screen here, so the sample company is drawn into build/tour instead.")
    return python("main.py", "--tour", "build/tour", QT_QPA_PLATFORM="offscreen")


def test(extra: list[str]) -> int:
    """Check, self-test and all tests; with options after it, only pytest with those."""
    set_up({**WINDOW, **SCREEN, **TESTS})
    failed: list[str] = []
    if not extra:
        failed = stages({**CHECKS, "self-test": ["main", "--self-test"]})
    code = python("-m", "pytest", "--durations=10", "--durations-min=1", *extra)
    if failed:
        say(f"Failed before the tests: {', '.join(failed)}. Their output stands above.")
    return code or len(failed)


def check(_extra: list[str]) -> int:
    """Format, lint, types and the architecture's rules."""
    set_up(WINDOW)
    return len(stages({**CHECKS, **ARCHITECTURE}))


def bench(extra: list[str]) -> int:
    """Measure speed and memory, one line of JSON each; names after it choose (`bench start`)."""
    set_up(WINDOW)
    found = {path.stem: path for path in sorted((ROOT / "benchmarks").glob("[!_]*.py"))}
    unknown = [name for name in extra if name not in found]
    if unknown:
        stop(f"There is no benchmark {unknown[0]!r}; there are: {', '.join(found)}.")
    codes = [
        python(str(found[name]), PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen")
        for name in extra or found
    ]
    return max(codes, default=0)


def gallery(extra: list[str]) -> int:
    """Save a picture of every page and state into build/gallery."""
    set_up(WINDOW)
    folder = extra[0] if extra else "build/gallery"
    return python("main.py", "--gallery", folder, QT_QPA_PLATFORM="offscreen")


def build(_extra: list[str]) -> int:
    """Build the desktop program for this system into dist/, and let it test itself."""
    set_up({**WINDOW, **BUILD})
    options = ["--noconfirm", "--log-level", "WARN", "--workpath", "build/pyinstaller"]
    code = python("-m", "PyInstaller", *options, "pyinstaller.spec")
    if code:
        return code
    program = ROOT / "dist" / "Rapport" / f"rapport-cli{'.exe' if os.name == 'nt' else ''}"
    say(f"Built {program.parent}; now it tests itself.")
    return call([program, "--self-test"], QT_QPA_PLATFORM="offscreen")


def lock(extra: list[str]) -> int:
    """Write requirements*.txt anew from requirements*.in (`lock --upgrade` for newer versions)."""
    set_up({})
    uv = working_uv()
    if uv is None:
        python("-m", "ensurepip")
        python("-m", "pip", "install", "--quiet", "uv")
        uv = working_uv() or stop("uv, which resolves the versions, could not be installed.")
    compiling = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    compiling += ["--generate-hashes", "--no-header", *extra]
    base = call([*compiling, "requirements.in", "-o", "requirements.txt"])
    # Constrained by the first, so that what is tested is what is shipped.
    with_base = ["-c", "requirements.txt", "requirements-dev.in", "-o", "requirements-dev.txt"]
    return base or call([*compiling, *with_base])


COMMANDS = {f.__name__: f for f in (setup, run, test, check, bench, gallery, build, lock)}
TAKE_MORE = {"run", "test", "bench", "gallery", "lock"}


def main() -> int:
    """Read the command line and do the one command."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        stop(too_old())
    parser = argparse.ArgumentParser(
        prog="dev.py",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:<9}{f.__doc__}" for name, f in COMMANDS.items()),
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    chosen, extra = parser.parse_known_args()
    if extra and chosen.command not in TAKE_MORE:
        parser.error(f"{chosen.command} takes no options; {extra[0]} was given")
    return COMMANDS[chosen.command](extra)


# ---- set-up


def set_up(needs: dict[str, str]) -> None:
    """Make sure of the system's packages and of a complete .venv; at once when both are there."""
    provide(needs)
    if is_ready():
        return
    say("Setting up .venv, once; with pip this takes about a minute.")
    STAMP.unlink(missing_ok=True)
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        stop(f".venv is in use or not ours to replace ({error}). Close what uses it, or delete it.")
    uv = working_uv()
    if uv is None or not installed_by_uv(uv):
        install_by_pip()
    STAMP.write_text(fingerprint())  # last: without it an interrupted set-up is done again


def is_ready() -> bool:
    """Whether .venv was finished for these requirements, this Python and this folder."""
    try:
        return STAMP.read_text() == fingerprint() and PYTHON.exists()
    except OSError:
        return False


def fingerprint() -> str:
    """What .venv depends on; the folder too, because its scripts name it."""
    python_version = ".".join(map(str, sys.version_info[:2]))
    requirements = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    return f"{python_version} {requirements} {VENV}"


def working_uv() -> str | None:
    """A uv that answers: a version manager's shim may be on the PATH with nothing behind it."""
    for candidate in (shutil.which("uv"), shutil.which("uv", path=str(PYTHON.parent))):
        if candidate and quietly([candidate, "--version"]):
            return candidate
    return None


def installed_by_uv(uv: str) -> bool:
    """Seconds instead of a minute; where it cannot (another index, say), pip does it."""
    make = [uv, "venv", "--quiet", "--clear", "--python", base_python(), VENV]
    sync = [uv, "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", REQUIREMENTS]
    return quietly(make) and quietly([*sync, "--only-binary", ":all:", "--compile-bytecode"])


def install_by_pip() -> None:
    """The way that every Python has."""
    provide(VENV_MODULE)
    if call([base_python(), "-m", "venv", "--clear", VENV]):
        stop(f"{base_python()} cannot make a virtual environment; its venv module is missing.")
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]
    options += ["--only-binary", ":all:", "--require-hashes", "-r", str(REQUIREMENTS)]
    if python("-m", "pip", "install", *options):
        stop(
            "The packages could not be installed; pip says why above. Without a network this "
            "cannot be done: connect (or set pip's index and proxy) and give the command again."
        )
    # All cores at once; a template inside a package that is no Python is no trouble of ours.
    quietly([PYTHON, "-m", "compileall", "-q", "-j", "0", VENV])


def base_python() -> str:
    """The Python outside of any virtual environment."""
    return getattr(sys, "_base_executable", None) or sys.executable


def too_old() -> str:
    """The sentence for an old Python, naming a newer one where there is one."""
    newer = [f"python3.{minor}" for minor in range(20, 10, -1) if shutil.which(f"python3.{minor}")]
    advice = f"Try: {newer[0]} dev.py" if newer else "Install a newer one"
    version = ".".join(map(str, sys.version_info[:3]))
    return f"Rapport needs Python 3.11 or newer; {sys.executable} is {version}. {advice}."


# ---- what Linux has to bring


def provide(needs: dict[str, str]) -> None:
    """Install what the system lacks where that is allowed; else name it with the command, stop."""
    if not sys.platform.startswith("linux"):
        return
    missing = [need for need in needs if not is_present(need)]
    if not missing:
        return
    packages = sorted({needs[need] for need in missing})
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    rights = rights_to_install()
    if rights is not None:
        say(f"Installing what this system lacks: {' '.join(packages)}")
        if not quietly([*rights, *install]):  # the package lists may be missing or old
            call([*rights, "apt-get", "update", "-qq"])
            call([*rights, *install])
        missing = [need for need in missing if not is_present(need)]
    if missing:
        stop(
            f"This system lacks {', '.join(missing)}. On Debian or Ubuntu:\n"
            f"  sudo {' '.join(install)}\n"
            "Elsewhere install the packages that hold them, then give the command again."
        )


def is_present(need: str) -> bool:
    """Ask the way it will be used: load the library, find the program."""
    if need == A_FONT:
        places = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"]
        files = (file for place in places for file in Path(place).expanduser().rglob("*.[to]t[fc]"))
        return next(files, None) is not None
    if need == "ensurepip":
        return importlib.util.find_spec(need) is not None
    if ".so." not in need:
        return shutil.which(need) is not None
    try:
        ctypes.CDLL(need)
    except OSError:
        return False
    return True


def rights_to_install() -> list[str] | None:
    """What goes before apt-get; None where there is no apt-get or we may not."""
    if shutil.which("apt-get") is None:
        return None
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet
    if shutil.which("sudo") and quietly(["sudo", "-n", "true"]):
        return ["sudo", "-n", *quiet]
    return None


def has_screen(environ: dict[str, str], platform: str) -> bool:
    """Whether a window can be shown to somebody here."""
    if environ.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}:
        return False
    if not platform.startswith("linux"):
        return "SSH_CONNECTION" not in environ
    return bool(environ.get("WAYLAND_DISPLAY")) or answers(environ.get("DISPLAY", ""))


def answers(display: str) -> bool:
    """Whether an X server is behind DISPLAY: the variable often outlives the server."""
    host, _, number = display.rpartition(":")
    if not number or host not in {"", "unix"}:
        return bool(number)
    with socket.socket(socket.AF_UNIX) as server:
        return server.connect_ex(f"/tmp/.X11-unix/X{number.split('.')[0]}") == 0


# ---- processes and words


def stages(commands: dict[str, list[str]]) -> list[str]:
    """Run each module in turn, say how long it took, and return the names of those that failed."""
    failed: list[str] = []
    for name, command in commands.items():
        began = time.monotonic()
        code = python("-m", *command, QT_QPA_PLATFORM="offscreen")
        failed += [name] if code else []
        verdict = "FAILED" if code else "ok"
        say(f"{name:<14}{verdict:<8}{time.monotonic() - began:6.1f} s")
    return failed


def python(*arguments: str, **environ: str) -> int:
    """Run .venv's Python in the project's folder."""
    return call([PYTHON, *arguments], **environ)


def call(command: list[str | Path], **environ: str) -> int:
    """Run a program in the project's folder and return its exit status."""
    code = subprocess.run(command, cwd=ROOT, env=surroundings(**environ), check=False).returncode
    return code if code >= 0 else 128 - code


def quietly(command: list[str | Path]) -> bool:
    """Run a program whose output nobody needs; whether it went well."""
    result = subprocess.run(command, cwd=ROOT, env=surroundings(), check=False, capture_output=True)
    return result.returncode == 0


def surroundings(**environ: str) -> dict[str, str]:
    """Our environment without what would slow a child down or lead it to another Python."""
    kept = dict(os.environ)
    # Without byte code every start compiles SQLAlchemy and matplotlib anew, at 2-4 times the cost.
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"):
        kept.pop(name, None)
    return {**kept, **environ}


def say(sentence: str) -> None:
    """Print now, so that it stands before the child's output."""
    print(sentence, flush=True)


def stop(sentence: str) -> NoReturn:
    """End with a sentence instead of a traceback."""
    sys.exit(f"dev.py: {sentence}")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
