"""Above the list of customers: filter, ready-made and own views, columns, export, a new one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from app.language import _
from app.services.customers.views import View, Which
from app.ui import icons
from app.ui.actions import with_keys
from app.ui.mnemonics import literal
from app.ui.tokens import Space
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.search_field import SearchField

LEAST_FILTER = 200  # pixels: in a narrow window the sums give way, not the field


def ready_made() -> dict[Which, str]:
    """Return the ready-made views in the order of the menu."""
    return {
        Which.ALL: _("All customers"),
        Which.FALLING: _("Falling"),
        Which.QUIET: _("Gone quiet"),
        Which.RENEWING: _("Renewing within 90 days"),
        Which.AT_RISK: _("At risk: 1 in 5 or worse"),
        Which.UNOWNED: _("Without an owner"),
        Which.DELETED: _("Deleted"),
    }


class Head(QWidget):
    """Says what the user wants; the page does it."""

    chosen = Signal(object)  # Which
    view_wanted = Signal(object)  # View
    keep_wanted = Signal()
    drop_wanted = Signal(str)  # the name of a view
    columns_wanted = Signal(QPoint)
    export_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: Sequence[View] = ()
        self.filter = SearchField(_("Filter by name, city, owner, segment, character…"))
        self.filter.setMinimumWidth(LEAST_FILTER)
        self.filter.setMaximumWidth(420)
        self._views = _button(_("All customers"), "filter")
        self._views.setToolTip(_("Choose a view, or keep this one"))
        self._views.clicked.connect(self._open_views)
        self._found = ElidedLabel()
        self._found.setProperty("look", "muted")
        self.columns = _button("", "columns", _("Columns"))
        self.columns.clicked.connect(self._ask_columns)
        self.export = _button("", "export", with_keys(_("Export this list…"), "Ctrl+E"))
        self.export.clicked.connect(self.export_wanted)
        self.new = QPushButton(icons.icon("plus", "on_accent"), _("New customer"))
        self.new.setProperty("look", "main")
        self.new.setToolTip(with_keys(_("New customer"), "Ctrl+Shift+N"))
        self.new.clicked.connect(self.new_wanted)
        self._build()

    def show_views(self, current: str, own: Sequence[View]) -> None:
        """Name the view that is shown, and offer these beside the ready-made ones."""
        self._own = own
        self._views.setText(f"{literal(current)} ▾")
        self._views.setAccessibleName(_("View: {name}").format(name=current))

    def say_found(self, words: str) -> None:
        """Say how many are shown."""
        self._found.setText(words)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.filter, 2)
        row.addWidget(self._views)
        row.addSpacing(Space.S)
        row.addWidget(self._found)
        row.addStretch(1)
        for button in (self.columns, self.export, self.new):
            row.addWidget(button)

    @Slot()
    def _open_views(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for which, title in ready_made().items():
            if which is Which.DELETED:
                menu.addSeparator()
            menu.addAction(title, partial(self.chosen.emit, which))
        if self._own:
            menu.addSeparator()
        for view in self._own:
            shown = partial(self.view_wanted.emit, view)
            menu.addAction(icons.icon("star"), literal(view.name), shown)
        menu.addSeparator()
        menu.addAction(_("Keep this view…"), self.keep_wanted.emit)
        if self._own:
            forget = menu.addMenu(_("Forget a view"))
            for view in self._own:
                forget.addAction(literal(view.name), partial(self.drop_wanted.emit, view.name))
        menu.popup(self._views.mapToGlobal(self._views.rect().bottomLeft()))

    @Slot()
    def _ask_columns(self) -> None:
        self.columns_wanted.emit(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))


def _button(text: str, icon: str, name: str = "") -> QToolButton:
    button = QToolButton()
    button.setProperty("look", "button")
    button.setIcon(icons.icon(icon))
    button.setText(text)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if text:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    else:
        button.setToolTip(name)
        button.setAccessibleName(name)
    return button
