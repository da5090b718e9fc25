"""The upper middle: the photo, what the network sees of it, and its answer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui.breaking_label import BreakingLabel
from senet_viewer.gui.network_report import preprocessing_line, preprocessing_tooltip
from senet_viewer.gui.photo_view import PhotoView
from senet_viewer.gui.pictures import Pictures, image_of
from senet_viewer.gui.plots.answer_bars import AnswerBars
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.plots.teaching import answer_tip, tip
from senet_viewer.gui.shortened_label import ShortenedLabel
from senet_viewer.gui.shortened_link import ShortenedLink
from senet_viewer.gui.state import ImageItem, State
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.gui.words import error_text, scientific
from senet_viewer.records import Inspection, Preprocessing


class AnswerPanel(QWidget):
    """Photo with inset, caption, top five classes and the quiet "verified" mark."""

    details_asked = Signal(object)
    classes_asked = Signal()

    def __init__(
        self, state: State, pictures: Pictures, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._pictures, self._theme = state, pictures, theme
        self.photo = PhotoView(theme, self)
        self.caption = BreakingLabel(self)
        self.caption.setFont(scaled(self.font(), 0.92))
        self.preprocessing = QLabel(self)
        self.preprocessing.setFont(scaled(self.font(), 0.92))
        self.preprocessing.setWordWrap(True)
        self.title = QLabel(self.tr("Answer"), self)
        self.title.setFont(scaled(self.font(), 1.08, bold=True))
        self.verified = ShortenedLabel(self)
        self.verified.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.verified.setFont(scaled(self.font(), 0.92))
        self.bars = AnswerBars(self)
        self.problem = BreakingLabel(self)
        self.details = QPushButton(self)
        self.details.setObjectName("link")
        self.details.setText(self.tr("Details"))
        self.details.clicked.connect(self._ask_details)
        self.classes = ShortenedLink("", self)
        self.classes.clicked.connect(self.classes_asked)
        self._arrange()
        self.set_theme(theme)
        state.current_changed.connect(self._current_changed)
        state.shown_changed.connect(self._render)
        state.model_changed.connect(self._render)
        pictures.photo_ready.connect(self._photo_ready)
        self._render()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.verified, 1)
        trouble = QHBoxLayout()
        trouble.addWidget(self.problem, 1)
        trouble.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.photo)
        layout.addWidget(self.caption)
        layout.addWidget(self.preprocessing)
        layout.addLayout(trouble)
        layout.addLayout(head)
        layout.addWidget(self.bars)
        layout.addWidget(self.classes, 0, Qt.AlignmentFlag.AlignLeft)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its column; Qt would find its height for a width that it does not get."""
        return QSize(0, super().minimumSizeHint().height())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.photo.set_theme(theme)
        self.bars.set_theme(theme)
        for label in (self.caption, self.preprocessing, self.verified):
            colour_text(label, theme.muted)
        colour_text(self.problem, theme.error)
        self._render()

    @Slot()
    def _current_changed(self) -> None:
        item = self._state.current_item
        if item is None:
            self.photo.show_photo(None)
        else:
            self._show_photo(item)
        self._render()

    def _show_photo(self, item: ImageItem) -> None:
        if item.error is not None:
            self.photo.show_photo(None, self.tr("no picture"))
            return
        photo = self._pictures.photo(item.picture)
        if photo is None:
            self.photo.set_dimmed(True)
        else:
            self.photo.show_photo(photo)

    @Slot(str)
    def _photo_ready(self, key: str) -> None:
        item = self._state.current_item
        if item is not None and key == item.key and item.error is None:
            photo = self._pictures.photo(item.picture)
            self.photo.show_photo(photo, "" if photo else self.tr("no picture"))

    @Slot()
    def _render(self) -> None:
        item, seen = self._state.current_item, self._state.shown
        failed = self._state.current_failed
        self.problem.setVisible(failed)
        self.details.setVisible(failed)
        if item is not None and item.error is not None:
            self.problem.setText(error_text(item.error))
        fresh = self._state.up_to_date
        for widget in (self.title, self.bars, self.verified, self.classes):
            widget.setVisible(seen is not None and not failed)
        self.bars.set_dimmed(not fresh)
        self.photo.show_seen(image_of(seen.seen) if fresh and seen and seen.seen.size else None)
        self.caption.setText(self._caption(item, seen if fresh else None))
        self.photo.setAccessibleDescription(self.caption.text())
        self._render_preprocessing(seen.preprocessing if fresh and seen and not failed else None)
        if seen is not None:
            self.bars.show_predictions(seen.predictions)
            card = self._state.shown_card
            self.title.setToolTip("" if card is None else answer_tip(len(card.labels)))
            classes = 0 if card is None else len(card.labels)
            self.classes.setText(self.tr("all {n} classes").format(n=f"{classes:,}"))
            self.classes.setVisible(bool(classes) and not failed)
            self._render_proof(seen)

    def _caption(self, item: ImageItem | None, seen: Inspection | None) -> str:
        if item is None:
            return ""
        name = printable(item.name)
        if seen is None:
            return name
        size = f"{seen.width}×{seen.height}"
        if item.missing:
            return self.tr("{name} · {size} · file is gone: small copy").format(
                name=name, size=size
            )
        return self.tr("{name} · {size} · inset: what the network sees").format(
            name=name, size=size
        )

    def _render_preprocessing(self, preprocessing: Preprocessing | None) -> None:
        self.preprocessing.setVisible(preprocessing is not None)
        if preprocessing is None:
            return
        colour = self._theme.error if preprocessing.guessed else self._theme.muted
        colour_text(self.preprocessing, colour)
        self.preprocessing.setText(preprocessing_line(preprocessing))
        self.preprocessing.setToolTip(preprocessing_tooltip(preprocessing))

    def _render_proof(self, seen: Inspection) -> None:
        error = seen.largest_error
        if error is None:
            self.verified.setText("")
            return
        colour = self._theme.muted if seen.verified else self._theme.error
        colour_text(self.verified, colour)
        text = self.tr("gates not verified, error {e}")
        if seen.verified:
            exact = self.tr("✓ gates verified, exact")
            text = exact if error == 0 else self.tr("✓ gates verified, error {e}")
        self.verified.setText(text.format(e=scientific(error)))
        self.verified.setToolTip(
            tip(
                self.tr(
                    "Checked in this run: in every block, the block's input × the gates shown "
                    "equals its output. The number is the largest difference found; exact: there "
                    "is none."
                )
            )
        )

    @Slot()
    def _ask_details(self) -> None:
        item = self._state.current_item
        if item is not None and isinstance(item.error, ViewerError):
            self.details_asked.emit(item.error)
