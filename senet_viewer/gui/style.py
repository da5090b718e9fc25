"""Palette and style sheet of the quiet chrome, made from a theme."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QStyledItemDelegate, QWidget

from senet_viewer.gui.theme import Theme
from senet_viewer.resources import ICONS, resource

USUAL_LINE = 15
"""The height of a line of text that sizes in pixels are meant for."""


def palette(theme: Theme) -> QPalette:
    """Qt's palette for ``theme``; widgets that paint themselves read the theme."""
    roles = {
        QPalette.ColorRole.Window: theme.panel,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.panel,
        QPalette.ColorRole.AlternateBase: theme.window,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.tooltip,
        QPalette.ColorRole.ToolTipText: theme.tooltip_text,
        QPalette.ColorRole.Highlight: theme.selection,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Link: theme.link,
        QPalette.ColorRole.PlaceholderText: theme.faint,
        QPalette.ColorRole.Light: theme.raised,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Midlight: theme.line,
        QPalette.ColorRole.Dark: theme.faint,
        QPalette.ColorRole.Shadow: theme.line,
        QPalette.ColorRole.Accent: theme.link,
    }
    made = QPalette()
    for role, name in roles.items():
        made.setColor(role, QColor(name))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.faint))
    return made


def style_sheet(theme: Theme) -> str:
    """Rounded, borderless controls; the data carry the colour."""
    t = theme
    return f"""
    QMainWindow, QDialog {{ background: {t.panel}; }}
    QToolTip {{ background: {t.tooltip}; color: {t.tooltip_text}; border: 0; padding: 4px 8px; }}
    QWidget#toolbar {{ background: {t.panel}; border-bottom: 1px solid {t.line}; }}
    QWidget#statusLine {{ background: {t.panel}; border-top: 1px solid {t.line}; }}
    QWidget#rightColumn {{ background: {t.window}; }}
    QToolButton, QPushButton {{
        background: {t.raised}; color: {t.text}; border: 1px solid transparent;
        border-radius: 6px; padding: 5px 12px; }}
    QToolButton:hover, QPushButton:hover {{ border-color: {t.line}; background: {t.selection}; }}
    QToolButton:focus, QPushButton:focus {{ border-color: {t.link}; }}
    QToolButton:checked {{ background: {t.accent}; color: {t.accent_text}; }}
    QToolButton:disabled, QPushButton:disabled {{ color: {t.faint}; }}
    QToolButton[popupMode="2"] {{ padding-right: 24px; }}
    QToolButton::menu-indicator {{
        subcontrol-origin: padding; subcontrol-position: right center; right: 9px;
        width: 9px; height: 9px; }}
    {_file_dialog_rules(t)}
    QToolButton#plain {{ background: transparent; padding: 2px 6px; color: {t.muted}; }}
    QToolButton#switch {{ padding: 2px 8px; }}
    QToolButton#plain[popupMode="2"] {{ padding-right: 20px; }}
    QToolButton#plain::menu-indicator {{ right: 4px; }}
    QToolButton#plain:hover {{ color: {t.text}; background: {t.raised}; }}
    QPushButton#link {{
        background: transparent; color: {t.link}; padding: 2px 0; border: 0;
        border-bottom: 1px solid transparent; border-radius: 0; }}
    QPushButton#link:hover, QPushButton#link:focus {{ border-bottom-color: {t.link}; }}
    QLineEdit {{
        background: {t.window}; color: {t.text}; border: 1px solid {t.line}; border-radius: 6px;
        padding: 5px 8px; }}
    QLineEdit:focus {{ border-color: {t.link}; }}
    QLineEdit:disabled, QCheckBox:disabled {{ color: {t.faint}; }}
    {_box_rules(t)}
    QListView {{ background: {t.panel}; border: 0; outline: 0; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QCheckBox {{ spacing: 6px; border: 1px solid transparent; border-radius: 4px; padding: 1px; }}
    QCheckBox:focus {{ border-color: {t.link}; }}
    QCheckBox::indicator {{ width: 1.15em; height: 1.15em; border: 1px solid {t.faint};
        border-radius: 3px; background: {t.window}; }}
    QCheckBox::indicator:hover {{ border-color: {t.link}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
        image: url("{_icon(t, "check")}"); }}
    QCheckBox::indicator:checked:disabled {{ background: {t.faint}; border-color: {t.faint}; }}
    QTreeView {{ background: {t.panel}; border: 1px solid {t.line}; outline: 0;
        selection-background-color: {t.selection}; selection-color: {t.text}; }}
    QTreeView::item {{ padding: 3px 6px; border: 0; }}
    QTreeView::item:selected {{ background: {t.selection}; color: {t.text}; }}
    QTableView {{ background: {t.panel}; border: 1px solid {t.line}; gridline-color: {t.line};
        selection-background-color: {t.selection}; selection-color: {t.text}; }}
    QTableView::item {{ padding: 0 5px; border: 0; }}
    QTableView::item:selected, QTableView::item:focus {{ background: {t.selection};
        color: {t.text}; }}
    QTableView#totals::item {{ padding: 0 7px; }}
    QTreeView:focus, QTableView:focus, QPlainTextEdit:focus, QTextEdit:focus {{
        border-color: {t.link}; }}
    QPlainTextEdit, QTextEdit {{ background: {t.panel}; border: 1px solid {t.line}; }}
    QHeaderView::up-arrow, QHeaderView::down-arrow {{ subcontrol-origin: margin;
        subcontrol-position: top center; top: 2px; width: 8px; height: 6px; }}
    QHeaderView#sorted::up-arrow, QHeaderView#sorted::down-arrow {{ image: none; width: 0;
        height: 0; }}
    QHeaderView::section {{ background: {t.window}; color: {t.muted}; border: 0;
        border-bottom: 1px solid {t.line}; padding: 5px 8px; }}
    QTabWidget::pane {{ border: 0; }}
    QTabBar::tab {{ background: transparent; color: {t.muted}; border: 0; padding: 6px 2px;
        margin: 0 16px 6px 0; border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
    QTabBar::tab:focus {{ border-bottom-color: {t.link}; }}
    QSplitter::handle {{ background: {t.line}; }}
    QScrollArea {{ border: 0; }}
    QScrollArea#middle, QScrollArea#scrolled {{ border: 1px solid transparent; }}
    QScrollArea#middle:focus, QScrollArea#scrolled:focus {{ border-color: {t.link}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {t.line}; border-radius: 4px; margin: 2px;
        min-height: 28px; min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {t.faint}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ background: {t.bar_track}; border: 0; border-radius: 3px; max-height: 6px;
        min-height: 6px; }}
    QProgressBar::chunk {{ background: {t.bar}; border-radius: 3px; }}
    QMenuBar {{ background: {t.panel}; color: {t.text}; }}
    QMenuBar::item {{ padding: 4px 10px; background: transparent; border-radius: 4px; }}
    QMenuBar::item:selected {{ background: {t.raised}; }}
    QMenu {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.selection}; }}
    QMenu::item:disabled {{ color: {t.faint}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
    QFrame#noticeBar {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 8px;
        margin: 8px 16px 0 16px; }}
    {_contrast_rules(t) if t.contrast else ""}
    """


