"""The top line: open, network, device, reference, order, export."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QWidget,
)

from senet_viewer.errors import printable
from senet_viewer.gui.choices import Choices
from senet_viewer.gui.networks import Networks
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.plots.teaching import tip
from senet_viewer.gui.references import Compare
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, Order

NARROWEST = 600
LEAST_NAME, GOOD_NAME = 5, 6.5
"""In lines of text: a button with a name gets no narrower; so much is worth other words."""
KEYS = {order: str(key) for key, order in enumerate(Order, 1)}
"""Where no word has room: the key that does it; the tooltip has the words."""


class Toolbar(QWidget):
    """Buttons whose texts tell what is chosen; menus are those of ``Choices``."""

    open_asked = Signal()

    def __init__(
        self,
        state: State,
        networks: Networks,
        choices: Choices,
        export_menu: QMenu,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state, self._networks = state, networks
        self.open = self._button(self.tr("Open"), self.tr("Open images, folders or a checkpoint"))
        self.open.clicked.connect(self.open_asked)
        self.model = self._button("", self.tr("Network"), choices.models)
        self.device = self._button("", self.tr("Device"), choices.devices)
        self.compare = self._button("", self.tr("Compare with"), choices.compare)
        self.compare.setToolTip(
            tip(
                self.tr(
                    "What each gate is compared with: the ticks on the bars, the depth strip and "
                    "what is unusual follow from it."
                )
            )
        )
        self.export = self._button(self.tr("Export"), self.tr("Export figure or data"), export_menu)
        self._labels = (QLabel(self.tr("Compare with")), QLabel(self.tr("Order")))
        self.orders = self._order_buttons()
        self._arrange()
        self.set_theme(theme)
        choices.changed.connect(self._render)
        networks.loading_changed.connect(self._render)
        state.order_changed.connect(self._render)
        state.shown_changed.connect(self._render)
        state.reference_changed.connect(self._render)
        self._render()

    def _button(self, text: str, name: str, menu: QMenu | None = None) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if menu is not None:
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _order_buttons(self) -> dict[Order, QToolButton]:
        group = QButtonGroup(self)
        buttons = {}
        for order, text in self._order_texts(short=False).items():
            button = self._button(text, self.tr("Order of the bars: {text}").format(text=text))
            button.setToolTip(self._order_tips()[order])
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, o=order: self._state.set_order(o))
            group.addButton(button)
            buttons[order] = button
        return buttons

    def _order_tips(self) -> dict[Order, str]:
        return {
            Order.CHANNEL: tip(
                self.tr(
                    "Bars by channel number (1): a channel keeps its place from picture to "
                    "picture. The order itself has no meaning."
                )
            ),
            Order.HIGHEST: tip(
                self.tr(
                    "The highest gate of each block first (2): how many are open, and how far. A "
                    "low gate is not an unimportant one."
                )
            ),
            Order.UNUSUAL: tip(
                self.tr(
                    "The channels furthest from the reference first (3), in each block: what is "
                    "particular to this picture."
                )
            ),
        }

    def _order_texts(self, *, short: bool) -> dict[Order, str]:
        if short:
            return {
                Order.CHANNEL: self.tr("channel"),
                Order.HIGHEST: self.tr("highest"),
                Order.UNUSUAL: self.tr("unusual"),
            }
        return {
            Order.CHANNEL: self.tr("channel number"),
            Order.HIGHEST: self.tr("highest first"),
            Order.UNUSUAL: self.tr("most unusual first"),
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        """In a narrow window words give way, the labels first, then names, the device at last."""
        self.device.show()
        self._bar.setSpacing(2 * GRID)
        long, short = self._order_texts(short=False), self._order_texts(short=True)
        for labelled, texts in ((True, long), (False, long), (False, short), (False, KEYS)):
            for label in self._labels:
                label.setVisible(labelled)
            for order, text in texts.items():
                self.orders[order].setText(text)
            self._shorten(0)
            missing = self._bar.sizeHint().width() - width
            # A name may lose some letters before the words of the orders go.
            good = GOOD_NAME * self.fontMetrics().height()
            if missing <= 0 or (texts is short and max(self._shortened(missing)) >= good):
                break
        for spacing, has_device in ((2 * GRID, True), (GRID, True), (GRID, False)):
            self._bar.setSpacing(spacing)
            # The menu bar has it too.
            self.device.setVisible(has_device)
            self._shorten(0)
            self._shorten(self._bar.sizeHint().width() - width)
            if self._bar.sizeHint().width() <= width:
                return

    def _named(self) -> tuple[QToolButton, ...]:
        return self.model, self.device, self.compare

    def _shortened(self, by: int) -> list[int]:
        """How wide the buttons with names are when they lose ``by`` pixels, the longest first."""
        least = LEAST_NAME * self.fontMetrics().height()
        wide = [button.sizeHint().width() for button in self._named()]
        while by > 0 and max(wide) > least:
            taken = min(by, GRID)
            wide[wide.index(max(wide))] -= taken
            by -= taken
        return wide

    def _shorten(self, by: int) -> None:
        """Take ``by`` pixels from the buttons with names."""
        for button, room in zip(self._named(), self._shortened(by), strict=True):
            # Qt leaves letters out in the middle of a name, whose end may tell it from others.
            button.setMaximumWidth(room)

    def minimumSizeHint(self) -> QSize:
        """Narrower than the layout's own: it is fitted to what there is."""
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        layout = self._bar = QHBoxLayout(self)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for button in (self.open, self.model, self.device):
            layout.addWidget(button)
        layout.addSpacing(2 * GRID)
        layout.addWidget(self._labels[0])
        layout.addWidget(self.compare)
        layout.addSpacing(2 * GRID)
        layout.addWidget(self._labels[1])
        for button in self.orders.values():
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self.export)

    def set_theme(self, theme: Theme) -> None:
        for label in self._labels:
            colour_text(label, theme.muted)

    @Slot()
    def _render(self) -> None:
        state = self._state
        self.model.setText(self._model_text())
        self.device.setText(state.device.title if state.device else self.tr("device"))
        self.compare.setText(self._compare_text())
        for button, name in (
            (self.model, self.tr("Network: {text}")),
            (self.device, self.tr("Device: {text}")),
            (self.compare, self.tr("Compare with: {text}")),
        ):
            button.setAccessibleName(name.format(text=button.text().replace("&&", "&")))
        for button in (self.model, self.device):
            button.setToolTip(button.accessibleName())
        self.orders[state.order].setChecked(True)
        possible = bool(state.reference.means)
        unusual = self.orders[Order.UNUSUAL]
        unusual.setEnabled(possible)
        unusual.setToolTip(
            self._order_tips()[Order.UNUSUAL] if possible else self._why_not_unusual()
        )
        self.export.setEnabled(state.shown is not None)
        self._fit(self.width())

    def _model_text(self) -> str:
        card = self._state.card
        if card is not None:
            # While another one is loaded this one works on; the status line tells of the other.
            return printable(card.title).replace("&", "&&")
        return self.tr("loading …") if self._networks.loading else self.tr("network")

    def _compare_text(self) -> str:
        state = self._state
        if state.compared.images:
            return self.tr("the selected images")
        if state.pinned:
            name = printable(state.reference.subject).replace("&", "&&")
            return self.tr("pinned: {name}").format(name=name)
        if state.compare is Compare.AVERAGE:
            # Until there is an average nothing is compared with it.
            there = state.has_average or state.card is None
            return self.tr("average picture") if there else self.tr("nothing yet")
        if state.compare is Compare.CLASS:
            return self.tr("average “{name}”").format(name=state.reference.subject)
        if state.compare in (Compare.IMAGE, Compare.NETWORK):
            return printable(state.reference.subject).replace("&", "&&")
        return self.tr("nothing")

    def _why_not_unusual(self) -> str:
        if self._state.compare is Compare.AVERAGE:
            return self.tr("Load {n} pictures to see what is unusual").format(
                n=PICTURES_FOR_AN_AVERAGE
            )
        if self._state.compare is Compare.NETWORK:
            return self.tr("The other network has no gates for this picture")
        return self.tr("Needs something to compare with")
