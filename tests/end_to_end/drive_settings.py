"""One window of the test of settings: ``python drive_settings.py STEP``.

STEP ``change`` chooses some and waits, to be killed. ``see`` finds them, and closes.
"""

from __future__ import annotations

import sys

from senet_viewer.gui.app import Application
from senet_viewer.gui.references import Compare
from senet_viewer.statistics import Order
from tests.end_to_end.driving import drive, wait_for


def change(viewer: Application) -> None:
    wait_for("the network is ready", lambda: viewer.state.card is not None)
    viewer.appearance.choose("dark")
    viewer.state.compare_with(Compare.NOTHING)
    viewer.state.set_order(Order.HIGHEST)
    wait_for("the end", lambda: False)


def see(viewer: Application) -> None:
    assert viewer.appearance.name == "dark"
    assert viewer.state.compare is Compare.NOTHING
    assert viewer.state.order is Order.HIGHEST
    wait_for("the network is ready", lambda: viewer.state.card is not None)


STEPS = {"change": change, "see": see}


if __name__ == "__main__":
    sys.exit(drive(STEPS[sys.argv[1]]))
