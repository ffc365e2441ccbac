"""The pack for a review with the customer: what it wants, what we did, and what we ask."""

from app.language import _, ngettext
from app.services.reports.review_pack import (
    ExpectationLine,
    GoalLine,
    ReviewPack,
    SaidLine,
    Tickets,
)
from app.ui import formats
from app.ui.customer import words as customer_words
from app.ui.reports import words
from app.ui.reports.blocks import Block, Column, Report, Section, Table, Text, heading, title

ROOM = "\n\n"  # lines in which the answer is written
MOST = 12  # lines of a table; how many more there are is said


def report(pack: ReviewPack) -> Report:
    """Return the pack."""
    contact = pack.our_contact
    whom = _("Your contact: {name}").format(name=contact) if contact else ""
    blocks: list[Block] = [
        title(_("Review with {customer}").format(customer=pack.customer)),
        Text(words.joined((pack.company, formats.long_day(pack.day), whom)), "muted"),
        heading(_("What you want to reach")),
        *_goals(pack),
        heading(_("What we promised you")),
        *_promises(pack),
        heading(_("You said – we did")),
        *_said(pack.said),
        heading(_("Your tickets in the last twelve months")),
        *_tickets(pack.tickets),
        heading(_("What we ask you")),
        *_asked(pack),
    ]
    name = _("Review with {customer}").format(customer=pack.customer)
    return Report(name, pack.company, pack.day, [Section(blocks)])


def _goals(pack: ReviewPack) -> list[Block]:
    blocks: list[Block] = []
    if pack.goals:
        heads = [
            Column(_("Goal"), 36, look="strong"),
            Column(_("Until"), 14),
            Column(_("Progress"), 14),
            Column(_("Our part"), 36),
        ]
        rows = [_goal(one) for one in pack.goals[:MOST]]
        blocks += [Table(heads, rows), *words.more(len(pack.goals) - MOST)]
    else:
        blocks.append(Text(_("We would like to hear your goals for the year ahead.")))
    if pack.joint:
        heads = [
            Column(_("Done together"), 36, look="strong"),
            Column(_("Since"), 14),
            Column(_("Status"), 14),
            Column(_("Result so far"), 36),
        ]
        rows = [
            [one.title, words.day(one.started_on), one.status, one.result]
            for one in pack.joint[:MOST]
        ]
        blocks += [Text("", "muted"), Table(heads, rows), *words.more(len(pack.joint) - MOST)]
    return blocks


def _goal(goal: GoalLine) -> list[str]:
    progress = formats.percent(goal.progress / 100) if goal.progress is not None else ""
    return [goal.text, words.day(goal.due_on), progress or goal.status, goal.our_part]


def _promises(pack: ReviewPack) -> list[Block]:
    kept = Text(words.kept(pack.kept), "muted", keep=bool(pack.promises))
    if not pack.promises:
        return [kept]
    heads = [
        Column(_("Promise"), 48),
        Column(_("Promised on"), 14),
        Column(_("Due"), 14),
        Column(_("What became of it"), 24),
    ]
    rows = [
        [one.text, formats.day(one.made_on), words.day(one.due_on), words.promise_state(one)]
        for one in pack.promises[:MOST]
    ]
    return [kept, Table(heads, rows), *words.more(len(pack.promises) - MOST)]


def _said(lines: tuple[SaidLine, ...]) -> list[Block]:
    if not lines:
        return [Text(_("Nothing that waited for us. Tell us what we could do better."))]
    heads = [
        Column(_("When"), 13),
        Column(_("You said"), 38),
        Column(_("We did"), 30),
        Column(_("Where it stands"), 19),
    ]
    rows = [
        [formats.day(one.said_on), f"“{one.text}”", one.action, _stands(one)]
        for one in lines[:MOST]
    ]
    return [Table(heads, rows), *words.more(len(lines) - MOST)]


def _stands(line: SaidLine) -> str:
    if line.confirmed_on:
        return _("Settled, you say, on {day}").format(day=formats.day(line.confirmed_on))
    if line.told_on:
        return _("We told you on {day}").format(day=formats.day(line.told_on))
    return _("We are on it") if line.action else _("Heard, not done yet")


def _tickets(tickets: Tickets) -> list[Block]:
    said = [
        _("{opened} opened, {closed} closed, {n} open today.").format(
            opened=formats.number(tickets.opened),
            closed=formats.number(tickets.closed),
            n=formats.number(len(tickets.open)),
        )
    ]
    if tickets.days is not None:
        said.append(_half_closed(tickets.days))
    if tickets.promised:
        said.append(
            _("{kept} of {n} were solved in the time agreed.").format(
                kept=formats.number(tickets.in_time), n=formats.number(tickets.promised)
            )
        )
    blocks: list[Block] = [Text(" ".join(said), keep=bool(tickets.open))]
    if tickets.open:
        heads = [Column(_("Open ticket"), 18), Column(_("About"), 66), Column(_("Since"), 16)]
        rows = [[one.number, one.title, formats.day(one.opened_on)] for one in tickets.open[:MOST]]
        blocks += [Table(heads, rows), *words.more(len(tickets.open) - MOST)]
    return blocks


def _half_closed(days: float) -> str:
    if days < 1:
        return _("Half of them were closed on the day they were opened.")
    return ngettext(
        "Half of them were closed within {n} day.", "Half of them were closed within {n} days.",
        round(days),
    ).format(n=formats.number(days))  # fmt: skip


def _asked(pack: ReviewPack) -> list[Block]:
    """Return our questions, one a line, numbered so that they can be spoken of."""
    asked: list[str] = []
    if not pack.goals:
        asked.append(_("What do you want to reach in the year ahead, and what could we do for it?"))
    asked += [
        _("How far has “{goal}” come, and is it still what you want?").format(goal=one.text)
        for one in pack.goals
        if one.progress is None
    ]
    asked += [_expected(one) for one in pack.expectations]
    asked += [
        _("You said “{text}”, and we told you what became of it. Is it settled for you?").format(
            text=one.text
        )
        for one in pack.told
    ]
    asked += [_theirs(one.text, words.day(one.due_on)) for one in pack.theirs]
    asked += [
        _("“{contract}” runs until {day}. Should it go on as it is, or what should change?").format(
            contract=one.title, day=formats.day(one.ends_on)
        )
        for one in pack.terms
    ]
    asked.append(_("What is the one thing that we should do better?"))
    rows = [[f"{formats.number(n)}.", text, ROOM] for n, text in enumerate(asked, start=1)]
    heads = [Column("", 4), Column(_("Question"), 56), Column(_("Your answer"), 40)]
    return [Table(heads, rows)]


def _expected(line: ExpectationLine) -> str:
    if line.met is None or line.asked_on is None:
        return _("You expect of us: “{text}”. How well do we meet that?").format(text=line.text)
    return _(
        "You expect of us: “{text}”. On {day} you said: {met}. What would you say today?"
    ).format(
        text=line.text,
        day=formats.day(line.asked_on),
        met=customer_words.met()[line.met].lower(),
    )


def _theirs(text: str, due: str) -> str:
    if due:
        return _("You wanted to: “{text}”, by {day}. Where does it stand?").format(
            text=text, day=due
        )
    return _("You wanted to: “{text}”. Where does it stand?").format(text=text)
