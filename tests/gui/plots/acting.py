"""What a hand does to plots: move the mouse, turn the wheel; and what the eye sees."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from senet_viewer.gui.plots.gate_content import GateContent
from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.gui.plots.readout import ReadOut
from senet_viewer.records import BlockGates, Gates
from senet_viewer.statistics import ChannelFilter, Order

NOTCH = 120


def show_block(
    plot: GatePlot,
    gates: BlockGates,
    reference: Gates | None,
    order: Order,
    chosen: ChannelFilter | None = None,
    noise: Gates | None = None,
) -> None:
    """Shows a block's gates in a plot, beside those of the average picture."""
    names = "the average picture", "average"
    plot.show_content(GateContent(gates, reference, order, chosen, noise, *names))


def move_mouse(widget: QWidget, place: QPoint) -> None:
    """Moves the cursor over a place in ``widget``, no button pressed."""
    _mouse(QEvent.Type.MouseMove, widget, place, Qt.MouseButton.NoButton)


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Drags with the left button in four steps."""
    left = Qt.MouseButton.LeftButton
    _mouse(QEvent.Type.MouseButtonPress, widget, start, left, left)
    for step in range(1, 5):
        place = start + (end - start) * (step / 4)
        _mouse(QEvent.Type.MouseMove, widget, place, Qt.MouseButton.NoButton, left)
    _mouse(QEvent.Type.MouseButtonRelease, widget, end, left)


def _mouse(
    kind: QEvent.Type,
    widget: QWidget,
    place: QPoint,
    button: Qt.MouseButton,
    held: Qt.MouseButton = Qt.MouseButton.NoButton,
) -> None:
    local, on_screen = QPointF(place), QPointF(widget.mapToGlobal(place))
    event = QMouseEvent(kind, local, on_screen, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def turn_wheel(widget: QWidget, place: QPoint, notches: int, *, control: bool = False) -> None:
    """Turns the wheel over a place in ``widget`` (positive: away from the user)."""
    window = widget.window()
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.wheelEvent(
        window.windowHandle(),
        QPointF(widget.mapTo(window, place)),
        QPoint(0, NOTCH * notches),
        QPoint(),
        held,
    )


def point_at_channel(plot: GatePlot, bar: int) -> None:
    """Moves the cursor over a bar of a plot, counted in the order shown."""
    move_mouse(plot.view.viewport(), plot.view.bar_rect(bar).center())


def read_out(widget: QWidget) -> str:
    """What the read-out of the widget's window says, "" where it is hidden."""
    shown = ReadOut.existing(widget)
    return "" if shown is None else shown.text


def picture(widget: QWidget) -> QImage:
    """What a widget looks like, in device pixels."""
    return widget.grab().toImage()


def colours(image: QImage) -> set[str]:
    """All colours of a picture."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint32)
    return {QColor(int(pixel)).name() for pixel in np.unique(pixels)}
