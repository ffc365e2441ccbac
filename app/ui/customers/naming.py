"""Asks for the name under which a view is kept."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from app.language import _
from app.services.errors import Invalid
from app.ui.tokens import Space
from app.ui.widgets.form import Form

WIDTH = 320
LONGEST = 60


class NameDialog(QDialog):
    """Shown with ``open()``; `named` brings the name."""

    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keep this view"))
        self.name = QLineEdit(maxLength=LONGEST)
        self._form = Form()
        self._form.setFixedWidth(WIDTH)
        hint = _("Filter, sorting and choice of customers, on this computer")
        self._form.add("name", _("&Name"), self.name, hint)
        buttons = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(buttons.Save | buttons.Cancel)
        box.button(buttons.Save).setText(_("Keep"))
        box.button(buttons.Cancel).setText(_("Cancel"))
        box.accepted.connect(self._keep)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.L)
        column.addWidget(self._form)
        column.addWidget(box)
        self.name.setFocus()

    @Slot()
    def _keep(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._form.refuse(Invalid("name", _("Please give the view a name.")))
            return
        self.named.emit(name)
        self.accept()
