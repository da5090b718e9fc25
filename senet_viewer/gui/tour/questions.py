"""What can be answered after the tour: questions that unfold to live answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.renewal import Renewal
from senet_viewer.gui.screens import fitting
from senet_viewer.gui.theme import GRID
from senet_viewer.gui.tour.answers import Answers, Question
from senet_viewer.gui.tour.aside import put_aside
from senet_viewer.gui.tour.scene import Scene

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


class FoldedQuestion(QWidget):
    """A question to think about; a click, or Space, unfolds its answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QToolButton(self)
        self.head.setObjectName("plain")
        self.head.setStyleSheet("QToolButton { color: palette(window-text); }")
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setArrowType(Qt.ArrowType.RightArrow)
        self.head.toggled.connect(self._unfold)
        self.body = QLabel(self)
        self.body.setWordWrap(True)
        self.body.setTextFormat(Qt.TextFormat.PlainText)
        self.body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.setContentsMargins(7 * GRID, 0, 2 * GRID, 2 * GRID)
        self.body.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.head)
        layout.addWidget(self.body)

    @Slot(bool)
    def _unfold(self, unfolded: bool) -> None:
        self.head.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self.body.setVisible(unfolded)
        self._describe()

    def show_question(self, number: int, question: Question) -> None:
        """Show a question with its present answer; it stays folded or not."""
        self.head.setText(f"{number}. {question.text}")
        where = self.tr("In the window: {place}").format(place=question.where)
        self.body.setText(f"{question.answer}\n{where}" if question.where else question.answer)
        self._describe()

    def _describe(self) -> None:
        """Screen readers read the answer with the question, once it is unfolded."""
        shown = self.head.isChecked()
        self.head.setAccessibleName(self.head.text())
        self.head.setAccessibleDescription(
            self.body.text() if shown else self.tr("folded; Space shows the answer")
        )


class QuestionsDialog(QDialog):
    """Seven questions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What you can answer now"))
        head = QLabel(
            self.tr("Try each with the window before you unfold it. Answers are read from it now."),
            self,
        )
        head.setWordWrap(True)
        self.questions: list[FoldedQuestion] = []
        inside = QWidget(self)
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(GRID)
        self._list.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setObjectName("scrolled")
        scroll.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(head)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)
        self.resize(fitting(self, 560, 520))

    def show_questions(self, questions: list[Question]) -> None:
        """Show these, with what is unfolded left so."""
        while len(self.questions) < len(questions):
            self.questions.append(FoldedQuestion(self))
            self._list.insertWidget(self._list.count() - 1, self.questions[-1])
        for number, (shown, question) in enumerate(zip(self.questions, questions, strict=True), 1):
            shown.show_question(number, question)


class Questions(QObject):
    """Opens at most one dialog, whose answers follow the window."""

    def __init__(self, app: Application) -> None:
        super().__init__(app.window)
        self._window = app.window
        self._answers = Answers(Scene(app))
        self.dialog: QuestionsDialog | None = None
        state = app.state
        changes = (
            state.inspected,
            state.model_changed,
            state.reference_changed,
            state.images_reset,
        )
        Renewal(changes, self).due.connect(self._renew)

    @Slot()
    def show(self) -> None:
        """Open the questions, or bring the open ones to the front."""
        if self.dialog is None:
            self.dialog = QuestionsDialog(self._window)
            self.dialog.finished.connect(self._forget)
            self._renew()
            self.dialog.show()
            # The questions are tried with the window, which they must not hide.
            put_aside(self.dialog, self._window)
        self.dialog.raise_()
        self.dialog.activateWindow()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    @Slot()
    def _renew(self) -> None:
        if self.dialog is not None:
            self.dialog.show_questions(self._answers.all())
