"""Cells of the list that are painted where there is something to paint, and say so where not."""

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.ui.table_model import PAINT_ROLE, Index
from app.ui.widgets.band_bar import BandBarDelegate


class StandingDelegate(BandBarDelegate):
    """A standing with its band; in words where nothing is known, as no number would be true."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(PAINT_ROLE) is None:
            QStyledItemDelegate.paint(self, painter, option, index)
        else:
            super().paint(painter, option, index)
