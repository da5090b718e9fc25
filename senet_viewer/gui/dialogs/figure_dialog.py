"""Makes a figure: how it looks, with a preview, and where it goes, for one picture or many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.batch import real_paths, refuse_image
from senet_viewer.export.style import INCH, FigureStyle
from senet_viewer.export.style_file import read_style, write_style
from senet_viewer.export.subject import chosen_blocks
from senet_viewer.gui.background import Background
from senet_viewer.gui.dialog_keys import EnterPresses
from senet_viewer.gui.exporting import Exporter, copy_picture, size_words
from senet_viewer.gui.figure_drawer import Drawn, FigureRequest
from senet_viewer.gui.figure_files import ask_figure, ask_style_to_open, ask_style_to_save
from senet_viewer.gui.figure_form import FigureForm
from senet_viewer.gui.figure_notes import print_note
from senet_viewer.gui.figure_preview import FigurePreview
from senet_viewer.gui.figure_progress import FigureProgress
from senet_viewer.gui.figure_subjects import FigureSubjects
from senet_viewer.gui.figure_target import FigureTarget
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.screens import fitting
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.gui.words import error_text

DEBOUNCE_MS = 250
"""The preview follows when nothing was changed for so long."""


class FigureDialog(QDialog):
    """Previews the figure of ``subject``, and draws those of the target when told to.

    ``subjects_of`` gives the pictures of keys. ``written`` follows a file of one picture,
    ``copied`` a picture on the clipboard, and ``kept`` the end, with what is to be remembered.
    """

    written = Signal(str)
    copied = Signal(str)
    kept = Signal(object)

    def __init__(
        self,
        subject: FigureSubjects,
        subjects_of: Callable[[Sequence[str]], FigureSubjects],
        target: FigureTarget,
        style: FigureStyle,
        exporter: Exporter,
        background: Background,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        EnterPresses(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Figure"))
        self._subject, self._subjects_of = subject, subjects_of
        self._exporter, self._background, self._theme = exporter, background, theme
        self._shown = subject.inspections[0]
        self._drawer = exporter.drawer(subject)
        self._drawer.drawn.connect(self._drawn)
        self._drawer.failed.connect(self._failed)
        self._preview_asked = self._file_asked = self._copy_asked = 0
        stages = sorted({block.stage for block in self._shown.blocks})
        self.form = FigureForm(stages, subject.reference_title, self)
        self.target = target
        self.preview = FigurePreview(self)
        self.progress = FigureProgress(self)
        self.size_text = QLabel(self)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.hide()
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message.hide()
        self._preview_problem = self._says_error = False
        self._preview_style = style
        self.actual = QCheckBox(self.tr("Actual si&ze"), self)
        self._make_buttons()
        self._arrange()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._connect()
        self.form.set_style_chosen(style)
        self.export_button.setFocus()

    def _make_buttons(self) -> None:
        self.open_button = QPushButton(self.tr("&Open style …"), self)
        self.save_button = QPushButton(self.tr("Sa&ve style …"), self)
        self.usual_button = QPushButton(self.tr("&Usual style"), self)
        self.copy_button = QPushButton(self.tr("Cop&y"), self)
        self.copy_button.setToolTip(self.tr("Copy the figure as a picture"))
        self.export_button = QPushButton(self.tr("&Export …"), self)
        self.export_button.setDefault(True)
        self.close_button = QPushButton(self.tr("Close"), self)
        for button in (self.open_button, self.save_button, self.usual_button, self.copy_button):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        inner = QWidget(self)
        controls = QVBoxLayout(inner)
        controls.setContentsMargins(0, 0, 3 * GRID, 2 * GRID)
        controls.setSpacing(4 * GRID)
        controls.addWidget(self.form)
        self.target.set_label_width(self.form.label_width)
        heading = QLabel(self.tr("Export"), inner)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        controls.addWidget(heading)
        controls.addWidget(self.target)
        controls.addStretch(1)
        self.controls = QScrollArea(self)
        self.controls.setWidget(inner)
        self.controls.setWidgetResizable(True)
        self.controls.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.controls.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = self.controls.verticalScrollBar().sizeHint().width()
        self.controls.setMinimumWidth(inner.minimumSizeHint().width() + bar)
        self.controls.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        below = QHBoxLayout()
        below.addWidget(self.size_text, 1)
        below.addWidget(self.actual)
        right = QVBoxLayout()
        right.setSpacing(2 * GRID)
        right.addWidget(self.preview, 1)
        right.addLayout(below)
        right.addWidget(self.note)
        right.addWidget(self.message)
        right.addWidget(self.progress)
        middle = QHBoxLayout()
        middle.setSpacing(4 * GRID)
        middle.addWidget(self.controls)
        middle.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        for button in (self.open_button, self.save_button, self.usual_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.copy_button, self.close_button, self.export_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(4 * GRID)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)
        self.resize(fitting(self, 1080, 800))

    def _connect(self) -> None:
        self.form.changed.connect(self._change)
        self.target.changed.connect(self._change)
        self.preview.wanted_changed.connect(self._timer.start)
        self.actual.toggled.connect(self.preview.set_actual_size)
        self._timer.timeout.connect(self._renew)
        self.open_button.clicked.connect(self.open_style)
        self.save_button.clicked.connect(self.save_style)
        self.usual_button.clicked.connect(lambda: self.form.set_style_chosen(FigureStyle()))
        self.copy_button.clicked.connect(self.copy)
        self.export_button.clicked.connect(self.export)
        self.close_button.clicked.connect(self.reject)
        self.progress.ended.connect(self._batch_ended)

    def style_chosen(self) -> FigureStyle | None:
        """The style, or None with a sentence in the dialog where it cannot be."""
        try:
            style = self.form.style_chosen()
            chosen_blocks(self._shown, style.blocks)
        except ViewerError as error:
            self._preview_problem = True
            self._show_error(error)
            return None
        return style

    @property
    def _together(self) -> tuple[int, ...]:
        """The numbers of the images on one figure, where that is the target."""
        return self._subject.together if self.target.scope.together else ()

    # The preview.

    @Slot()
    def _change(self) -> None:
        self.form.set_together(self.target.scope.together)
        # What is being drawn is no longer what is asked for.
        self._drawer.forget(self._preview_asked)
        self._preview_asked = 0
        if not self._preview_problem:
            self._say("")
        self.preview.dim()
        self._timer.start()

    @Slot()
    def _renew(self) -> None:
        style = self.style_chosen()
        if style is None:
            return
        self._drawer.forget(self._preview_asked)
        path = str(self._drawer.folder / "preview.png")
        pixels = self.preview.wanted_pixels()
        self._preview_style = style
        request = FigureRequest(path, style, pixels=pixels, together=self._together)
        self._preview_asked = self._drawer.ask(request)
        self.target.show_names(style, self._blocks(style))

    @Slot(int, Drawn)
    def _drawn(self, number: int, drawn: Drawn) -> None:
        if number == self._preview_asked:
            self._background.run(
                partial(QImage, drawn.path),
                partial(self._show, number, drawn),
                self._show_error,
            )
        elif number == self._copy_asked:
            self._background.run(
                partial(QImage, drawn.path), partial(self._put, drawn), self._show_error
            )
        elif number == self._file_asked:
            self.written.emit(drawn.path)
            self.accept()

    def _show(self, number: int, drawn: Drawn, image: QImage) -> None:
        if number != self._preview_asked or image.isNull():
            return
        self.preview.show_figure(image, drawn.width_mm, drawn.height_mm)
        text = size_words(drawn)
        if self.target.suffix == ".png":
            dpi = self.form.dpi.value()
            width, height = (round(mm / INCH * dpi) for mm in (drawn.width_mm, drawn.height_mm))
            text = self.tr("{size}, {width} × {height} pixels").format(
                size=text, width=f"{width:,}", height=f"{height:,}"
            )
        self.size_text.setText(text)
        note = print_note(self._preview_style, drawn.height_mm)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        if self._preview_problem:
            self._preview_problem = False
            self._say("")

    @Slot(int, object)
    def _failed(self, number: int, error: ViewerError) -> None:
        if number in (self._preview_asked, self._file_asked, self._copy_asked):
            if number != self._preview_asked:
                self._file_asked = self._copy_asked = 0
                self._set_busy()
            self._preview_problem = number == self._preview_asked
            self._show_error(error)
            if not self.preview.has_picture:
                self.preview.show_words("")

    def _show_error(self, error: ViewerError) -> None:
        self._say(error_text(error), is_error=True)

    def _say(self, text: str, *, is_error: bool = False) -> None:
        self._says_error = is_error
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Take on another theme's colours; the figure keeps its own."""
        self._theme = theme
        colour_text(self.message, theme.error if self._says_error else theme.muted)

    # Style files.

    @Slot()
    def open_style(self) -> None:
        """Take the style of a file."""
        path = ask_style_to_open(self, self.target.folder.text())
        if path:
            self.take_style(path)

    def take_style(self, path: str) -> None:
        """Have the controls say what the file ``path`` says."""
        try:
            style = read_style(path)
        except ViewerError as error:
            self._show_error(error)
            return
        self.form.set_style_chosen(style)

    @Slot()
    def save_style(self) -> None:
        """Write the style to a file."""
        style = self.style_chosen()
        if style is None:
            return
        path = ask_style_to_save(self, self.target.folder.text())
        if not path:
            return
        try:
            write_style(path, style)
        except ViewerError as error:
            self._show_error(error)
        else:
            self._say(self.tr("Written: {path}").format(path=printable(path)))

    # Copy and export.

    @property
    def _busy(self) -> bool:
        return bool(self._file_asked or self._copy_asked or self.progress.running)

    def _set_busy(self) -> None:
        idle = not self._busy
        for widget in (self.form, self.target, self.export_button, self.copy_button):
            widget.setEnabled(idle)
        self.open_button.setEnabled(idle)
        self.usual_button.setEnabled(idle)

    @Slot()
    def copy(self) -> None:
        """Copy the figure as a picture at its resolution."""
        style = self.style_chosen()
        if style is None or self._busy:
            return
        path = str(self._drawer.folder / "copy.png")
        self._copy_asked = self._drawer.ask(FigureRequest(path, style, together=self._together))
        self._set_busy()
        self._say(self.tr("Copying …"))

    def _put(self, drawn: Drawn, image: QImage) -> None:
        self._copy_asked = 0
        self._set_busy()
        copy_picture(image)
        self._say(self.tr("Copied: {what}").format(what=size_words(drawn)))
        self._preview_problem = False
        self.copied.emit(size_words(drawn))

    @Slot()
    def export(self) -> None:
        """Write the figure of one picture to a file to be named, or all under their names."""
        style = self.style_chosen()
        if style is None or self._busy:
            return
        if self.target.many:
            self._export_many(style)
            return
        path = ask_figure(self, self.target.suggested(), self.target.formats)
        if path:
            self._export_one(path, style)

    def _export_one(self, path: str, style: FigureStyle) -> None:
        try:
            refuse_image(path, real_paths(picture.image for picture in self._subject.pictures))
        except ViewerError as error:
            self._show_error(error)
            return
        self.target.set_suffix(Path(path).suffix.lower())
        self.target.folder.setText(str(Path(path).parent))
        self.target.used = True
        self._timer.stop()
        self._drawer.forget(self._preview_asked)
        self._file_asked = self._drawer.ask(FigureRequest(path, style, together=self._together))
        self._set_busy()
        self._say(self.tr("Writing {name} …").format(name=printable(Path(path).name)))

    def _blocks(self, style: FigureStyle) -> list[str]:
        return [block.name for block in chosen_blocks(self._shown, style.blocks)]

    def _export_many(self, style: FigureStyle) -> None:
        try:
            jobs = self.target.job_maker()(style, self._blocks(style))
        except ViewerError as error:
            self._show_error(error)
            return
        self.target.used = True
        subjects = self._subjects_of(self.target.scope.keys)
        self._say("")
        self.progress.follow(self._exporter.batch(subjects, jobs, self))
        self._set_busy()

    @Slot(str)
    def _batch_ended(self, sentence: str) -> None:
        self._set_busy()
        self._say(sentence)
        self.export_button.setFocus()
        self._timer.start()

    # The end.

    def done(self, result: int) -> None:
        self._timer.stop()
        self.progress.cancel()
        self._drawer.drawn.disconnect(self._drawn)
        self._drawer.failed.disconnect(self._failed)
        self._drawer.close()
        try:
            self.kept.emit(self.form.style_chosen())
        except ViewerError:
            self.kept.emit(None)
        super().done(result)
