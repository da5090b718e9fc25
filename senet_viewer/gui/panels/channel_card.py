"""The channel card: squeeze, gate, and the channel's map before and after, in this picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.errors import printable
from senet_viewer.gui.absence_words import absence_sentence, remedy_word
from senet_viewer.gui.channel_look import ChannelLook
from senet_viewer.gui.channel_words import CardLine, card_lines, card_warning
from senet_viewer.gui.number_lines import NumberLines
from senet_viewer.gui.pictures import image_of
from senet_viewer.gui.plots.lettering import colour_text, rounded
from senet_viewer.gui.plots.map_layout import CellGrid, grid_for, largest
from senet_viewer.gui.plots.map_scale import MapScale
from senet_viewer.gui.plots.map_view import CropView, MapView, SquareView
from senet_viewer.gui.plots.readout import ReadOut
from senet_viewer.gui.plots.wording import cell_lines, number
from senet_viewer.gui.project_network import Absence, ProjectNetwork
from senet_viewer.gui.reading import Channel, Reading
from senet_viewer.gui.shortened_label import ShortenedLabel
from senet_viewer.gui.state import State
from senet_viewer.gui.style import scaled, text_share
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.gui.words import error_text
from senet_viewer.records import BlockGates, ChannelMaps

RADIUS, BELOW = 6.0, 2 * GRID
ROOM_FOR_NUMBERS, GOOD_ROOM = 220, 280
"""So many pixels must be free beside the maps, or the numbers stand below; so many are good."""
ROOM_FOR_SCALE = 24 * GRID
"""So many pixels are taken by the scale and by what stands between the pictures."""
SMALLEST, LARGEST, SHARE = 72, 192, 0.19
"""The side of a map in pixels, and its share of the window's height."""
LOW_WINDOW = 640
"""In a window that is less tall, sentences give way."""


