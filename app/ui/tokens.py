"""The look in numbers: colours by meaning, type sizes, spacing. Charts and reports use them too.

Imports nothing of Qt, so whatever paints (widgets, matplotlib, a printed page) can ask.
"""

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark"]
Ink = Literal["text", "muted", "accent", "on_accent", "good", "warn", "bad"]


class Space:
    """Distances in device-independent pixels; nothing in the window uses others."""

    XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 40


class Size:
    """Type sizes as factors of the system's own font size, and the two weights."""

    CAPTION, BODY, TITLE, DISPLAY = 0.92, 1.0, 1.2, 1.6
    NORMAL, STRONG = 400, 600


RADIUS = 6
ROW_HEIGHT = 34
FIELD_HEIGHT = 32


@dataclass(frozen=True)
class Tokens:
    """Colours by what they mean; text colours stand at 4.5 : 1 or more on every ground."""

    scheme: Scheme
    # grounds, from the back to the front
    chrome: str
    surface: str
    raised: str
    hover: str
    selected: str
    # lines
    border: str
    outline: str
    # text
    text: str
    muted: str
    faint: str
    # the one accent, and meanings
    accent: str
    accent_hover: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    # where we are unsure: the band around a standing
    band: str
    # told apart also by people who see few colours; in this order
    series: tuple[str, ...]
    # grounds of the parts of a bar, where ink is not enough to tell them apart
    fills: tuple[tuple[str, str], ...] = ()
    # whether names are measured when they are painted, and cut where they have no room
    cuts_names: bool = False

    def fill(self, ink: str) -> str:
        """Return the ground of a part by its ink, or by the number of its series."""
        own = self.series[int(ink)] if ink.isdigit() else getattr(self, ink)
        return dict(self.fills).get(ink, own)


LIGHT = Tokens(
    scheme="light",
    chrome="#f5f6f8",
    surface="#ffffff",
    raised="#ffffff",
    hover="#eef0f4",
    selected="#e3ebfa",
    border="#e2e5ea",
    outline="#8b93a0",
    text="#1a1e26",
    muted="#59616e",
    faint="#767d89",
    accent="#2457c5",
    accent_hover="#1b459f",
    on_accent="#ffffff",
    good="#0b6e4a",
    good_soft="#e0f2ea",
    warn="#8a5000",
    warn_soft="#fbeeda",
    bad="#b3261e",
    bad_soft="#fbe6e4",
    band="#c9d7f2",
    series=("#2457c5", "#c2570c", "#0b7a75", "#8e3b8c", "#6b6f00", "#5b6472"),
)

DARK = Tokens(
    scheme="dark",
    chrome="#15181d",
    surface="#1b1f26",
    raised="#232831",
    hover="#272d37",
    selected="#2b3a58",
    border="#313843",
    outline="#727c8b",
    text="#e8ebf0",
    muted="#a6afbc",
    faint="#868f9c",
    accent="#8ab0ff",
    accent_hover="#a9c5ff",
    on_accent="#0e1930",
    good="#5cca98",
    good_soft="#1a3a2d",
    warn="#e8b15a",
    warn_soft="#3d2f17",
    bad="#ff8f86",
    bad_soft="#45211f",
    band="#34486f",
    series=("#8ab0ff", "#f0a35e", "#4fc7bf", "#d394d1", "#c5c65a", "#a6afbc"),
)


def of_scheme(scheme: Scheme) -> Tokens:
    """Return the tokens of light or dark."""
    return DARK if scheme == "dark" else LIGHT


def chart_colours(tokens: Tokens) -> dict[str, str]:
    """Return what a chart needs as a plain dict: "#rrggbb" by meaning, and series0, series1, …."""
    meanings = ("surface", "text", "muted", "border", "accent", "good", "warn", "bad", "band")
    colours = {name: str(getattr(tokens, name)) for name in meanings}
    return colours | {f"series{n}": colour for n, colour in enumerate(tokens.series)}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
