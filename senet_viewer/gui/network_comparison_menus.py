"""The rows of the menu of networks to compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from senet_viewer.gui.actions import ActionRow

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application

MENU = "another network"


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("menus", text)


def comparing_rows(app: Application) -> tuple[ActionRow, ...]:
    """Ways to the networks that are not offered by name."""
    do = app.comparing
    return (
        ActionRow(
            "compare_network",
            MENU,
            tr("&All networks to compare with …"),
            ("Shift+N",),
            do.show_networks,
        ),
        ActionRow("compare_checkpoint", MENU, tr("&Checkpoint file …"), (), do.open_checkpoint),
        ActionRow(
            "next_checkpoint",
            MENU,
            tr("&Next checkpoint of its folder"),
            ("E",),
            do.run.next,
            separated=True,
        ),
        ActionRow(
            "previous_checkpoint",
            MENU,
            tr("&Previous checkpoint of its folder"),
            ("Shift+E",),
            do.run.previous,
        ),
    )


def fill_comparing_menu(app: Application) -> None:
    """Put the menu below "Compare with"."""
    app.comparing.set_tail(lambda menu: app.actions.fill(menu, MENU))
    app.choices.set_other_networks(app.comparing.menu)
