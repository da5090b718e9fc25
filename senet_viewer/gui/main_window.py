"""The main window: arranges the panels, takes drops and keys, remembers its geometry."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.errors import printable
from senet_viewer.gui.incoming import promises, read_incoming
from senet_viewer.gui.panels.answer_panel import AnswerPanel
from senet_viewer.gui.panels.empty_state import EmptyState
from senet_viewer.gui.panels.focus_panel import FocusPanel
from senet_viewer.gui.panels.gates_panel import GatesPanel
from senet_viewer.gui.panels.image_panel import ImagePanel
from senet_viewer.gui.panels.notice_bar import NoticeBar
from senet_viewer.gui.panels.recovery_bar import RecoveryBar
from senet_viewer.gui.panels.status_line import StatusLine
from senet_viewer.gui.panels.toolbar import Toolbar
from senet_viewer.gui.screens import bring_onto_a_screen, room_for
from senet_viewer.gui.settings import Settings
from senet_viewer.gui.state import State
from senet_viewer.gui.style import text_share
from senet_viewer.gui.theme import GRID, Theme

START_SIZE = (1440, 900)
COLUMNS = (220, 356, 864)
NARROWEST_LIST, NARROWEST_MIDDLE, NARROWEST_PLOTS = 120, 220, 264
"""Together they, and what is around them, leave a window of 640 × 480 all its parts."""
SCROLL_BAR = QStyle.PixelMetric.PM_ScrollBarExtent
PLOTS_SHARE = 0.45
"""So much of the window's width stays for the plots."""


