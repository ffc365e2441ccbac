"""The parts of the chart of a trajectory, each drawn by itself onto given axes."""

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from app.language import _
from app.ui import formats
from app.ui.customer import words
from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.services.customers.points import Point
    from app.services.customers.trajectories import EffectRow, RenewalMark, TrajectoryView

LOWEST, HIGHEST = -17.0, 106.0
STRIP = (-15.0, -5.0)  # where the stages run, below zero
ZONES = (35, 45, 65)  # where the words for a level change (docs/method.md, 3)
MOST_POINTS = 2_000
LEAST_STEP = 0.5  # points: what moved less is rounded to nothing, and not marked
BIGGEST_STEP = 15.0
LEAST_WORDS, MOST_WORDS = 3.5, 3  # points that are worth words on the chart, and how many of them
HIGHEST_WORDS = 86  # above it they would run into the words of renewals
LETTER = 7.2  # pixels of an ordinary letter, estimated: measuring takes longer than drawing
GLYPHS = {
    "service": "■",
    "voice": "●",
    "promises": "◆",
    "people": "▲",
    "advocacy": "★",
    "silence": "✖",
}
SHAPES = {  # told apart without colour, and in print
    "service": "s",
    "voice": "o",
    "promises": "D",
    "people": "^",
    "advocacy": "*",
    "silence": "X",
}


