"""The owner's review: the renewals in a list, then a page for each customer at risk."""

from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _, ngettext
from app.services.reports.ledger import PromiseLine
from app.services.reports.renewal_review import Review
from app.services.reports.risk_pages import ActionLine, PersonLine, RiskPage
from app.ui import formats
from app.ui.customer import words as customer_words
from app.ui.customer.sums import rounded
from app.ui.renewals import columns
from app.ui.reports import renewal_list, words
from app.ui.reports.blocks import (
    Block,
    Column,
    Picture,
    Report,
    Section,
    Table,
    Text,
    heading,
    title,
)

CHART = 50.0  # millimetres
SEEN = 730  # days of the trajectory
MOST = 5  # promises, people and actions told; how many more there are is said


def report(review: Review) -> Report:
    """Return the whole review."""
    pages = [_page(page, review) for page in review.pages]
    notes = _notes(review)
    sections = [renewal_list.section(review, notes), *pages]
    return Report(_("Renewal review"), review.company, review.day, sections)


def _notes(review: Review) -> list[str]:
    if not review.pages:
        return []
    count = len(review.pages)
    said = ngettext(
        "A page follows for {n} customer at risk.",
        "A page follows for each of {n} customers at risk.",
        count,
    ).format(n=formats.number(count))
    if review.left_out:
        rest = ngettext(
            "{n} more is at risk, with less value; it stands in the list only.",
            "{n} more are at risk, with less value; they stand in the list only.",
            review.left_out,
        )
        said = f"{said} {rest.format(n=formats.number(review.left_out))}"
    return [said, _("In their charts, dark marks lowered the standing and light ones raised it.")]


def _page(page: RiskPage, review: Review) -> Section:
    since = _("with us since {day}").format(day=formats.day(page.since)) if page.since else ""
    facts = words.joined((page.owner, page.city, page.segment, since))
    return Section(
        [
            title(page.customer),
            *([Text(facts, "muted", keep=True)] if facts else []),
            _renewals(page, review),
            heading(_standing(page)),
            Picture(partial(_draw, page), CHART),
            heading(_why(page)),
            _reasons(page),
            heading(_("What is being done")),
            *_actions(page.actions),
            heading(_("What we promised")),
            *_promises(page),
            heading(_("Who decides")),
            *_people(page.people),
        ]
    )


def _draw(page: RiskPage, painter: QPainter, area: QRectF) -> None:
    from app.ui.charts import on_paper  # matplotlib takes half a second to come
    from app.ui.charts.trajectory_drawing import MARGINS, Drawing

    on_paper.draw(Drawing(page.story, SEEN).compose, on_paper.PAPER, MARGINS, painter, area)


def _renewals(page: RiskPage, review: Review) -> Table:
    heads = [
        Column(_("Contract"), 20, look="strong"),
        Column(_("Yearly value"), 11, end=True),
        Column(_("Due"), 11),
        Column(_("Say no by"), 14),
        Column(_("Chance of loss"), 18),
        Column(_("At risk"), 11, end=True),
    ]
    rows = [
        [
            row.contract,
            columns.yearly_value(row),
            renewal_list.due(row),
            renewal_list.notice(row, review.day),
            renewal_list.chance(row),
            columns.at_risk(row),
        ]
        for row in page.renewals
    ]
    said = [renewal_list.called(review.called(row)) for row in page.renewals]
    if any(said):
        heads.append(Column(_("Called"), 15))
        rows = [[*cells, text] for cells, text in zip(rows, said, strict=True)]
    return Table(heads, rows)


def _standing(page: RiskPage) -> str:
    story = page.story
    if story.direction == "too_early":
        return _("Standing: too early to say")
    return _("Standing {level}, {zone}; 80 % sure between {low} and {high}").format(
        level=formats.number(story.level),
        zone=story.zone,
        low=formats.number(story.low),
        high=formats.number(story.high),
    )


def _why(page: RiskPage) -> str:
    return _("Why {level}: from {start}, where everybody begins").format(
        level=formats.number(page.story.level), start=formats.number(page.story.baseline)
    )


def _reasons(page: RiskPage) -> Table:
    """Return the reasons in whole points that add up to the level as it is printed."""
    told = [(reason.text, reason.effect) for reason in page.reasons]
    if page.smaller:
        words = ngettext("{n} smaller reason", "{n} smaller reasons", page.smaller)
        told.append((words.format(n=formats.number(page.smaller)), page.smaller_points))
    begin = round(page.story.baseline)
    whole = rounded([points for _text, points in told], round(page.story.level) - begin)
    rows = [
        [text, formats.signed(points), ""]
        for (text, _points), points in zip(told, whole, strict=True)
    ]
    sums = [[_("Standing today"), formats.number(page.story.level), ""]]
    heads = [Column(_("Reason"), 64), Column(_("Points"), 10, end=True), Column("", 26)]
    return Table(heads, rows, sums)


def _actions(actions: tuple[ActionLine, ...]) -> list[Block]:
    if not actions:
        return [Text(_("Nothing yet. What is at risk needs an action, somebody, and a day."))]
    heads = [Column(_("Action"), 64), Column(_("Who"), 20), Column(_("Until"), 16)]
    rows = [[one.text, one.owner or _("nobody"), formats.day(one.due_on)] for one in actions[:MOST]]
    return [Table(heads, rows), *words.more(len(actions) - MOST)]


def _promises(page: RiskPage) -> list[Block]:
    kept = Text(words.kept(page.kept), "muted", keep=bool(page.promises))
    if not page.promises:
        return [kept]
    heads = [
        Column(_("Promise"), 44),
        Column(_("Due"), 14),
        Column(_("What became of it"), 24),
        Column(_("Who"), 18),
    ]
    rows = [_promise(one) for one in page.promises[:MOST]]
    return [kept, Table(heads, rows), *words.more(len(page.promises) - MOST)]


def _promise(line: PromiseLine) -> list[str]:
    return [line.text, formats.day(line.due_on), words.promise_state(line), line.by]


def _people(people: tuple[PersonLine, ...]) -> list[Block]:
    if not people:
        return [Text(_("We know nobody there by name."))]
    heads = [
        Column(_("Name"), 26, look="strong"),
        Column(_("Role"), 24),
        Column(_("Influence"), 15),
        Column(_("Stands to us"), 17),
        Column(_("Last spoke"), 18),
    ]
    rows = [_person(one) for one in people[:MOST]]
    return [Table(heads, rows), *words.more(len(people) - MOST)]


def _person(one: PersonLine) -> list[str]:
    left = _("left on {day}").format(day=formats.day(one.left_on)) if one.left_on else ""
    unknown = _("not known")
    influence = customer_words.influences()[one.influence] if one.influence is not None else unknown
    attitude = customer_words.attitudes()[one.attitude] if one.attitude is not None else unknown
    last = formats.day(one.last_talk) if one.last_talk else _("never")
    return [one.name, one.role, influence, attitude, left or last]
