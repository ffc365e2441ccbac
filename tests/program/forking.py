"""The program as a process per command line, started once: a parent with all of it loaded forks.

Starting Python and SQLAlchemy anew takes most of a second, and many command lines are to be tried.
What only a whole start shows (signals, the exit status, what is printed) is tested with one.
"""

import contextlib
import io
import json
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))


def serve() -> None:
    """Answer each line of standard input, a job, with a line of what became of it."""
    from app.cli.main import run

    for line in sys.stdin:
        job = json.loads(line)
        read, write = os.pipe()
        begun = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(read)
            with os.fdopen(write, "w") as answer:
                json.dump(_done(run, job), answer)
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as answer:
            told = answer.read()
        _pid, _status, used = os.wait4(child, 0)
        outcome = json.loads(told) if told else {"status": None, "out": "", "err": "it died"}
        outcome["seconds"] = time.monotonic() - begun
        outcome["mebibytes"] = used.ru_maxrss / 1024
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


def _done(run: Any, job: dict[str, Any]) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    if job["largest"]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["largest"], job["largest"]))
    os.environ.update(job["env"])
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status: int | str = run(job["arguments"])
        except BaseException as error:
            status = f"{type(error).__name__}: {error}"
    return {"status": status, "out": out.getvalue(), "err": err.getvalue()}


if __name__ == "__main__":
    serve()