def band_and_line(axes: Axes, points: "Sequence[Point]", look: Tokens, *, early: bool) -> None:
    """Draw the level in its 80 % band; in grey while it is too early to say."""
    kept = points[:: max(1, -(-len(points) // MOST_POINTS))]
    if kept and kept[-1] is not points[-1]:
        kept = (*kept, points[-1])
    days = [point.day.toordinal() for point in kept]
    axes.fill_between(
        days,
        [point.low for point in kept],
        [point.high for point in kept],
        color=look.hover if early else look.band,
        linewidth=0,
        zorder=1,
    )
    ink = look.faint if early else look.accent
    axes.plot(days, [point.level for point in kept], color=ink, zorder=4)


def silence(axes: Axes, view: "TrajectoryView", look: Tokens) -> None:
    """Hatch the band where silence weighed on the level."""
    known = {point.day: point for point in view.points}
    for first, last in view.quiet_spells:
        spell = [known[day] for day in (first, last) if day in known]
        within = [point for point in view.points if first <= point.day <= last]
        if len(spell) == 2 and len(within) > 1:
            axes.fill_between(
                [point.day.toordinal() for point in within],
                [point.low for point in within],
                [point.high for point in within],
                facecolor="none",
                edgecolor=look.outline,
                hatch="////",
                linewidth=0,
                zorder=2,
            )


def forecast(axes: Axes, points: "Sequence[Point]", look: Tokens, *, early: bool) -> None:
    """Draw the fan to the next decision, if nothing new happens until then."""
    kept = points[::3] if len(points) > 90 else points
    days = [point.day.toordinal() for point in kept]
    axes.fill_between(
        days,
        [point.low for point in kept],
        [point.high for point in kept],
        color=look.hover if early else look.band,
        alpha=0.55,
        linewidth=0,
        zorder=1,
    )
    ink = look.faint if early else look.accent
    levels = [point.level for point in kept]
    axes.plot(days, levels, color=ink, linestyle=(0, (2, 2.5)), linewidth=1.4, zorder=3)


def zones(axes: Axes, look: Tokens) -> None:
    """Draw where the word for a level changes."""
    first, last = axes.get_xlim()
    lines = [[(first, level), (last, level)] for level in (0, *ZONES, 100)]
    axes.add_collection(
        LineCollection(lines, colors=look.border, linewidths=0.8, zorder=0), autolim=False
    )
    named = words.zones()
    edges = (0, *ZONES, 100)
    middles = [(low + high) / 2 for low, high in pairwise(edges)]
    place = axes.get_yaxis_transform()
    for middle, name in zip(middles, named.values(), strict=True):
        axes.text(-0.006, middle, name, ha="right", va="center", color=look.muted, transform=place)


def months(axes: Axes, places: "Sequence[int]", names: "Sequence[str]", look: Tokens) -> None:
    """Write the months below; texts of our own, as an axis with ticks takes three times as long."""
    place = axes.get_xaxis_transform()
    for at, name in zip(places, names, strict=True):
        axes.text(at, -0.02, name, ha="center", va="top", color=look.muted, transform=place)


def renewals(axes: Axes, marks: "Sequence[RenewalMark]", look: Tokens, last_label: int = 3) -> None:
    """Draw a line for each renewal, and say how the latest ones went."""
    first, last = axes.get_xlim()
    seen = [mark for mark in marks if first <= mark.day.toordinal() <= last]
    if not seen:
        return
    lines = [[(mark.day.toordinal(), 0), (mark.day.toordinal(), 100)] for mark in seen]
    styles = ["--" if mark.outcome is None else "-" for mark in seen]
    axes.add_collection(
        LineCollection(lines, colors=look.outline, linestyles=styles, linewidths=1, zorder=2),
        autolim=False,
    )
    outcomes = words.outcomes()
    room = (last - first) / 9
    labelled: list[int] = []
    for mark in reversed(seen):
        day = mark.day.toordinal()
        if len(labelled) < last_label and all(abs(day - other) > room for other in labelled):
            labelled.append(day)
            text = outcomes[mark.outcome] if mark.outcome else _("renews")
            near_end = day > last - room
            away = (last - first) * 0.005
            axes.text(day - away if near_end else day + away, 99, text, va="top",
                      ha="right" if near_end else "left", color=look.muted)  # fmt: skip


def stages(axes: Axes, view: "TrajectoryView", look: Tokens) -> None:
    """Draw the stages of the lifecycle as a strip below the curve."""
    first, last = axes.get_xlim()
    end = view.day.toordinal()
    named = words.stages()
    starts = [entered.toordinal() for entered, _stage in view.stages]
    for place, (begin, (_day, stage)) in enumerate(zip(starts, view.stages, strict=True)):
        until = starts[place + 1] if place + 1 < len(starts) else end
        left, right = max(begin, first), min(until, last)
        if right <= left:
            continue
        shade = look.hover if place % 2 == 0 else look.border
        low, high = STRIP
        axes.broken_barh([(left, right - left)], (low, high - low), color=shade, linewidth=0)
        text = named[stage]
        if (right - left) / (last - first) > 0.014 * len(text):
            axes.text((left + right) / 2, (low + high) / 2 - 0.5, text, ha="center",
                      va="center", color=look.muted)  # fmt: skip


def marks(
    axes: Axes, steps: "Sequence[EffectRow]", levels: "Mapping[date, float]", look: Tokens
) -> None:
    """Draw what moved the level: sized by how much, shaped by what it is about."""
    for group, shape in SHAPES.items():
        shown = [step for step in steps if step.group == group and step.day in levels]
        if not shown:
            continue
        points = np.array([step.points for step in shown])
        axes.scatter(
            [step.day.toordinal() for step in shown],
            [levels[step.day] for step in shown],
            s=sizes(points),
            marker=shape,
            c=np.where(points < 0, look.bad, look.good),
            edgecolors=look.surface,
            linewidths=0.8,
            zorder=5,
        )


def legend(axes: Axes, steps: "Sequence[EffectRow]", look: Tokens) -> None:
    """Say above the chart what the shapes mean, of those that are there."""
    there = {step.group for step in steps}
    named = words.groups()
    text = "    ".join(f"{GLYPHS[group]} {named[group]}" for group in SHAPES if group in there)
    axes.annotate(
        text, (0, 1), (0, 6), "axes fraction", "offset points", va="bottom", color=look.muted
    )


def foremost(
    axes: Axes, steps: "Sequence[EffectRow]", points: "Sequence[Point]", look: Tokens
) -> None:
    """Say in words what moved it most: falls below the band, rises above, none over another."""
    first, last = axes.get_xlim()
    letter = (last - first) * LETTER / axes.get_window_extent().width
    known = {point.day: point for point in points}
    taken: list[tuple[bool, float, float]] = []
    for step in sorted(steps, key=lambda one: -abs(one.points))[:MOST_WORDS]:
        point = known.get(step.day)
        if point is None or abs(step.points) < LEAST_WORDS:
            continue
        if step.points > 0 and point.high > HIGHEST_WORDS:
            continue
        text = f"{formats.signed(step.points)} {step.text}"
        half = letter * len(text) / 2
        middle = min(max(step.day.toordinal(), first + half), last - half)
        rises = step.points > 0
        if any(up is rises and abs(middle - at) < half + room for up, at, room in taken):
            continue
        taken.append((rises, middle, half))
        y = point.high + 3 if rises else point.low - 3
        day = step.day.toordinal()
        axes.plot([day, day], [point.level, y], color=look.outline, linewidth=0.8, zorder=3)
        axes.text(middle, y, text, ha="center", va="bottom" if rises else "top",
                  color=look.text)  # fmt: skip


def sizes(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the areas of marks for steps of so many points."""
    return 16 + 110 * np.minimum(np.abs(points), BIGGEST_STEP) / BIGGEST_STEP