class ChannelCard(QFrame):
    """Follows the card's channel and the picture; while a newer map is made the old one stays.

    Where a project's network is not at hand the card says why, and offers what mends it.
    """

    def __init__(
        self,
        state: State,
        reading: Reading,
        look: ChannelLook,
        network: ProjectNetwork,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("channelCard")
        self._state, self._reading, self._look = state, reading, look
        self._network = network
        self._theme = theme
        self._maps: ChannelMaps | None = None
        self._pictures, self._beside = 3, True
        self._pointed: SquareView | None = None
        self.title, self.picture_name = QLabel(self), ShortenedLabel(self)
        self.title.setFont(scaled(self.font(), 1.08, bold=True))
        self.close_button = QToolButton(self)
        self.close_button.setObjectName("plain")
        self.close_button.setText("✕")
        self.close_button.setAccessibleName(self.tr("Close the card"))
        self.close_button.setToolTip(self.tr("Close the card (Esc)"))
        self.close_button.clicked.connect(reading.close_card)
        self.crop, self.before, self.after = CropView(self), MapView(self), MapView(self)
        self.scale = MapScale(self)
        self.captions = tuple(QLabel(self) for _ in range(3))
        self.numbers = NumberLines(theme, self)
        self.problem, self.warning = QLabel(self), QLabel(self)
        self.remedy = QPushButton(self)
        self.remedy.setObjectName("link")
        self.remedy.clicked.connect(network.mend)
        self._arrange()
        for square in self._squares():
            square.cellHovered.connect(self._point_at_cell)
        self.set_theme(theme)
        reading.card_changed.connect(self._render)
        reading.noise_changed.connect(self._render_numbers)
        look.changed.connect(self._render)
        network.changed.connect(self._render)
        for signal in (state.shown_changed, state.current_changed, state.reference_changed):
            signal.connect(self._render)
        self._render()

    def _squares(self) -> tuple[SquareView, ...]:
        return self.crop, self.before, self.after

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self.title)
        head.addWidget(self.picture_name, 1)
        head.addWidget(self.close_button)
        row = QHBoxLayout()
        row.setSpacing(3 * GRID)
        for square, caption in zip(self._squares(), self.captions, strict=True):
            column = QVBoxLayout()
            column.setSpacing(GRID // 2)
            column.addWidget(square)
            column.addWidget(caption)
            column.addStretch(1)
            row.addLayout(column)
            caption.setFont(scaled(self.font(), 0.92))
            caption.setWordWrap(True)
        scale = QVBoxLayout()
        scale.addWidget(self.scale)
        scale.addStretch(1)
        row.addLayout(scale)
        row.addStretch(1)
        side = QVBoxLayout()
        side.addWidget(self.numbers)
        side.addStretch(1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(4 * GRID)
        self._body.addLayout(row)
        self._body.addLayout(side, 1)
        for label in (self.problem, self.warning):
            label.setFont(scaled(self.font(), 0.92))
            label.setWordWrap(True)
        said = QHBoxLayout()
        said.setSpacing(2 * GRID)
        said.addWidget(self.problem, 1)
        said.addWidget(self.remedy, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID + BELOW)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addLayout(said)
        layout.addLayout(self._body)
        layout.addWidget(self.warning)
        layout.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for square in self._squares():
            square.set_theme(theme)
        self.scale.set_theme(theme)
        self.numbers.set_theme(theme)
        for label in (self.picture_name, *self.captions):
            colour_text(label, theme.muted)
        colour_text(self.warning, theme.faint)
        self._render()

    def _block(self) -> BlockGates | None:
        card, shown = self._reading.card, self._state.shown
        blocks = shown.blocks if shown is not None else ()
        return next((block for block in blocks if card and block.name == card.block), None)

    @Slot()
    def _render(self) -> None:
        card, block, shown = self._reading.card, self._block(), self._state.shown
        visible = card is not None and block is not None and not self._state.current_failed
        if card is not None and block is not None and shown is not None and visible:
            self._name(card)
            self.picture_name.setText(printable(shown.image.name))
            self._render_problem()
            self._render_maps(card, block)
            self._render_numbers()
        self.setVisible(visible)

    def _name(self, card: Channel) -> None:
        """The title, without its middle where that has no room."""
        text = self.tr("{block} · channel {channel}").format(block=card.block, channel=card.number)
        self.setAccessibleName(text)
        room = self.width() - 6 * GRID - self.close_button.sizeHint().width() - 4 * GRID
        if self.title.fontMetrics().horizontalAdvance(text) > room:
            text = f"{card.block} · {card.number}"
        self.title.setText(text)

    def _render_problem(self) -> None:
        error, absence = self._look.error, self._network.absence
        text = "" if error is None else error_text(error)
        network = self._state.card
        if absence is not None and network is not None:
            text = absence_sentence(absence, network.key, network.title, self._network.error)
        waiting = absence is Absence.LOADING
        colour_text(self.problem, self._theme.muted if waiting else self._theme.error)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.problem.setToolTip("" if network is None else printable(network.key))
        offered = "" if absence is None else remedy_word(absence)
        self.remedy.setText(offered)
        self.remedy.setVisible(bool(offered))

    def _render_maps(self, card: Channel, block: BlockGates) -> None:
        shown, answer = self._state.shown, self._look.shown
        fresh = self._look.up_to_date
        same_channel = answer is not None and (answer.block, answer.channel) == (
            card.block,
            card.number,
        )
        self._maps = answer.maps if answer is not None and (fresh or same_channel) else None
        grid = self._grid(card)
        colour = self._theme.stage(block.stage)
        limit = largest(self._maps.before) if self._maps is not None else 0.0
        lowest = float(self._maps.before.min()) if self._maps is not None else 0.0
        for view, values in (
            (self.before, self._maps.before if self._maps else None),
            (self.after, self._maps.after if self._maps else None),
        ):
            view.set_grid(grid, grid.cells, grid.cells)
            view.show_map(values, limit, grid, colour)
        self.crop.set_grid(grid, grid.cells, grid.cells)
        seen = shown.seen if shown is not None and shown.seen.size else None
        self.crop.show_picture(None if seen is None else image_of(seen))
        side = round(grid.side / self.devicePixelRatioF())
        self.scale.show_scale(limit, lowest, colour, side)
        self.scale.setVisible(self._maps is not None)
        for square in self._squares():
            square.set_dimmed(not (self._state.up_to_date if square is self.crop else fresh))
        self._name_maps(grid)
        self._read_cell()

    def _name_maps(self, grid: CellGrid) -> None:
        maps = self._maps
        before = self.tr("before the gate")
        after = self.tr("after the gate")
        if maps is not None:
            height, width = maps.before.shape
            before = self.tr("before: {h}×{w} cells").format(h=height, w=width)
            after = self.tr("after: × {gate}").format(gate=number(maps.gate))
        for caption, text in zip(
            self.captions, (self.tr("the network's view"), before, after), strict=True
        ):
            caption.setText(text)
        for square, caption in zip(self._squares(), self.captions, strict=True):
            square.setAccessibleName(caption.text())
        tip = self.tr(
            "Raw cells of the channel, unsmoothed, before and after on one scale: the stage's "
            "colour above zero, grey below. A cell sees more of the picture than its square."
        )
        if grid.merged > 1:
            more = self.tr("Each square is the mean of {n}×{n} cells.").format(n=grid.merged)
            tip = f"{tip} {more}"
        self.before.setToolTip(tip)
        self.after.setToolTip(tip)

    def _grid(self, card: Channel) -> CellGrid:
        """The cells' grid: known from the network before the first map is there."""
        cells = max(self._maps.before.shape) if self._maps is not None else 0
        network = self._state.shown_card
        if not cells and network is not None:
            found = [block for block in network.blocks if block.name == card.block]
            cells = max((max(block.height, block.width) for block in found), default=0)
        shown = self._state.shown
        crop = shown.seen.shape[0] if shown is not None else 0
        return grid_for(cells or 1, crop or 1, round(self._side() * self.devicePixelRatioF()))

    def _side(self) -> float:
        """How large a map may be, in pixels."""
        room = self.width() - ROOM_FOR_SCALE - (GOOD_ROOM if self._beside else 0)
        return max(SMALLEST, min(SHARE * self.window().height(), room / self._pictures, LARGEST))

    def _lettered(self, pixels: int) -> int:
        """``pixels`` that are taken by text, in the size it has."""
        return round(pixels * text_share(self))

    @Slot()
    def _render_numbers(self) -> None:
        card, block, state = self._reading.card, self._block(), self._state
        if card is None or block is None:
            return
        noise = self._reading.noise
        fresh = self._maps if self._look.up_to_date else None
        own = None if noise is None else noise.channels.get(block.name)
        lines = card_lines(block, card.number, fresh, state.reference, own, state.compared.images)
        network = state.shown_card
        shortcut = network is None or network.shortcut
        module = CardLine(self.tr("module"), "", block.module)
        self.numbers.show_lines([(one.name, one.value, one.remark) for one in (*lines, module)])
        warning = card_warning(card.number, block.channels, shortcut=shortcut)
        self.warning.setText(warning)
        self.setToolTip(warning)
        words = "; ".join(f"{line.name} {line.value} {line.remark}".strip() for line in lines)
        self.setAccessibleDescription(words)

    @Slot(int, int)
    def _point_at_cell(self, row: int, column: int) -> None:
        """The same cell in all three pictures, and its values."""
        pointed = self.sender()
        if isinstance(pointed, SquareView):
            self._pointed = pointed if row >= 0 else None
            for square in self._squares():
                square.mark_cell(row, column)
            self._read_cell()

    def _read_cell(self) -> None:
        """Read out the cell that is pointed at, anew where the maps have changed."""
        pointed, before, after = self._pointed, self.before.values, self.after.values
        row, column = (-1, -1) if pointed is None else pointed.marked_cell
        if pointed is None or row < 0 or before is None or after is None:
            for square in self._squares():
                ReadOut.dismiss(square)
            return
        lines = cell_lines(row, column, float(before[row, column]), float(after[row, column]))
        place = pointed.cell_rect(row, column).toAlignedRect()
        ReadOut.of(pointed).show_beside(pointed, lines, place, self._theme)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pointed = None
        self._read_cell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.setBrush(QColor(self._theme.panel))
        rounded(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5 - BELOW), RADIUS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a small window the photo gives way first, then what the tooltip says too."""
        room, numbers = (self._lettered(pixels) for pixels in (ROOM_FOR_SCALE, ROOM_FOR_NUMBERS))
        room = self.width() - room
        # However small the maps are, their captions need room.
        captioned = self._lettered(SMALLEST)
        beside = room - 2 * captioned >= numbers
        self._pictures = 3 if room >= 3 * captioned + (numbers if beside else 0) else 2
        self.crop.setVisible(self._pictures == 3)
        self.captions[0].setVisible(self._pictures == 3)
        low = self.window().height() < self._lettered(LOW_WINDOW)
        self.warning.setVisible(not low)
        self.numbers.show_at_most(2 if low and not beside else 9)
        lines = QBoxLayout.Direction
        self._body.setDirection(lines.LeftToRight if beside else lines.TopToBottom)
        self._beside = beside
        card, block = self._reading.card, self._block()
        if card is not None and block is not None:
            self._name(card)
            self._render_maps(card, block)
