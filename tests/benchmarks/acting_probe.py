"""Measures what a user waits for at the gate plots; run by ``plot_rows.py``.

``python acting_probe.py BLOCKS REPEATS`` shows a real window of 1440×900 with a network of 16 or 50
blocks, acts on it as a user does, and prints a line of JSON: milliseconds by action, of each
repeat. They run from the key, the wheel or the call that a menu makes to the last of the column's
parts that it paints: plots with their axes, captions, depth strip, legend, read-out. No network
runs: the gates are random.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.compared import MOST
from senet_viewer.protocol import Picture
from senet_viewer.records import (
    BlockCard,
    BlockGates,
    DeviceCard,
    ImageRef,
    Inspection,
    ModelCard,
    Noise,
    Prediction,
    Preprocessing,
    Profile,
)
from senet_viewer.statistics import ChannelFilter, Extreme

WINDOW = QSize(1440, 900)
STAGES = {16: (3, 4, 6, 3), 50: (3, 8, 36, 3)}
CHANNELS = (256, 512, 1024, 2048)
LABELS = ("tabby", "espresso", "alp", "dragonfly")
PICTURES = 8
NOTCH = 120
TURNS = 4
"""Of the event loop, after each action."""
SETTLE_SECONDS = 0.03


class PaintWatch(QObject):
    """Whether a part of the column was painted since it was last asked."""

    def __init__(self, column: QWidget) -> None:
        super().__init__()
        self.painted = False
        self._column = column
        self.watch()

    def watch(self) -> None:
        """Watch all parts that there are; twice is once."""
        for part in (self._column, *self._column.findChildren(QWidget)):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False


@dataclass(frozen=True)
class Deed:
    """What a user does, and what stands before it; ``acts`` are done by turns."""

    name: str
    acts: tuple[Callable[[], object], ...]
    before: Callable[[], object] = lambda: None
    after: Callable[[], object] = lambda: None


class Bench:
    """A window with pictures, and a stopwatch beside it."""

    def __init__(self, viewer: Application, blocks: int) -> None:
        self.viewer, self.card = viewer, network(blocks)
        state = viewer.state
        mean = {one.name: np.full(one.channels, 0.43, np.float32) for one in self.card.blocks}
        rows = {name: np.stack([values] * len(LABELS)) for name, values in mean.items()}
        profile = Profile("10,000 pictures", 10_000, mean, mean, rows, rows)
        viewer.window.resize(WINDOW)
        viewer.window.show()
        state.set_model(self.card, DeviceCard("cpu", "CPU"), profile)
        pictures = [
            Picture(ImageRef(f"/{n}.jpg", f"{n}.jpg", f"/{n}.jpg")) for n in range(PICTURES)
        ]
        self.keys = [picture.image.key for picture in pictures]
        state.add(pictures)
        state.select(self.keys[0])
        for seed, picture in enumerate(pictures):
            state.store_inspection(answer(self.card, picture.image, seed))
        state.set_focus("SE_4_2")
        self.tell_noise()
        viewer.window.activateWindow()
        self.watch = PaintWatch(viewer.gates)
        self.settle(1.0)

    def tell_noise(self) -> None:
        """As if the noise of what is shown had been measured."""
        shown = self.viewer.state.shown
        assert shown is not None
        channels = {one.name: np.full(one.channels, 0.05, np.float32) for one in self.card.blocks}
        noise = Noise(shown.image, channels, dict.fromkeys(channels, 0.05))
        self.viewer.parts.reading.set_noise(shown, noise)

    def settle(self, seconds: float = SETTLE_SECONDS) -> None:
        """Let plots that are not in view follow."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or self.viewer.gates.gates.pending:
            QApplication.processEvents()
            time.sleep(0.002)

    def time(self, act: Callable[[], object], name: str = "") -> float:
        """Milliseconds until what ``act`` changes in the column is painted."""
        self.watch.watch()
        self.watch.painted = False
        start = end = time.perf_counter()
        act()
        for _ in range(TURNS):
            QApplication.processEvents()
            if self.watch.painted:
                end = time.perf_counter()
                self.watch.painted = False
        assert end > start, f"nothing was painted: {name}"
        self.settle()
        return (end - start) * 1000

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.viewer.window, key)

    def pressing(self, keys: str) -> tuple[Callable[[], None], ...]:
        """A key after the other."""
        return tuple(partial(self.press, Qt.Key(ord(key))) for key in keys)

    def walk(self) -> None:
        """To the next image, from the last one back."""
        last = self.viewer.state.current == self.keys[-1]
        self.press(Qt.Key.Key_Left if last else Qt.Key.Key_Right)

    def go_back(self) -> None:
        """One image, its gates, no card."""
        self.viewer.parts.reading.set_differences_wanted(False)
        self.viewer.parts.reading.close_card()
        self.select(1)

    def select(self, count: int, current: int = 0) -> None:
        """The first pictures are selected, and one of them is on show."""
        keys = self.keys[:count] if count > 1 else [self.keys[current]]
        self.viewer.state.choose(keys, self.keys[current])

    def wheel(
        self, notches: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        window, view = self.viewer.window, self.viewer.gates.gates
        parts = [plot.view.viewport() for plot in view.plots.values()]
        part = next(one for one in parts if not one.visibleRegion().isEmpty())
        place = part.mapTo(window, part.visibleRegion().boundingRect().center())
        turned = QPoint(0, NOTCH * notches)
        QTest.wheelEvent(window.windowHandle(), QPointF(place), turned, QPoint(), held)


def deeds(bench: Bench) -> Iterator[Deed]:
    """What is done with one image, then with some compared ones."""
    yield from reading_deeds(bench)
    yield from moving_deeds(bench)
    for count in (2, MOST):
        yield from comparing_deeds(bench, count)


def reading_deeds(bench: Bench) -> Iterator[Deed]:
    reading, state, press = bench.viewer.parts.reading, bench.viewer.state, bench.pressing
    few = tuple(ChannelFilter(Extreme.HIGHEST, count) for count in (10, 50))
    filters = tuple(partial(reading.set_filter, one) for one in (*few, None))
    names = cycle(block.name for block in bench.card.blocks if block.stage == 4)
    focus = bench.viewer.gates.gates.blockFocused
    yield Deed("order by channel, highest, most unusual first (1 2 3)", press("231"))
    yield Deed("filter to 10, to 50, to all", filters, after=partial(reading.set_filter, None))
    yield Deed(
        "another block in focus",
        (lambda: focus.emit(next(names)),),
        after=partial(state.set_focus, "SE_4_2"),
    )
    yield Deed("histogram in the margin (H)", press("HH"))
    yield Deed("noise marks, most unusual first (M)", press("MM"), press("3")[0], press("1")[0])
    yield Deed("differences from the average (D)", press("DD"))
    yield Deed("fill the panel with a block, and back (F)", press("FF"))


def moving_deeds(bench: Bench) -> Iterator[Deed]:
    viewer, reading = bench.viewer, bench.viewer.parts.reading
    size, resize = viewer.window.size(), viewer.window.resize
    wider = (partial(resize, size - QSize(10, 0)), partial(resize, size))
    higher = (partial(resize, size - QSize(0, 10)), partial(resize, size))
    control = Qt.KeyboardModifier.ControlModifier
    ways = (-1,) * 5 + (1,) * 5
    zooms = tuple(partial(bench.wheel, -way, control) for way in ways)
    choose = viewer.appearance.choose
    yield Deed("walk to another image (→)", (bench.walk,), after=bench.go_back)
    yield Deed(
        "walk with a channel's card open (→)",
        (bench.walk,),
        partial(reading.open_card, "SE_4_2", 7),
        bench.go_back,
    )
    yield Deed("the window ten pixels wider or narrower", wider)
    yield Deed("the window ten pixels higher or lower", higher)
    bar = viewer.gates.gates.verticalScrollBar()
    if bar.maximum():
        turns = (partial(bench.wheel, -1), partial(bench.wheel, 1))
        yield Deed("wheel over the plots", turns, partial(bar.setValue, 0))
    yield Deed("zoom in all plots of a stage (Ctrl+wheel)", zooms)
    yield Deed("another theme", (partial(choose, "dark"), partial(choose, "light")))


def comparing_deeds(bench: Bench, count: int) -> Iterator[Deed]:
    select, press, back = partial(bench.select, count), bench.pressing, bench.go_back
    bases = tuple(partial(select, n) for n in (1, 0))
    yield Deed(f"{count} images: overlaid, differences (D)", press("DD"), select, back)
    yield Deed(f"{count} images: another one on show", bases, select, back)

    def show_differences() -> None:
        select()
        bench.viewer.parts.reading.set_differences_wanted(True)

    yield Deed(f"{count} images as differences: another base", bases, show_differences, back)


def network(blocks: int) -> ModelCard:
    """The blocks of SE-ResNet-50 or SE-ResNet-152."""
    made = tuple(
        BlockCard(f"SE_{stage}_{i}", stage, i, f"layer{stage - 1}.{i - 1}.SE", channels, 7, 7)
        for stage, (count, channels) in enumerate(
            zip(STAGES[blocks], CHANNELS, strict=True), start=2
        )
        for i in range(1, count + 1)
    )
    return ModelCard("bundled", "SE-ResNet", 0, LABELS, made, Preprocessing())


def answer(card: ModelCard, image: ImageRef, seed: int) -> Inspection:
    """Gates as trained blocks have them; another seed, another largest difference."""
    random = np.random.default_rng(seed)
    mean = np.random.default_rng(99)
    blocks = tuple(
        BlockGates(
            b.name,
            b.stage,
            b.index,
            b.module,
            np.clip(
                mean.beta(3, 4, b.channels) + random.normal(0, 0.02 * (seed + 1), b.channels), 0, 1
            ).astype(np.float32),
        )
        for b in card.blocks
    )
    best = tuple(Prediction(label, n, 0.5 / (n + 1)) for n, label in enumerate(LABELS))
    seen = random.integers(0, 256, (224, 224, 3), np.uint8)
    return Inspection(
        image, card.title, "CPU", card.preprocessing, best, blocks, seen, 640, 480, 3.0
    )


def measure(bench: Bench, repeats: int) -> dict[str, list[float]]:
    found = {}
    for deed in deeds(bench):
        deed.before()
        bench.settle(0.2)
        for act in deed.acts:
            bench.time(act, deed.name)
        found[deed.name] = [bench.time(act, deed.name) for _ in range(repeats) for act in deed.acts]
        deed.after()
        bench.settle(0.1)
    return found


def main() -> int:
    app = QApplication([])
    app.setApplicationName("senet-viewer-benchmark")
    app.setStyle(QStyleFactory.create("Fusion"))
    viewer = Application(app, Start())
    sys.excepthook = sys.__excepthook__
    found = measure(Bench(viewer, int(sys.argv[1])), int(sys.argv[2]))
    viewer.window.close()
    viewer.close()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
