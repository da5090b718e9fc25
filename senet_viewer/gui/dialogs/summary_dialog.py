"""What a network takes, layer by layer: shapes, parameters, multiply-adds, and SE's share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui import summary_words
from senet_viewer.gui.dialog_keys import EnterPresses
from senet_viewer.gui.engine_words import engine_text
from senet_viewer.gui.layer_view import LayerView
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.screens import fitting
from senet_viewer.gui.style import even_list, indent, scaled
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.gui.totals_table import TotalsTable
from senet_viewer.gui.words import error_text, hint_text
from senet_viewer.records import CatalogueEntry
from senet_viewer.summaries import Summary

NOTHING, PLAIN = "", "plain"
LARGEST_SIDE = 4096


class SummaryDialog(QDialog):
    """Asks for a summary with ``asked``, and shows what ``show_summaries`` brings.

    ``asked`` brings the network to compare with (empty: none, ``plain``: the same one without its
    SE blocks) and the side of the input in pixels (0: the network's own).
    """

    asked = Signal(str, int)
    details_asked = Signal(object)

    def __init__(
        self,
        name: str,
        entries: Sequence[CatalogueEntry],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        EnterPresses(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Summary · {name}").format(name=printable(name)))
        self._summary: Summary | None = None
        self._other: Summary | None = None
        self._error: ViewerError | None = None
        self._asked: tuple[str, int] = (NOTHING, 0)
        self.title = QLabel(printable(name), self)
        self.title.setFont(scaled(self.font(), 1.08, bold=True))
        self.headline = self._text(self.tr("Counting the layers …"))
        self.comparison = self._text("")
        self.footnote = self._text("")
        self.footnote.setFont(scaled(self.font(), 0.92))
        self.problem = self._text("")
        self.details = QPushButton(self.tr("Details"), self)
        self.details.setObjectName("link")
        self.details.setAutoDefault(False)
        self.compare = self._make_compare(entries)
        self.size_box = self._make_size()
        self.as_list = QCheckBox(self.tr("As a &list"), self)
        self.as_list.setToolTip(self.tr("All layers that compute, sorted as a whole"))
        self.totals = TotalsTable(self.tr("Totals"), self)
        self.stages = TotalsTable(self.tr("Multiply-adds by stage"), self)
        self.first, self.second = LayerView(theme, self), LayerView(theme, self)
        self.trees = QSplitter(Qt.Orientation.Horizontal, self)
        self.trees.setChildrenCollapsible(False)
        self.trees.addWidget(self.first)
        self.trees.addWidget(self.second)
        self.buttons = self._make_buttons()
        self._arrange()
        self.set_theme(theme)
        self.as_list.toggled.connect(self._show_layers)
        self.details.clicked.connect(lambda: self.details_asked.emit(self._error))
        self._render()
        self._show_layers()
        self.resize(fitting(self, 1080, 760))
        self.first.setFocus()

    def _text(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label

    def _make_compare(self, entries: Sequence[CatalogueEntry]) -> QComboBox:
        box = QComboBox(self)
        even_list(box)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItem(self.tr("nothing"), NOTHING)
        box.addItem(self.tr("the same without its SE blocks"), PLAIN)
        titles = Counter(entry.title for entry in entries)
        for entry in entries:
            shared = titles[entry.title] > 1
            title = engine_text(entry.title)
            box.addItem(f"{title} · {entry.key}" if shared else title, entry.key)
            box.setItemData(box.count() - 1, entry.key, Qt.ItemDataRole.ToolTipRole)
        box.setMinimumContentsLength(30)
        box.setMaxVisibleItems(16)
        box.setAccessibleName(self.tr("Compare with"))
        box.setToolTip(
            self.tr("A network of the list, or another one by name, such as resnet50; Enter counts")
        )
        completer = QCompleter(box.model(), box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        box.setCompleter(completer)
        box.activated.connect(self._ask)
        line = box.lineEdit()
        assert line is not None
        line.returnPressed.connect(self._ask)
        return box

    def _make_size(self) -> QSpinBox:
        box = QSpinBox(self)
        indent(box)
        box.setRange(1, LARGEST_SIDE)
        box.setValue(224)
        box.setSuffix(self.tr(" px"))
        box.setKeyboardTracking(False)
        box.setAccessibleName(self.tr("Side of the input"))
        box.setToolTip(self.tr("Side of the square picture that goes in"))
        box.setEnabled(False)
        box.valueChanged.connect(self._ask)
        return box

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy_button = buttons.addButton(
            self.tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy_button.setToolTip(self.tr("Copy everything as a table"))
        self.expand_button = buttons.addButton(
            self.tr("&Open all"), QDialogButtonBox.ButtonRole.ActionRole
        )
        # Enter in a field counts anew; it must not press a button.
        for button in buttons.buttons():
            assert isinstance(button, QPushButton)
            button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy)
        self.expand_button.clicked.connect(self._expand)
        buttons.rejected.connect(self.reject)
        return buttons

    def _arrange(self) -> None:
        choose = QHBoxLayout()
        choose.setSpacing(2 * GRID)
        compare, size = QLabel(self.tr("Compare &with"), self), QLabel(self.tr("&Input"), self)
        compare.setBuddy(self.compare)
        size.setBuddy(self.size_box)
        choose.addWidget(compare)
        choose.addWidget(self.compare)
        choose.addSpacing(4 * GRID)
        choose.addWidget(size)
        choose.addWidget(self.size_box)
        choose.addStretch(1)
        choose.addWidget(self.as_list)
        trouble = QHBoxLayout()
        trouble.addWidget(self.problem, 1)
        trouble.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        sums = QHBoxLayout()
        sums.setSpacing(6 * GRID)
        sums.addWidget(self.totals, 4, Qt.AlignmentFlag.AlignTop)
        sums.addWidget(self.stages, 3, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.title)
        layout.addWidget(self.headline)
        layout.addWidget(self.comparison)
        layout.addSpacing(GRID)
        layout.addLayout(choose)
        layout.addLayout(trouble)
        layout.addLayout(sums)
        layout.addWidget(self.trees, 1)
        layout.addWidget(self.footnote)
        layout.addWidget(self.buttons)

    def set_theme(self, theme: Theme) -> None:
        """Take on another theme's colours."""
        colour_text(self.footnote, theme.muted)
        colour_text(self.problem, theme.error)
        for view in (self.first, self.second):
            view.set_theme(theme)

    def show_summaries(self, summary: Summary, other: Summary | None) -> None:
        """Show a network's summary, beside another one's where there is one."""
        self._summary, self._other, self._error = summary, other, None
        side = int(summary.input_size[-1])
        self._asked = (self._asked[0], side)
        self.size_box.blockSignals(True)
        self.size_box.setValue(side)
        self.size_box.blockSignals(False)
        self._render()
        self._show_layers()

    def show_error(self, error: ViewerError) -> None:
        """Say why there is no summary, or no other one; what is shown stays."""
        self._error = error
        self._render()

    def _render(self) -> None:
        summary, other, error = self._summary, self._other, self._error
        self.problem.setVisible(error is not None)
        self.details.setVisible(error is not None and bool(error.detail))
        if error is not None:
            self.problem.setText(" ".join(filter(None, (error_text(error), hint_text(error)))))
        counted = summary is not None
        for widget in (self.totals, self.stages, self.footnote):
            widget.setVisible(counted)
        for control in (self.compare, self.size_box, self.as_list, self.copy_button):
            control.setEnabled(counted)
        self.expand_button.setEnabled(counted and not self.as_list.isChecked())
        self.headline.setVisible(counted or error is None)
        self.comparison.setVisible(other is not None)
        if summary is None:
            return
        self.title.setText(summary_words.title(summary))
        self.headline.setText(summary_words.headline(summary))
        self.footnote.setText(summary_words.not_counted(summary))
        if other is not None:
            self.comparison.setText(summary_words.comparison(summary, other))
        titles = [summary.title]
        if other is not None:
            titles += [other.title, self.tr("difference")]
        self.totals.show_totals(titles, list(summary_words.totals(summary, other)))
        self.stages.show_totals(titles, list(summary_words.stage_totals(summary, other)))

    @Slot()
    def _show_layers(self) -> None:
        flat, other = self.as_list.isChecked(), self._other
        self.expand_button.setEnabled(self._summary is not None and not flat)
        self.second.setVisible(other is not None)
        if self._summary is not None:
            self.first.show_summary(self._summary, flat=flat, compact=other is not None)
        if other is not None:
            self.second.show_summary(other, flat=flat, compact=True)

    @Slot()
    def _ask(self) -> None:
        wanted = (self._compare_key(), self.size_box.value())
        if wanted == self._asked:
            return
        self._asked = wanted
        self._error = None
        self.problem.hide()
        self.details.hide()
        self.headline.setText(self.tr("Counting the layers …"))
        self.asked.emit(*wanted)

    def _compare_key(self) -> str:
        text = self.compare.currentText().strip()
        place = self.compare.findText(text, Qt.MatchFlag.MatchFixedString)
        return str(self.compare.itemData(place)) if place >= 0 else text

    @Slot()
    def _expand(self) -> None:
        for view in (self.first, self.second):
            view.expandAll()

    @Slot()
    def copy(self) -> None:
        """Copy sums and layers as tab-separated text."""
        parts = [self.headline.text()]
        if self._other is not None:
            parts.append(self.comparison.text())
        parts += ["", *self.totals.text(), "", *self.stages.text(), "", *self.first.text()]
        if self._other is not None:
            parts += ["", self._other.title, *self.second.text()]
        QGuiApplication.clipboard().setText("\n".join(parts))
