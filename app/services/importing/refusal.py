"""Why a cell or a row cannot be taken, as a sentence for the person who has to mend it."""

SHOWN = 40


class Refused(Exception):
    """A cell or a row that cannot be taken; ``str(refused)`` is the reason."""


def shown(text: str) -> str:
    """Return a cell's text as a sentence can show it: short, on one line, in quotation marks."""
    line = "".join(char if char.isprintable() else " " for char in text[: SHOWN + 1])
    return f"“{line[:SHOWN]}…”" if len(text) > SHOWN else f"“{line}”"
