"""The controls that say how a figure looks: a style in, a style out."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QColor, QFontDatabase, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.errors import ViewerError
from senet_viewer.export.style import (
    ALL_BLOCKS,
    FONT_SIZES_PT,
    HEIGHTS_MM,
    LAST_BLOCKS,
    MOST_COLUMNS,
    ONE_COLUMN_MM,
    OUR_FONT,
    RESOLUTIONS_DPI,
    TWO_COLUMNS_MM,
    WIDTHS_MM,
    Colours,
    FigureStyle,
    Ground,
    style_from,
)
from senet_viewer.gui.field_label import FieldLabel
from senet_viewer.gui.style import even_list, indent
from senet_viewer.gui.theme import GRID
from senet_viewer.statistics import Order

_PRESETS_MM = ((ONE_COLUMN_MM, 0.0), (TWO_COLUMNS_MM, 0.0), (254.0, 142.9))
"""Widths and heights, as the list of presets has them."""

_SWATCH = 14
_FIRST_HEIGHT_MM = 120.0


class FigureForm(QWidget):
    """``changed`` follows every change; ``style_chosen`` says what the controls say.

    ``stages`` are those of the network on show, ``reference`` names what it is compared with.
    """

    changed = Signal()

    def __init__(
        self, stages: Sequence[int], reference: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._colour = FigureStyle().colour
        self._make_size()
        self._make_blocks(stages)
        self._make_text()
        self._make_colours()
        self._make_parts(reference)
        for box in (self.width_mm, self.height_mm, self.columns, self.font_size, self.dpi):
            indent(box)
        for listed in self.findChildren(QComboBox):
            even_list(listed)
        self._arrange()
        self._connect()

    # The controls.

    def _make_size(self) -> None:
        self.preset = QComboBox(self)
        self.preset.addItems(
            [
                self.tr("one column of a paper"),
                self.tr("two columns of a paper"),
                self.tr("a slide, 16:9"),
                self.tr("something else"),
            ]
        )
        self.width_mm = _Measure(WIDTHS_MM, self.tr(" mm"), self)
        self.height_mm = _Measure(HEIGHTS_MM, self.tr(" mm"), self)
        self.free_height = QCheckBox(self.tr("as high as needed"), self)

    def _make_blocks(self, stages: Sequence[int]) -> None:
        self.blocks = QComboBox(self)
        self._named: tuple[str, ...] = (ALL_BLOCKS,)
        self._block_choices = [(ALL_BLOCKS,), (LAST_BLOCKS,), *((f"SE_{n}_*",) for n in stages)]
        self.blocks.addItems([self.tr("all"), self.tr("the last of each stage")])
        self.blocks.addItems([self.tr("stage {stage}").format(stage=n) for n in stages])
        self.blocks.addItem(self.tr("these:"))
        self.names = QLineEdit(self)
        self.names.setPlaceholderText("SE_2_1, SE_5_*")
        self.names.setAccessibleName(self.tr("Names of blocks"))
        self.names.setToolTip(
            self.tr("Names with commas between them; * stands for anything, as in SE_5_*.")
        )
        self.columns = QSpinBox(self)
        self.columns.setRange(0, MOST_COLUMNS)
        self.columns.setSpecialValueText(self.tr("as many as suit"))
        self.order = _choice(
            (
                (self.tr("by channel number"), Order.CHANNEL),
                (self.tr("highest first"), Order.HIGHEST),
                (self.tr("most unusual first"), Order.UNUSUAL),
            ),
            self,
        )

    def _make_text(self) -> None:
        self.font_family = QComboBox(self)
        self.font_family.setEditable(True)
        self.font_family.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        scalable = [f for f in QFontDatabase.families() if QFontDatabase.isScalable(f)]
        self.font_family.addItems([OUR_FONT, *(f for f in scalable if f != OUR_FONT)])
        self.font_family.setMinimumContentsLength(14)
        self.font_family.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.font_size = _Measure(FONT_SIZES_PT, self.tr(" pt"), self)
        self.font_size.setSingleStep(0.5)
        self.dpi = QSpinBox(self)
        self.dpi.setRange(*RESOLUTIONS_DPI)
        self.dpi.setSingleStep(50)
        self.dpi.setSuffix(self.tr(" dpi"))
        self.dpi.setToolTip(self.tr("Dots an inch of a PNG and of a copied picture."))

    def _make_colours(self) -> None:
        self.colours = _choice(
            (
                (self.tr("one colour per stage"), Colours.STAGES),
                (self.tr("one colour per stage, colour-blind safe"), Colours.COLOUR_BLIND),
                (self.tr("greyscale"), Colours.GREYSCALE),
                (self.tr("one for all"), Colours.ONE),
            ),
            self,
        )
        self.colour = QPushButton(self)
        self.colour.setAccessibleName(self.tr("The one colour"))
        self.ground = _choice(
            ((self.tr("white"), Ground.LIGHT), (self.tr("dark"), Ground.DARK)), self
        )

    def _make_parts(self, reference: str) -> None:
        self.parts = {
            "title": QCheckBox(self.tr("Name and network"), self),
            "photo": QCheckBox(self.tr("Photo"), self),
            "classes": QCheckBox(self.tr("Best classes"), self),
            "depth": QCheckBox(self.tr("Depth"), self),
            "captions": QCheckBox(self.tr("Explanations"), self),
            "reference": QCheckBox(self.tr("Ticks"), self),
        }
        self._reference = reference
        self.set_together(False)

    def set_together(self, together: bool) -> None:
        """Say whether several images stand on one figure, where marks take the place of ticks."""
        ticks = self.parts["reference"]
        ticks.setEnabled(bool(self._reference) and not together)
        if together:
            ticks.setToolTip(self.tr("The compared pictures have marks of their own."))
        elif self._reference:
            compared = self.tr("Compared with: {reference}").format(reference=self._reference)
            ticks.setToolTip(compared)
        else:
            ticks.setToolTip(self.tr("Nothing is compared with at present."))

    def _arrange(self) -> None:
        form = self._form = QFormLayout()
        form.setHorizontalSpacing(3 * GRID)
        form.setVerticalSpacing(2 * GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._section(form, self.tr("Size"))
        _row(form, self.tr("For"), self.preset)
        _row(form, self.tr("&Width"), self.width_mm)
        _row(form, self.tr("&Height"), self.height_mm, self.free_height)
        _row(form, self.tr("&Resolution"), self.dpi)
        self._section(form, self.tr("Gates"))
        _row(form, self.tr("&Blocks"), self.blocks, self.names)
        _row(form, self.tr("&Side by side"), self.columns)
        _row(form, self.tr("B&ars"), self.order)
        self._section(form, self.tr("Text and colours"))
        _row(form, self.tr("&Font"), self.font_family)
        _row(form, self.tr("&Text size"), self.font_size)
        _row(form, self.tr("&Colours"), self.colours, self.colour)
        _row(form, self.tr("&Ground"), self.ground)
        self._section(form, self.tr("Parts"))
        grid = QGridLayout()
        grid.setSpacing(2 * GRID)
        for number, box in enumerate(self.parts.values()):
            grid.addWidget(box, *divmod(number, 2))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addLayout(grid)

    def _section(self, form: QFormLayout, title: str) -> None:
        label = QLabel(title, self)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        label.setContentsMargins(0, 2 * GRID if form.rowCount() else 0, 0, 0)
        form.addRow(label)

    @property
    def label_width(self) -> int:
        """Of the widest label before a field."""
        roles = (self._form.itemAt(row, QFormLayout.ItemRole.LabelRole) for row in self._rows)
        return max(item.sizeHint().width() for item in roles if item is not None)

    @property
    def _rows(self) -> range:
        return range(self._form.rowCount())

    def _connect(self) -> None:
        self.preset.activated.connect(self._take_preset)
        self.blocks.currentIndexChanged.connect(self._take_blocks)
        for box in (self.order, self.colours, self.ground):
            box.currentIndexChanged.connect(self._change)
        for number in (self.width_mm, self.height_mm, self.font_size):
            number.valueChanged.connect(self._change)
        for whole in (self.columns, self.dpi):
            whole.valueChanged.connect(self._change)
        for text in (self.names.textChanged, self.font_family.currentTextChanged):
            text.connect(self._change)
        for part in (*self.parts.values(), self.free_height):
            part.toggled.connect(self._change)
        self.colour.clicked.connect(self._choose_colour)

    # What happens.

    @Slot(int)
    def _take_preset(self, index: int) -> None:
        if not 0 <= index < len(_PRESETS_MM):
            return
        width, height = _PRESETS_MM[index]
        with QSignalBlocker(self):
            self.width_mm.setValue(width)
            self.free_height.setChecked(not height)
            if height:
                self.height_mm.setValue(height)
        self._change()

    @Slot(int)
    def _take_blocks(self, index: int) -> None:
        """Names begin with what was chosen before, so that there is something to change."""
        if index < len(self._block_choices):
            self._named = self._block_choices[index]
        elif not self.names.text().strip():
            stages = [choice for choice in self._block_choices if choice[0].startswith("SE_")]
            named = self._named if self._named != (ALL_BLOCKS,) else sum(stages, ())
            with QSignalBlocker(self.names):
                self.names.setText(", ".join(named))
        self._change()

    @Slot()
    def _choose_colour(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._colour), self, self.tr("Colour of the bars"))
        if chosen.isValid():
            self._set_colour(chosen.name())
            self._change()

    def _set_colour(self, colour: str) -> None:
        self._colour = colour
        swatch = QPixmap(_SWATCH, _SWATCH)
        swatch.fill(QColor(colour))
        self.colour.setIcon(QIcon(swatch))
        self.colour.setToolTip(colour)

    @Slot()
    def _change(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Enable and show what goes with what is chosen."""
        self.names.setVisible(self._by_name)
        self.height_mm.setEnabled(not self.free_height.isChecked())
        self.colour.setVisible(self.colours.currentData() is Colours.ONE)
        size = (self.width_mm.value(), self._height())
        known = _PRESETS_MM.index(size) if size in _PRESETS_MM else len(_PRESETS_MM)
        with QSignalBlocker(self.preset):
            self.preset.setCurrentIndex(known)

    @property
    def _by_name(self) -> bool:
        return self.blocks.currentIndex() >= len(self._block_choices)

    def _height(self) -> float:
        return 0.0 if self.free_height.isChecked() else self.height_mm.value()

    def style_chosen(self) -> FigureStyle:
        """What the controls say; raises ``ViewerError`` as ``style_from`` for wrong names."""
        if self._by_name:
            blocks: object = self._names_given()
        else:
            blocks = self._block_choices[self.blocks.currentIndex()]
        return style_from(
            {
                "blocks": blocks,
                "columns": self.columns.value(),
                "width_mm": self.width_mm.value(),
                "height_mm": self._height(),
                "font": self.font_family.currentText(),
                "font_size_pt": self.font_size.value(),
                "colours": self.colours.currentData().value,
                "colour": self._colour,
                "ground": self.ground.currentData().value,
                **{name: box.isChecked() for name, box in self.parts.items()},
                "order": self.order.currentData().value,
                "dpi": self.dpi.value(),
            },
            self.tr("The style"),
        )

    def _names_given(self) -> str:
        names = self.names.text()
        if not names.strip(" ,"):
            raise ViewerError(
                "style.no_names", "Name at least one block, such as SE_2_1 or SE_5_*."
            )
        return names

    def set_style_chosen(self, style: FigureStyle) -> None:
        """Have the controls say ``style``; ``changed`` follows once."""
        with QSignalBlocker(self):
            self.width_mm.setValue(style.width_mm)
            self.free_height.setChecked(not style.height_mm)
            self.height_mm.setValue(style.height_mm or _FIRST_HEIGHT_MM)
            self._set_blocks(style.blocks)
            self.columns.setValue(style.columns)
            self.font_family.setCurrentText(style.font)
            self.font_size.setValue(style.font_size_pt)
            for box, value in (
                (self.colours, style.colours),
                (self.ground, style.ground),
                (self.order, style.order),
            ):
                box.setCurrentIndex(box.findData(value))
            self._set_colour(style.colour)
            for name, part in self.parts.items():
                part.setChecked(getattr(style, name))
            self.dpi.setValue(style.dpi)
        self._change()

    def _set_blocks(self, blocks: tuple[str, ...]) -> None:
        if blocks in self._block_choices:
            self.blocks.setCurrentIndex(self._block_choices.index(blocks))
        else:
            self.blocks.setCurrentIndex(len(self._block_choices))
            self.names.setText(", ".join(blocks))


class _Measure(QDoubleSpinBox):
    """A number with a unit and no more decimals than it has."""

    def __init__(self, bounds: tuple[float, float], unit: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDecimals(2)
        self.setRange(*bounds)
        self.setSuffix(unit)

    def textFromValue(self, value: float) -> str:
        return self.locale().toString(value, "g", 6)


def _choice(entries: Sequence[tuple[str, Enum]], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    for text, value in entries:
        box.addItem(text, value)
    return box


def _row(form: QFormLayout, text: str, field: QWidget, *more: QWidget) -> None:
    """A row of one or more fields; the label's key goes to the first."""
    layout = QHBoxLayout()
    layout.setSpacing(2 * GRID)
    for widget in (field, *more):
        layout.addWidget(widget)
    form.addRow(FieldLabel(text, field), layout)
