from dataclasses import dataclass
from datetime import date

from app.services.customers import customers
from app.services.customers.customers import CustomerDraft
from app.ui.finding import Finding
from app.ui.main_window import MainWindow
from app.ui.page import Page
from app.ui.pages import CUSTOMER, PageSpec

TODAY = date(2026, 5, 4)


@dataclass(frozen=True)
class Entry:
    id: int = 7
    kind: str = "interaction"
    customer_id: int | None = 3
    customer: str = "Ada"
    title: str = "Call"
    snippet: str = ""
    day: date | None = TODAY


class Story(Page):
    def __init__(self, tasks):
        super().__init__(tasks)
        self.shown = []

    def reload(self):
        pass

    def show_customer(self, customer_id):
        self.shown.append(customer_id)

    def go_to_day(self, day):
        self.shown.append(day)


def test_what_is_typed_is_found_in_the_book(tasks):
    tasks.write(customers.save, CustomerDraft(name="Nordwind", city="Kiel"), TODAY)
    answers = []
    Finding(tasks, tasks).search("nordw", answers.append)
    assert [row.title for row in answers[0]] == ["Nordwind"]


def test_an_entry_that_was_found_is_shown_where_it_happened(qtbot, tasks, state, theme, tmp_path):
    story = Story(tasks)
    specs = [
        PageSpec("customers", "Customers", lambda: Story(tasks), "customers"),
        PageSpec(CUSTOMER, "Customer", lambda: story, within="customers"),
    ]
    window = MainWindow(tasks, specs, state, theme, tmp_path)
    qtbot.addWidget(window)
    window._open_found(Entry())
    assert story.shown == [3, TODAY]
