"""The pages of the window: their names, keys and places; each is imported when first shown."""

from typing import TYPE_CHECKING

from app.language import _
from app.ui.page import Page
from app.ui.pages import CUSTOMER, PageSpec

if TYPE_CHECKING:
    from app.ui.application import Application


def page_specs(program: "Application") -> tuple[PageSpec, ...]:
    """Return the pages in the order of the sidebar; their factories connect what they ask for."""
    made = _Factory(program)
    return (
        PageSpec("today", _("Today"), made.today, "today", "Ctrl+1"),
        PageSpec("customers", _("Customers"), made.customers, "customers", "Ctrl+2"),
        PageSpec("renewals", _("Renewals"), made.renewals, "renewals", "Ctrl+3"),
        PageSpec("feedback", _("Feedback"), made.feedback, "feedback", "Ctrl+4"),
        PageSpec("insights", _("Insights"), made.insights, "insights", "Ctrl+5"),
        PageSpec("vendors", _("Vendors"), made.vendors, "vendors", "Ctrl+6"),
        PageSpec("settings", _("Settings"), made.settings, "settings", "Ctrl+,", bottom=True),
        PageSpec(CUSTOMER, _("Customer"), made.customer, within="customers"),
    )


class _Factory:
    """Makes pages; knows the program only to hand its parts on."""

    def __init__(self, program: "Application") -> None:
        self._program = program

    def today(self) -> Page:
        from app.ui.today.page import TodayPage

        program = self._program
        page = TodayPage(program.tasks, program.today, program.glance, program.books.you())
        page.you_chosen.connect(program.books.keep_you)
        page.log_wanted.connect(program.logging.log)
        page.renewal_wanted.connect(program.show_renewal)
        page.review_wanted.connect(program.show_review)
        page.feedback_wanted.connect(program.show_feedback)
        page.new_customer_wanted.connect(program.new_customer)
        page.import_wanted.connect(program.import_files)
        page.painted.connect(program.painted)
        return page

    def customers(self) -> Page:
        from app.ui.customers.page import CustomersPage

        program = self._program
        page = CustomersPage(program.tasks, program.state, program.today)
        page.log_wanted.connect(program.logging.log)
        page.import_wanted.connect(program.import_files)
        page.sample_wanted.connect(program.open_sample)
        page.said.connect(program.window.say)
        return page

    def renewals(self) -> Page:
        from app.ui.renewals.views import RenewalViews

        program, reports = self._program, self._program.reports
        page = RenewalViews(program.tasks, program.today, program.books.you)
        page.list.print_wanted.connect(reports.print_list)
        page.list.list_wanted.connect(reports.save_list)
        page.list.review_wanted.connect(reports.renewal_review)
        return page

    def feedback(self) -> Page:
        from app.ui.feedback.page import FeedbackPage

        program = self._program
        page = FeedbackPage(program.tasks, program.today, program.books.you)
        page.log_wanted.connect(program.logging.log_feedback)
        return page

    def insights(self) -> Page:
        from app.ui.insights.page import InsightsPage
        from app.ui.insights.sections import sections

        program = self._program
        page = InsightsPage(program.tasks, program.today, sections())
        page.rating_wanted.connect(program.logging.rate_ourselves)
        page.log_wanted.connect(program.logging.log)
        page.feedback_wanted.connect(program.logging.log_feedback)
        page.import_wanted.connect(program.import_files)
        return page

    def vendors(self) -> Page:
        from app.ui.vendors.page import VendorsPage

        page = VendorsPage(self._program.tasks, self._program.today)
        page.voice_wanted.connect(self._program.reports.vendor_voice)
        return page

    def settings(self) -> Page:
        from app.ui.settings.keeper import Keeper
        from app.ui.settings.lock_section import Lock
        from app.ui.settings.page import Desk, SettingsPage

        program = self._program
        books, window, locker = program.books, program.window, program.locker
        desk = Desk(
            program.today,
            books.you,
            books.keep_you,
            lambda: program.theme.preference,
            window.view.prefer,
            window.commands["restore"].trigger,
            Lock(locker.minutes, locker.choose, locker.what_opens, window.commands["lock"]),
        )
        keeper = Keeper(program.tasks, program.profile, program.book, program)
        keeper.reopened.connect(program.key_changed)
        keeper.lost.connect(program.could_not_open)
        return SettingsPage(program.tasks, keeper, program.backups, desk)

    def customer(self) -> Page:
        from app.ui.customer.page import CustomerPage

        program = self._program
        page = CustomerPage(program.tasks, program.state, program.today)
        page.log_wanted.connect(program.logging.log)
        page.feedback_wanted.connect(program.logging.log_feedback)
        page.survey_wanted.connect(program.surveys.ask)
        page.pack_wanted.connect(program.reports.review_pack)
        page.merged.connect(program.window.pages.follow)
        page.deleted.connect(program.window.pages.leave)
        return page
