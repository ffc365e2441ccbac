"""Memory after opening the large book: the window with Today and Customers, all standings fresh.

Measured in a process of its own on a copy of the book, offscreen, when nothing is under way any
more. The peak includes computing all 2,000 standings anew, as on the first start of a day.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import big_book

TARGET = 250  # MiB


def child(book: Path, folder: Path) -> None:
    """Open the book in a window, look at two pages, and print the memory in use."""
    from app.services.book import paths
    from app.services.book.database import Database
    from app.ui.stage import Stage
    from app.ui.start import application

    stage = Stage(application(), paths.profile(folder), big_book.TODAY)
    stage.window.show_frame()
    stage.window.show()
    stage.program.tasks.open(lambda: Database(book, big_book.KEY))
    stage.page("today")
    stage.program.freshener.freshen()
    stage.settle()
    stage.page("customers")
    status = Path("/proc/self/status").read_text()
    now = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    print(
        json.dumps(
            {
                "now": int(now.split()[1]) / 1024,
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        ),
        flush=True,
    )
    os._exit(0)


def main() -> None:
    """Print one JSON line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = shutil.copy(big_book.path(), folder / "big.rapport")
        command = [sys.executable, __file__, str(book), name]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    used = json.loads(answer.strip().splitlines()[-1])
    print(
        json.dumps(
            {
                "benchmark": "memory after opening the large book",
                "mib": round(used["now"]),
                "target": TARGET,
                "peak_mib": round(used["peak"]),
                "customers": big_book.CUSTOMERS,
                "facts": big_book.FACTS,
            }
        )
    )


if __name__ == "__main__":
    child(Path(sys.argv[1]), Path(sys.argv[2])) if len(sys.argv) > 1 else main()
