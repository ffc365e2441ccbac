import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import event

from app.services.book import history
from app.services.customers import customers, standings
from app.ui.customer.editor import Editor
from app.ui.customer.page import CustomerPage
from app.ui.logging.edit_dialog import EditDialog
from tests.nordwind import NORDWIND, QUIET, TODAY, ago, talk


@pytest.fixture
def page(qtbot, tasks, known, state):
    with known.write() as session:
        standings.freshen(session, TODAY)
    made = CustomerPage(tasks, state, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1000, 720)
    made.show_customer(NORDWIND)
    with qtbot.waitActive(made):
        made.show()
    qtbot.waitUntil(lambda: made.chart.chart is not None)
    return made


def reasons(page):
    """What stands in the line that says why."""
    flow = page.why._flow
    widgets = [flow.itemAt(n).widget() for n in range(flow.count())]
    return [w.text() for w in widgets if isinstance(w, QLabel | QPushButton)]


def titles(page):
    return [row.title for row in page.tabs.timeline.model.rows]


def test_the_head_says_who_whose_what_and_when(page):
    assert page.header._name.text() == "Nordwind"
    assert page.header._stage.text().startswith("Leverage")
    assert page.header._owner.text().startswith("Ana")
    facts = page.header._facts.text()
    assert "€42,300 a year" in facts
    assert "days)" in facts
    assert "last spoke 12 days ago" in facts


def test_why_it_stands_where_it_does_adds_up_on_the_screen(page):
    title, *parts = reasons(page)
    change = page._view.change
    assert title.startswith(f"Why {page._view.level:.0f}, ▼{abs(change.points):.0f} since")
    numbers = [int(part.split()[0].replace("−", "-").replace("+", "")) for part in parts]
    assert sum(numbers) == round(change.points)


def test_a_reason_leads_to_its_fact_in_the_timeline(page):
    page.tabs.setCurrentIndex(3)
    step = next(s for s in page._view.change.steps if s.kind == "promise")
    page.why.fact_wanted.emit(step)
    assert page.tabs.currentWidget() is page.tabs.timeline
    row = page.tabs.timeline.model.rows[page.tabs.timeline.list.currentIndex().row()]
    assert (row.kind, row.id) == ("promise", step.id)


def test_the_level_opens_to_what_it_is_made_of(page):
    page.why.level_wanted.emit()
    assert page.tabs.currentWidget() is page.tabs.reasons
    tree = page.tabs.reasons.tree
    sums = [
        int(tree.topLevelItem(n).text(1).replace("−", "-").replace("+", ""))
        for n in range(tree.topLevelItemCount())
    ]
    assert 60 + sum(sums) == round(page._view.level)


def test_every_sum_opens_to_its_facts(page):
    tree = page.tabs.reasons.tree
    service = tree.topLevelItem(0)
    assert service.text(0) == "Service"
    inside = [service.child(n) for n in range(service.childCount())]
    assert any("priority 1 ticket" in item.text(0) for item in inside)
    numbers = [int(item.text(1).replace("−", "-").replace("+", "")) for item in [service, *inside]]
    assert sum(numbers[1:]) == numbers[0]
    wanted = []
    page.tabs.reasons.fact_wanted.connect(wanted.append)
    page.tabs.reasons._activated(inside[0])
    assert wanted[0].kind in ("ticket", "feedback")


def test_the_risk_is_told_in_words_with_its_range_and_what_it_rests_on(page):
    text = page.risk.text()
    assert text.startswith("Risk of losing Managed workplace: about 1 in")
    assert "…" in text
    assert "prior" in text


def test_the_timeline_tells_what_each_fact_was_worth(page):
    model = page.tabs.timeline.model
    spoken = [model.index(n).data() for n in range(model.rowCount())]
    broken = next(text for text in spoken if "Promise broken" in text)
    assert "points" in broken


def test_a_click_on_a_day_of_the_chart_scrolls_the_timeline_there(page):
    page.chart.day_chosen.emit(ago(45))
    timeline = page.tabs.timeline
    row = timeline.model.rows[timeline.list.currentIndex().row()]
    assert row.day == ago(45)


def test_a_stretch_of_the_chart_is_explained_and_one_comes_back(page):
    before = reasons(page)
    page.chart.stretch_chosen.emit(ago(60), ago(10))
    told = reasons(page)
    assert told[0].endswith(":")
    assert told[-1] == "Back to now"
    page.why.back_wanted.emit()
    assert reasons(page) == before


def test_what_is_logged_is_seen_at_once(page, known, tasks):
    before = titles(page)

    def log(session):
        session.add(talk(0, feeling=2))

    tasks.write(log)
    assert len(titles(page)) == len(before) + 1
    assert page._view.points[-1].level > 0