def _file_dialog_rules(t: Theme) -> str:
    """Qt's own file dialog: its buttons are small, and its icons black."""
    ground = t.muted if t.dark else t.raised
    return f"""
    QFileDialog QToolButton {{ padding: 4px; background: {ground}; }}
    QFileDialog QToolButton:hover, QFileDialog QToolButton:checked {{ background: {
        t.text if t.dark else t.line
    }; }}
    QFileDialog QToolButton:disabled {{ background: {t.raised}; }}
    """


def _box_rules(t: Theme) -> str:
    """Boxes that choose from a list, and such that count up and down: as lines of text look."""
    up, down = (_icon(t, f"arrow-{way}") for way in ("up", "down"))
    return f"""
    QComboBox, QAbstractSpinBox {{
        background: {t.window}; color: {t.text}; border: 1px solid {t.line}; border-radius: 6px;
        padding: 4px 24px 4px 8px; selection-background-color: {t.selection};
        selection-color: {t.text}; }}
    QComboBox:editable {{ padding-left: 6px; }}
    QAbstractSpinBox {{ padding-top: 2px; padding-bottom: 2px; }}
    QComboBox:hover, QAbstractSpinBox:hover {{ border-color: {t.faint}; }}
    QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus {{ border-color: {t.link}; }}
    QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {t.faint}; }}
    QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{
        background: transparent; border: 0; border-radius: 0; padding: 0; }}
    QComboBox::drop-down {{ subcontrol-origin: padding; subcontrol-position: center right;
        width: 20px; border: 0; margin-right: 3px; }}
    QComboBox::down-arrow {{ image: url("{down}"); width: 1em; height: 1em; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox QAbstractItemView {{ background: {t.panel}; color: {t.text};
        border: 1px solid {t.faint}; padding: 4px; outline: 0;
        selection-background-color: {t.selection}; selection-color: {t.text}; }}
    QComboBox QAbstractItemView::item {{ padding: 4px 6px; border: 0; border-radius: 4px; }}
    QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected {{
        background: {t.selection}; color: {t.text}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
        subcontrol-origin: padding; width: 20px; border: 0; margin-right: 3px; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
    QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: 0.8em; height: 0.8em; }}
    QAbstractSpinBox::down-arrow {{ image: url("{down}"); width: 0.8em; height: 0.8em; }}
    QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::down-arrow:off {{ image: none; }}
    """


