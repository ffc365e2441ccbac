"""The one style sheet, written in tokens. Widgets choose a look by the property ``look``.

Labels and tooltips show text as it is: Qt would take a customer called ``<img src=…>`` for HTML and
load what it names, on Windows from another computer too.
"""

from string import Template

from app.ui.tokens import FIELD_HEIGHT, RADIUS, ROW_HEIGHT, Size, Space, Tokens

SHEET = Template("""
QMainWindow, QDialog { background: $surface; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: ${S}px; }

QLabel, QToolTip { qproperty-textFormat: PlainText; }
QLabel[look="title"] { font-size: ${title}pt; font-weight: $strong; }
QLabel[look="display"] { font-size: ${display}pt; font-weight: $strong; }
QLabel[look="strong"] { font-weight: $strong; }
QLabel[look="caption"] { font-size: ${caption}pt; color: $muted; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="key"] { font-size: ${caption}pt; color: $muted; background: $chrome;
  border: 1px solid $border; border-radius: ${XS}px; padding: 1px 6px; }
QLabel[look="error"] { font-size: ${caption}pt; color: $bad; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit {
  background: $surface; color: $text; border: 1px solid $outline; border-radius: ${R}px;
  padding: 0 ${S}px; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted; }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit { min-height: ${inner}px; }
QPlainTextEdit, QTextEdit { padding: ${XS}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDoubleSpinBox:focus, QDateEdit:focus { border: 2px solid $accent; padding: 0 ${S1}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${XS1}px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border: 2px solid $bad; padding: 0 ${S1}px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
  background: $chrome; color: $faint; border-color: $border; }
QLineEdit[look="find"], QLineEdit[look="find"]:focus { border: none; background: transparent;
  font-size: ${title}pt; min-height: 40px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url($icons/chevron-$scheme.svg); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 0; }
QAbstractSpinBox QLineEdit { border: none; min-height: 0; padding: 0 0 0 6px; }

QPushButton, QToolButton[look="button"] {
  background: $raised; color: $text; border: 1px solid $outline; border-radius: ${R}px;
  padding: 0 ${M}px; min-height: ${inner}px; }
QPushButton:hover, QToolButton[look="button"]:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:focus, QToolButton[look="button"]:focus {
  border: 2px solid $accent; padding: 0 ${M1}px; }
QPushButton:disabled { color: $faint; border-color: $border; background: $chrome; }
QPushButton:default, QPushButton[look="main"] {
  background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[look="main"] { font-weight: $strong; }
QPushButton:default:hover, QPushButton[look="main"]:hover { background: $accent_hover; }
QPushButton:default:focus, QPushButton[look="main"]:focus {
  border: 2px solid $text; padding: 0 ${M1}px; }
QPushButton:default:disabled, QPushButton[look="main"]:disabled {
  background: $chrome; color: $faint; border-color: $border; }
QPushButton[look="quiet"], QToolButton[look="quiet"] {
  background: transparent; border: 1px solid transparent; color: $text;
  border-radius: ${R}px; padding: 0 ${S}px; min-height: ${small}px; }
QPushButton[look="link"] { background: transparent; border: 1px solid transparent;
  color: $accent; padding: 0 ${XS}px; min-height: ${small}px; }
QPushButton[look="reason"] { background: transparent; border: 1px solid transparent;
  color: $accent; padding: 0 3px; min-height: 20px; }
QPushButton[look="reason"]:hover { background: $hover; }
QPushButton[look="reason"]:focus { border: 2px solid $accent; padding: 0 2px; }
QPushButton[look="figure"] { background: $raised; border: 1px solid $border; padding: 0; }
QPushButton[look="figure"]:hover { background: $hover; border-color: $outline; }
QPushButton[look="figure"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover,
QPushButton[look="link"]:hover { background: $hover; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus,
QPushButton[look="link"]:focus { border: 2px solid $accent; }
QToolButton[look="button"]:checked { background: $selected; border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[look="chip"] { background: transparent; color: $muted; border: 1px solid transparent;
  border-radius: 12px; padding: 0 ${S}px; min-height: 22px; }
QToolButton[look="chip"]:hover { background: $hover; color: $text; }
QToolButton[look="chip"]:checked { background: $selected; color: $text; border-color: $accent; }
QToolButton[look="chip"]:focus { border: 2px solid $accent; padding: 0 ${S1}px; }

QCheckBox, QRadioButton { spacing: ${S}px; min-height: ${small}px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QMenu::indicator { width: 14px; height: 14px;
  border: 1px solid $outline; background: $surface; }
QCheckBox::indicator, QMenu::indicator:non-exclusive { border-radius: ${XS}px; }
QRadioButton::indicator, QMenu::indicator:exclusive { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $accent;
  width: 12px; height: 12px; }
QCheckBox::indicator:checked, QMenu::indicator:checked { background: $accent;
  border-color: $accent; image: url($icons/tick-$scheme.svg); }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }
QMenu::indicator { margin-left: ${S}px; }

QTableView, QListView, QTreeView { background: $surface; border: none; outline: 0;
  selection-background-color: $selected; selection-color: $text; }
QTableView::item, QListView::item, QTreeView::item { padding: 0 ${S}px; border: none;
  border-bottom: 1px solid $border; }
QListView[look="plain"] { background: transparent; }
QListView[look="plain"]::item { border: none; }
QTableView::item:hover, QListView::item:hover, QTreeView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {
  background: $selected; color: $text; }
QTableView:focus, QTreeView:focus { border: 1px solid $accent; }
QTableView, QTreeView { border: 1px solid transparent; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: 1px solid $outline; padding: 0 ${head}px; min-height: ${row}px;
  font-size: ${caption}pt; }
QHeaderView::section:hover { color: $text; background: $hover; }
QTableCornerButton::section { background: $surface; border: none; }

QMenuBar { background: $chrome; color: $text; padding: 2px ${S}px; }
QMenuBar::item { padding: ${XS}px ${S}px; border-radius: ${XS}px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; color: $text; border: 1px solid $border; padding: ${XS}px; }
QMenu::item { padding: 6px ${XL}px 6px ${M}px; border-radius: ${XS}px; }
QMenu::icon { padding-left: ${S}px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $border; margin: ${XS}px ${S}px; }

QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { color: $muted; padding: ${S}px ${M}px; border: none;
  border-bottom: 2px solid transparent; margin-right: ${XS}px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { background: $hover; }

QScrollArea { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $outline; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QFrame[look="line"] { background: $border; border: none; }
QFrame[look="card"] { background: $raised; border: 1px solid $border; border-radius: ${R}px; }
QFrame[look="popup"] { background: $raised; border: 1px solid $outline; border-radius: ${R}px; }
QFrame[look="chrome"] { background: $chrome; border: none; }
QFrame[look="notice"] { background: $warn_soft; border: none; border-radius: ${R}px; }

#notice { background: $warn_soft; border: none; }
#sidebar { background: $chrome; border: none; border-right: 1px solid $border; }
#top_bar { background: $chrome; border: none; border-bottom: 1px solid $border; }
QPushButton#find { background: $surface; color: $muted; border: 1px solid $outline;
  font-weight: $normal; text-align: left; padding: 0 ${M}px; }
QPushButton#find:hover { border-color: $accent; }
QPushButton#find:focus { border: 2px solid $accent; }
""")


def style_sheet(look: Tokens, points: float, icons: str = "") -> str:
    """Return the style sheet for these tokens and the system's font size."""
    colours = {name: value for name, value in vars(look).items() if isinstance(value, str)}
    return SHEET.substitute(
        colours,
        XS=Space.XS,
        XS1=Space.XS - 1,
        S=Space.S,
        S1=Space.S - 1,
        head=Space.S + 3,
        M=Space.M,
        M1=Space.M - 1,
        XL=Space.XL,
        R=RADIUS,
        inner=FIELD_HEIGHT - 2,
        small=FIELD_HEIGHT - 4,
        row=ROW_HEIGHT,
        scroll=look.border if look.scheme == "light" else look.outline,
        caption=round(points * Size.CAPTION, 1),
        title=round(points * Size.TITLE, 1),
        display=round(points * Size.DISPLAY, 1),
        normal=Size.NORMAL,
        strong=Size.STRONG,
        icons=icons,
    )