def test_an_entry_is_corrected_and_deleted_where_it_stands(qtbot, page, tasks):
    page.tabs.timeline.opened.emit("interaction", 1)
    dialog = page.findChild(EditDialog)
    dialog.pane.note.setPlainText("A good talk about backups")
    dialog.save()
    texts = [row.text for row in page.tabs.timeline.model.rows]
    assert "A good talk about backups" in texts
    page.tabs.timeline.delete_wanted.emit("interaction", 1)
    assert "A good talk about backups" not in [r.text for r in page.tabs.timeline.model.rows]
    found = []
    tasks.read(history.next_undo, done=found.append)
    tasks.write(history.undo, found[0].change_set)
    assert "A good talk about backups" in [r.text for r in page.tabs.timeline.model.rows]


def test_another_record_of_the_timeline_opens_in_its_list(page):
    page.tabs.timeline.opened.emit("promise", 1)
    assert page.tabs.currentWidget().objectName() == "promises"
    assert page.findChild(Editor).inputs["text"].read() == "Send the quote"


def test_the_stage_is_chosen_from_the_head(page, known):
    page.header.stage_chosen.emit("bonding")
    assert page.header._stage.text().startswith("Bonding")
    assert [stage for _day, stage in page._view.stages][-1] == "bonding"


def test_the_owner_is_chosen_from_the_head(page):
    page.header.owner_chosen.emit(None)
    assert page.header._owner.text().startswith("Nobody's")


def test_promise_in_the_head_opens_its_form(qtbot, page):
    page.header.promise_wanted.emit()
    editor = page.findChild(Editor)
    qtbot.keyClicks(editor.inputs["text"].widget, "Send the plan")
    editor._save()
    table = page.tabs._list("promises").table
    assert "Send the plan" in [row.text for row in table.rows_shown()]


def test_the_window_is_asked_to_log(page):
    asked = []
    page.log_wanted.connect(asked.append)
    page.feedback_wanted.connect(asked.append)
    page.header.log_wanted.emit()
    page.header.feedback_wanted.emit()
    assert asked == [NORDWIND, NORDWIND]


def test_of_whom_nothing_is_known_the_page_says_so(page):
    page.show_customer(QUIET)
    assert page.chart._stack.currentWidget() is page.chart._empty
    assert not page.why.isVisible()
    assert not page.risk.isVisible()
    assert page.tabs.timeline._stack.currentWidget() is page.tabs.timeline._empty


def test_only_the_tab_that_is_seen_reads(page, known):
    asked = []
    event.listen(known.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    page.show_customer(QUIET)
    assert not any("FROM expectations" in statement.split("WHERE")[0] for statement in asked)


def test_a_customer_deleted_elsewhere_is_said_once_and_left(page, tasks):
    said, left = [], []
    tasks.failed.connect(said.append)
    page.deleted.connect(left.append)
    tasks.write(customers.delete, [NORDWIND])
    assert [str(error) for error in said] == ["This customer was deleted."]
    assert left == [NORDWIND]


def test_who_deletes_a_customer_here_leaves_its_page_and_may_come_back(page, tasks, known):
    said, left = [], []
    tasks.failed.connect(said.append)
    page.deleted.connect(left.append)
    page.header.delete_wanted.emit()
    assert (said, left) == ([], [NORDWIND])
    page.show_customer(QUIET)
    assert page.header._name.text() == "Stillwasser"
    tasks.write(history.undo_next)
    page.show_customer(NORDWIND)
    assert page.header.isEnabled()
    assert page.header._name.text() == "Nordwind"


def test_the_history_names_who_changed_what(page):
    page.header.stage_chosen.emit("bonding")
    page.tabs.setCurrentWidget(page.tabs._history)
    rows = page.tabs._history.table.rows_shown()
    assert rows[0].actor == "Ana"
    assert any("Leverage → Bonding" in page.tabs._history.table.columns_shown()[3].text(row)
               for row in rows)  # fmt: skip


def test_everything_can_be_reached_by_tab(qtbot, page):
    reached = set()
    page.header.focusNextChild()
    for _n in range(80):
        widget = page.focusWidget()
        if widget is None or widget in reached:
            break
        reached.add(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    names = {type(widget).__name__ for widget in reached}
    assert {"QPushButton", "TrajectoryChart", "TimelineList", "QTabBar"} <= names


@pytest.mark.parametrize("kind", ["Vendor", "Competitor"])
def test_a_new_name_of_what_its_records_name_is_seen_at_once(page, tasks, kind):
    from app import models

    read = []
    page.reload = lambda: read.append(page)
    tasks.write(lambda session: session.add(getattr(models, kind)(name="Fjordnet")))
    assert read