def _contrast_rules(t: Theme) -> str:
    """Borders on what can be pressed, and thick rings on what has the keyboard."""
    return f"""
    QToolButton, QPushButton {{ border: 1px solid {t.border}; }}
    QToolButton#plain {{ border: 1px solid {t.line}; }}
    QToolButton:hover, QPushButton:hover {{ border-color: {t.border}; }}
    QToolButton:focus, QPushButton:focus {{ border: 3px solid {t.link}; padding: 3px 10px; }}
    QToolButton#plain:focus {{ border: 3px solid {t.link}; padding: 0 4px; }}
    QToolButton:checked:focus {{ background: {t.accent}; }}
    QToolButton:disabled, QPushButton:disabled {{ border: 1px dashed {t.faint}; }}
    QPushButton#link {{ border: 0; border-bottom: 1px solid {t.link}; padding: 2px 0; }}
    QPushButton#link:focus {{ border: 3px solid {t.link}; padding: 0; border-radius: 3px; }}
    QLineEdit, QComboBox, QAbstractSpinBox {{ border: 1px solid {t.border}; }}
    QLineEdit:focus {{ border: 3px solid {t.link}; padding: 3px 6px; }}
    QComboBox:focus, QAbstractSpinBox:focus {{ border: 3px solid {t.link};
        padding: 2px 22px 2px 6px; }}
    QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus {{ border: 0; padding: 0; }}
    QCheckBox::indicator {{ border: 2px solid {t.border}; }}
    QCheckBox {{ border: 2px solid transparent; padding: 0; }}
    QCheckBox:focus {{ border: 2px solid {t.link}; }}
    QTreeView:focus, QTableView:focus, QPlainTextEdit:focus, QTextEdit:focus {{
        border: 3px solid {t.link}; }}
    QMenu::item:selected, QMenuBar::item:selected,
    QComboBox QAbstractItemView::item:selected {{ background: {t.accent};
        color: {t.accent_text}; }}
    QTreeView::item:selected, QTableView::item:selected {{ background: {t.accent};
        color: {t.accent_text}; }}
    QTabBar::tab:focus {{ border: 3px solid {t.link}; }}
    QScrollArea#middle:focus, QScrollArea#scrolled:focus {{ border: 3px solid {t.link}; }}
    QScrollBar::handle {{ background: {t.faint}; }}
    QSplitter::handle {{ background: {t.border}; }}
    """


def _icon(theme: Theme, name: str) -> str:
    """The path of an icon that comes in a light and a dark form, as style sheets write it."""
    return resource(ICONS, f"{name}-{'dark' if theme.dark else 'light'}.svg").as_posix()


def text_share(widget: QWidget) -> float:
    """How much room text takes in ``widget``, 1 for the usual size; at least that."""
    return max(1.0, widget.fontMetrics().height() / USUAL_LINE)


def scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """``font`` at ``factor`` of its size, for captions (below 1) and titles (above 1)."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * factor)
    else:
        made.setPixelSize(max(8, round(font.pixelSize() * factor)))
    made.setBold(bold)
    return made


def indent(box: QSpinBox | QDoubleSpinBox) -> None:
    """Keep the text off the edge as in other fields, which no style sheet does here."""
    box.lineEdit().setTextMargins(6, 0, 0, 0)


def even_list(box: QComboBox) -> None:
    """Let the box's list look like other lists: Qt's own rows there take no style sheet."""
    box.setItemDelegate(QStyledItemDelegate(box))


def thumbnail_size(font_height: int) -> QSize:
    """The list's thumbnail, which grows with the text."""
    side = max(40, round(font_height * 2.6 / 4) * 4)
    return QSize(side, side)
