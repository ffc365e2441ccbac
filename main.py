"""Start the program: a command without a screen, or the window."""

import os
import sys
from pathlib import Path

WITH_VALUE = {"--book", "--as-of", "--tour", "--gallery"}
OF_THE_WINDOW = {"--book", "--sample", "--temp-profile", "--tour", "--gallery", "--self-test"}


def main(arguments: list[str]) -> int:
    """Return the exit status of what was asked for."""
    _keep_font_cache()
    if _is_command(arguments):
        from app.cli.main import run

        return run(arguments)
    from app.ui.start import start

    return start(arguments)


def _is_command(arguments: list[str]) -> bool:
    """Tell a command, or a question about commands, from the options of the window."""
    if "--self-test" in arguments:
        return False
    waiting = iter(arguments)
    for word in waiting:
        if not word.startswith("-"):
            return True
        name, _equals, value = word.partition("=")
        if name not in OF_THE_WINDOW | WITH_VALUE:
            return True
        if name in WITH_VALUE and not value:
            next(waiting, None)
    return False


def _keep_font_cache() -> None:
    """Have charts find their fonts again: the bundle would forget the cache at every exit."""
    if "MPLCONFIGDIR" not in os.environ:
        from app.services.book.paths import profile

        os.environ["MPLCONFIGDIR"] = str(Path(profile().cache) / "matplotlib")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
