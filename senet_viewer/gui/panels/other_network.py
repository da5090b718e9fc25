"""Below the answer: what another network says of the same image, while gates are compared."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from senet_viewer.gui.amounts import transfer_words
from senet_viewer.gui.breaking_label import BreakingLabel
from senet_viewer.gui.network_comparison import NetworkComparison
from senet_viewer.gui.network_report import preprocessing_line, preprocessing_tooltip
from senet_viewer.gui.plots.answer_bars import AnswerBars
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.progress_group import ProgressGroup
from senet_viewer.gui.state import State
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.gui.words import error_text, short_name
from senet_viewer.records import Inspection, ModelCard, Prediction, Preprocessing

ANSWERS = 3


class OtherNetworkPanel(QWidget):
    """The other network's first answers beside those of the one in use, and what to mind.

    While it is loaded: how far that is, and a way to stop it. Hidden without a comparison.
    """

    details_asked = Signal(object)

    def __init__(
        self,
        state: State,
        comparison: NetworkComparison,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._comparison, self._theme = state, comparison, theme
        self._name = ""
        self.loading = self._line()
        self.progress = ProgressGroup(
            self.tr("Network to compare with"), self.tr("Stop loading"), self
        )
        # The words give way in a narrow column; the tooltip has all of them.
        self.progress.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title = QLabel(self)
        self.title.setFont(scaled(self.font(), 1.08, bold=True))
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.agreement = QLabel(self)
        self.agreement.setFont(scaled(self.font(), 0.92))
        self.bars = AnswerBars(self)
        self.pixels = self._line()
        self.problem = self._line()
        self.details = QPushButton(self.tr("Details"), self)
        self.details.setObjectName("link")
        self.caution = self._line()
        self._arrange()
        self.set_theme(theme)
        self.progress.cancel_asked.connect(comparison.cancel)
        self.details.clicked.connect(self._ask_details)
        comparison.changed.connect(self._render)
        for signal in (state.current_changed, state.shown_changed, state.model_changed):
            signal.connect(self._render)
        self._render()

    def _line(self) -> QLabel:
        label = BreakingLabel(self)
        label.setFont(scaled(self.font(), 0.92))
        return label

    def _arrange(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.title)
        head.addWidget(self.agreement)
        trouble = QHBoxLayout()
        trouble.addWidget(self.problem, 1)
        trouble.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.loading)
        layout.addWidget(self.progress)
        layout.addLayout(head)
        layout.addWidget(self.bars)
        layout.addLayout(trouble)
        layout.addWidget(self.pixels)
        layout.addWidget(self.caution)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.bars.set_theme(theme)
        self.progress.set_theme(theme)
        for label in (self.loading, self.agreement, self.pixels):
            colour_text(label, theme.muted)
        colour_text(self.caution, theme.faint)
        colour_text(self.problem, theme.error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        """A file's name keeps its beginning and its end."""
        title, metrics = self.tr("Answer of {name}"), QFontMetrics(self.title.font())
        room = self.width() - metrics.horizontalAdvance(title.format(name=""))
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        self.title.setText(title.format(name=name))

    @Slot()
    def _render(self) -> None:
        comparison = self._comparison
        self._render_loading()
        compared = comparison.active and not self._state.current_failed
        answer, error = comparison.answer, comparison.error
        for widget in (self.title, self.bars):
            widget.setVisible(compared and answer is not None)
        self.agreement.setVisible(False)
        self.caution.setVisible(compared)
        self.problem.setVisible(compared and error is not None)
        self.details.setVisible(compared and error is not None and bool(error.detail))
        self.pixels.setVisible(False)
        self.setVisible(comparison.loading or compared)
        if not compared:
            return
        self.caution.setText(self._caution())
        if error is not None:
            self.problem.setText(error_text(error))
        if answer is not None:
            self._render_answer(answer)

    def _caution(self) -> str:
        """What a channel of one network is in the other one."""
        cards = self._state.shown_card, self._comparison.card
        if any(card is not None and not card.trained for card in cards):
            return self.tr(
                "Random weights: neither network was trained from the other, so a channel number "
                "has no common meaning in both."
            )
        return self.tr(
            "A channel is the same one in both networks only if they started from the same "
            "weights, as checkpoints of one training run do."
        )

    def _render_loading(self) -> None:
        comparison = self._comparison
        for widget in (self.loading, self.progress):
            widget.setVisible(comparison.loading)
        if not comparison.loading:
            return
        name, transfer = comparison.title(comparison.wanted), comparison.transfer
        if transfer is not None:
            text = self.tr("Downloading {name} to compare with …")
            self.progress.show_progress(transfer.done, transfer.total, transfer_words(transfer))
        else:
            text = self.tr("Loading {name} to compare with …")
            self.progress.show_progress(0, 0, "")
        self.loading.setText(text.format(name=short_name(name)))
        self.loading.setToolTip(text.format(name=name))

    def _render_answer(self, answer: Inspection) -> None:
        self._name = self._comparison.title(self._comparison.choice)
        whole = self.tr("Answer of {name}").format(name=self._name)
        self.title.setToolTip(whole)
        agreement = self._agreement(answer)
        self.agreement.setText(agreement)
        self.agreement.setVisible(bool(agreement))
        self._elide()
        self.bars.rows.setAccessibleName(whole)
        self.bars.show_predictions(answer.predictions[:ANSWERS])
        self.bars.set_dimmed(not self._state.up_to_date)
        self._render_pixels(answer.preprocessing)

    def _render_pixels(self, seen: Preprocessing) -> None:
        """Whether the other network sees what the one in use does, where that needs saying."""
        shown = self._state.shown
        if shown is None:
            return
        same = shown.preprocessing.same_pixels(seen)
        if not same:
            text = self.tr("It sees other pixels: {how}.").format(how=preprocessing_line(seen))
        elif seen.guessed:
            text = self.tr(
                "It sees the same pixels as the network in use; nothing in its file says otherwise."
            )
        else:
            return
        self.pixels.setText(text)
        self.pixels.setToolTip(preprocessing_tooltip(seen))
        self.pixels.show()

    def _agreement(self, answer: Inspection) -> str:
        shown = self._state.shown
        if shown is None or not shown.predictions or not answer.predictions:
            return ""
        cards = self._state.shown_card, self._comparison.card
        same = same_class(shown.predictions[0], answer.predictions[0], *cards)
        if same is None:
            return ""
        return self.tr("same first class") if same else self.tr("another first class")

    @Slot()
    def _ask_details(self) -> None:
        if self._comparison.error is not None:
            self.details_asked.emit(self._comparison.error)


def same_class(
    one: Prediction, other: Prediction, card: ModelCard | None, other_card: ModelCard | None
) -> bool | None:
    """Whether two networks name the same class; None where that cannot be known.

    Classes without names are told by their number where both networks have as many.
    """
    if card is None or other_card is None:
        return None
    if not (_is_number(one) or _is_number(other)):
        return one.label == other.label
    return one.index == other.index if len(card.labels) == len(other_card.labels) else None


def _is_number(prediction: Prediction) -> bool:
    return prediction.label == f"class {prediction.index}"