class DropVeil(QWidget):
    """Shown over the whole window while something to open is dragged across it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self.theme.panel)
        ground.setAlpha(205)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(QColor(self.theme.link), 3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(16, 16, -16, -16), 12, 12)
        painter.setPen(QColor(self.theme.text))
        text = self.tr("Drop to open: pictures, folders, links, a project, a checkpoint")
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)


class MainWindow(QMainWindow):
    """Three columns the user can resize, a toolbar above, a status line below."""

    incoming_dropped = Signal(object)
    closing = Signal()
    font_changed = Signal()

    def __init__(
        self,
        state: State,
        toolbar: Toolbar,
        images: ImagePanel,
        answer: AnswerPanel,
        focus: FocusPanel,
        gates: GatesPanel,
        empty: EmptyState,
        notices: NoticeBar,
        recovery: RecoveryBar,
        status: StatusLine,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.setWindowTitle("senet-viewer")
        self.setAcceptDrops(True)
        self._state = state
        self.toolbar, self.images, self.answer, self.focus = toolbar, images, answer, focus
        self.gates, self.empty, self.notices, self.status = gates, empty, notices, status
        self.recovery = recovery
        self.may_close: Callable[[], bool] = lambda: True
        self._project = ""
        self._line = 0
        self._wished: tuple[float, float] = COLUMNS[:2]
        self._most = 1 - PLOTS_SHARE
        self._columns_due = False
        self.columns = self._make_columns()
        self.pages = QStackedWidget()
        self.pages.addWidget(empty)
        self.pages.addWidget(self.columns)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(toolbar)
        layout.addWidget(recovery)
        layout.addWidget(notices)
        layout.addWidget(self.pages, 1)
        layout.addWidget(status)
        self.setCentralWidget(centre)
        self.veil = DropVeil(theme, self)
        state.images_added.connect(self._choose_page)
        state.images_reset.connect(self._choose_page)
        state.current_changed.connect(self._name_window)
        self._choose_page()
        self.resize(*START_SIZE)
        self.columns.setSizes(self._column_widths())
        self._line = self.fontMetrics().height()

    def _make_columns(self) -> QSplitter:
        middle = QWidget()
        middle.setMinimumWidth(NARROWEST_MIDDLE - self.style().pixelMetric(SCROLL_BAR))
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(5 * GRID)
        layout.addWidget(self.answer)
        layout.addWidget(self.focus)
        layout.addStretch(1)
        self._middle = layout
        scroll = QScrollArea()
        scroll.setWidget(middle)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setMinimumWidth(NARROWEST_MIDDLE)
        scroll.setObjectName("middle")
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        scroll.setAccessibleName(self.tr("Photo, answer and focus block; arrows scroll"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for column, stretch in ((self.images, 0), (scroll, 0), (self.gates, 1)):
            splitter.addWidget(column)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        self.images.setMinimumWidth(NARROWEST_LIST)
        self.gates.setMinimumWidth(NARROWEST_PLOTS)
        splitter.splitterMoved.connect(self._wish_columns)
        return splitter

    def _column_widths(self) -> list[int]:
        """Columns as wide as is wished for with this size of text; plots take what is left."""
        share = text_share(self)
        left, middle = (share * width for width in self._wished)
        shrink = min(1.0, self._most * self.width() / (left + middle))
        left, middle = round(shrink * left), round(shrink * middle)
        return [left, middle, self.width() - left - middle]

    @Slot()
    def _wish_columns(self) -> None:
        """The user has moved a border: that holds for every size of text."""
        share = text_share(self)
        left, middle, _ = self.columns.sizes()
        self._wished = (left / share, middle / share)
        self._most = max(1 - PLOTS_SHARE, (left + middle) / max(1, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.columns.isVisible():
            self.columns.setSizes(self._column_widths())

    def _widen_columns(self) -> None:
        """The left columns grow and shrink with the text."""
        line = self.fontMetrics().height()
        if line == self._line or not self._line:
            return
        self._line = line
        if self.columns.isVisible():
            self.columns.setSizes(self._column_widths())
        else:
            self._columns_due = True

    def put_below_answer(self, part: QWidget) -> None:
        """Give a further part its place in the middle, between answer and focus block."""
        self._middle.insertWidget(1, part)

    def set_theme(self, theme: Theme) -> None:
        """Hand a theme to every part."""
        for part in (
            self.toolbar,
            self.images,
            self.answer,
            self.focus,
            self.gates,
            self.empty,
            self.notices,
            self.recovery,
            self.status,
        ):
            part.set_theme(theme)
        self.veil.theme = theme

    def restore(self, settings: Settings) -> None:
        """Take up the geometry and columns of the last time."""
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
            if not self.isMaximized() and not self.isFullScreen():
                bring_onto_a_screen(self)
        if settings.columns:
            self.columns.restoreState(QByteArray.fromBase64(settings.columns.encode()))
            self._wish_columns()
        if len(settings.column_widths) == 2 and min(settings.column_widths) > 0:
            left, middle = settings.column_widths
            self._wished = (float(left), float(middle))

    def remember(self, settings: Settings) -> None:
        """Put geometry and columns into the settings."""
        settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        settings.columns = bytes(self.columns.saveState().toBase64().data()).decode("ascii")
        settings.column_widths = [round(width) for width in self._wished]

    def reset_layout(self) -> None:
        """Give window and columns their first sizes again."""
        if self.isMaximized() or self.isFullScreen():
            self.showNormal()
        self.resize(*START_SIZE)
        self.fit_to_screen()
        self._wished, self._most = COLUMNS[:2], 1 - PLOTS_SHARE
        self.columns.setSizes(self._column_widths())

    def fit_to_screen(self) -> None:
        """No larger than its screen; where the window system places windows, it goes on to."""
        if not self.isMaximized() and not self.isFullScreen():
            self.resize(room_for(self.size(), self.screen().availableGeometry()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.font_changed.emit()
            self._widen_columns()

    @Slot()
    def _choose_page(self) -> None:
        self.pages.setCurrentWidget(self.columns if self._state.items else self.empty)
        if self._columns_due and self._state.items:
            # The text has changed while the columns were out of sight.
            self._columns_due = False
            self.columns.resize(self.pages.size())
            self.columns.setSizes(self._column_widths())

    @Slot()
    def _name_window(self) -> None:
        item = self._state.current_item
        name = printable(item.name) if item else ""
        # Qt puts the mark of unsaved changes in place of [*], as the system does it.
        project = f"{self._project}[*]" if self._project else ""
        self.setWindowTitle(" · ".join(part for part in (name, project, "senet-viewer") if part))

    def set_project(self, name: str, *, modified: bool) -> None:
        """Show the project's name, if it has one, and whether it has unsaved changes."""
        self._project = name
        self._name_window()
        self.setWindowModified(modified and bool(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if promises(event.mimeData()):
            event.acceptProposedAction()
            self.veil.setGeometry(self.rect())
            self.veil.raise_()
            self.veil.show()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.veil.hide()
        event.acceptProposedAction()
        self.incoming_dropped.emit(read_incoming(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        event.accept()
