"""The menu bar and the table of all actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar

from senet_viewer.gui.actions import ActionRow, quit_keys
from senet_viewer.gui.command_menus import command_rows, history_rows
from senet_viewer.gui.guide_menus import class_rows, tour_rows
from senet_viewer.gui.image_comparison_menus import difference_rows, pin_rows, wire_image_comparison
from senet_viewer.gui.list_menus import list_rows, opening_rows
from senet_viewer.gui.look_menus import add_look_menus, colour_rows, settings_row, size_rows
from senet_viewer.gui.network_comparison_menus import comparing_rows, fill_comparing_menu
from senet_viewer.gui.plot_menus import add_plot_menu, photo_rows, plot_rows
from senet_viewer.statistics import Order

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application

StandardKey = QKeySequence.StandardKey


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("menus", text)


def action_rows(app: Application) -> tuple[ActionRow, ...]:
    """Every action, in the order of the menus."""
    return (
        *_file_rows(app),
        *_image_rows(app),
        *_network_rows(app),
        *comparing_rows(app),
        *_view_rows(app),
        *_help_rows(app),
    )


def _file_rows(app: Application) -> tuple[ActionRow, ...]:
    return (
        *opening_rows(app),
        *_figure_rows(app),
        *_data_rows(app),
        settings_row(app),
        ActionRow(
            "quit",
            "file",
            tr("&Quit"),
            quit_keys(),
            app.window.close,
            separated=True,
            role=QAction.MenuRole.QuitRole,
        ),
    )


def _figure_rows(app: Application) -> tuple[ActionRow, ...]:
    do = app.figures
    return (
        ActionRow("figure", "export", tr("&Figure …"), ("Ctrl+E",), do.show_dialog),
        ActionRow(
            "figure_again",
            "export",
            tr("Figure &again, as the last one"),
            ("Ctrl+Shift+E",),
            do.export_again,
        ),
        ActionRow(
            "copy_figure",
            "export",
            tr("&Copy figure"),
            (StandardKey.Copy,),
            do.copy_figure,
            separated=True,
        ),
        ActionRow(
            "copy_table", "export", tr("Copy gates as &table"), ("Ctrl+Shift+C",), do.copy_table
        ),
    )


def _data_rows(app: Application) -> tuple[ActionRow, ...]:
    export = app.commands.export_data
    texts = {
        ".csv": (tr("Gates of this picture as CSV …"), tr("Gates of all pictures as CSV …")),
        ".npz": (tr("Gates of this picture as NPZ …"), tr("Gates of all pictures as NPZ …")),
        ".json": (tr("Gates of this picture as JSON …"), tr("Gates of all pictures as JSON …")),
    }
    return tuple(
        ActionRow(
            f"{suffix}{number}",
            "export",
            text,
            (),
            export(suffix, every=bool(number)),
            separated=suffix == ".csv",
        )
        for number in (0, 1)
        for suffix, pair in texts.items()
        for text in (pair[number],)
    )


def _image_rows(app: Application) -> tuple[ActionRow, ...]:
    images, session = app.images, app.session
    return (
        ActionRow("next", "image", tr("&Next"), ("Right", "Alt+Right"), images.next),
        ActionRow("previous", "image", tr("&Previous"), ("Left", "Alt+Left"), images.previous),
        ActionRow("search", "image", tr("&Search"), (StandardKey.Find,), images.search.setFocus),
        ActionRow("fit", "image", tr("&Fit photo"), ("Ctrl+0",), app.answer.photo.fit),
        *photo_rows(app),
        *pin_rows(app),
        ActionRow("stop", "image", tr("S&top inspecting"), ("Esc",), app.escape, True),
        ActionRow("resume", "image", tr("&Inspect the rest"), (), session.resume),
        *list_rows(app),
    )


def _network_rows(app: Application) -> tuple[ActionRow, ...]:
    do = app.network_commands
    return (
        ActionRow("networks", "network", tr("&All networks …"), ("N",), do.show_networks),
        ActionRow("checkpoint", "network", tr("&Open checkpoint …"), (), do.open_checkpoint),
        ActionRow("report", "network", tr("A&bout this network …"), ("I",), app.reports.show, True),
        ActionRow("summary", "network", tr("&Summary …"), ("L",), app.summaries.show),
        *class_rows(app),
    )


def _view_rows(app: Application) -> tuple[ActionRow, ...]:
    do = app.commands
    return (
        *history_rows(app),
        *_order_rows(app),
        ActionRow("later", "view", tr("&Next block"), ("]",), do.step_block_forward, True),
        ActionRow("earlier", "view", tr("Pre&vious block"), ("[",), do.step_block_back),
        ActionRow("fill", "view", tr("Block &fills the panel"), ("F",), app.gates.toggle_fill),
        *difference_rows(app),
        *_reading_rows(app),
        *plot_rows(app),
        *colour_rows(app),
        *size_rows(app),
        ActionRow("layout", "view", tr("Reset la&yout"), (), app.reset_layout, True),
    )


def _reading_rows(app: Application) -> tuple[ActionRow, ...]:
    gates, reading, tables = app.gates, app.parts.reading, app.tables
    return (
        ActionRow("channels", "view", tr("&All channels …"), ("T",), tables.show_channels, True),
        ActionRow("statistics", "view", tr("&Statistics …"), ("S",), tables.show_statistics),
        ActionRow("find", "view", tr("F&ind channel …"), ("Ctrl+G",), gates.find_channel, True),
        ActionRow("card", "view", tr("Card of the mar&ked channel"), ("C",), gates.toggle_card),
        ActionRow(
            "histogram",
            "view",
            tr("Histo&gram beside the bars"),
            ("H",),
            lambda: reading.set_histogram(not reading.histogram),
            checkable=True,
        ),
        ActionRow(
            "noise",
            "view",
            tr("&Mark differences below the noise"),
            ("M",),
            lambda: reading.set_noise_wanted(not reading.noise_wanted),
            checkable=True,
        ),
    )


def _check_reading(app: Application) -> None:
    """What can be switched shows whether it is on."""
    actions, reading = app.actions, app.parts.reading

    def check() -> None:
        actions["histogram"].setChecked(reading.histogram)
        actions["noise"].setChecked(reading.noise_wanted)

    reading.histogram_changed.connect(check)
    reading.noise_wanted_changed.connect(check)
    check()


def _order_rows(app: Application) -> tuple[ActionRow, ...]:
    texts = {
        Order.CHANNEL: tr("Bars by &channel number"),
        Order.HIGHEST: tr("Bars &highest first"),
        Order.UNUSUAL: tr("Bars most &unusual first"),
    }
    return tuple(
        ActionRow(order.value, "view", text, (str(key),), _order(app, order), key == 1)
        for key, (order, text) in enumerate(texts.items(), 1)
    )


def _order(app: Application, order: Order) -> Callable[[], None]:
    return lambda: app.toolbar.orders[order].click()


def _help_rows(app: Application) -> tuple[ActionRow, ...]:
    do = app.commands
    return (
        ActionRow("keys", "help", tr("&Keys"), ("?", "F1"), app.command_parts.show_keys),
        *command_rows(app),
        *tour_rows(app),
        ActionRow("logs", "help", tr("&Log folder"), (), do.show_logs, True),
        ActionRow("crash", "help", tr("The last c&rash …"), (), app.crashes.show),
        ActionRow(
            "about",
            "help",
            tr("&About senet-viewer"),
            (),
            do.show_about,
            separated=True,
            role=QAction.MenuRole.AboutRole,
        ),
    )


def fill_menu_bar(bar: QMenuBar, app: Application) -> None:
    """File, Image, Network, View, Help."""
    file = bar.addMenu(tr("&File"))
    app.actions.fill(file, "file")
    export = app.export_menu
    export.setTitle(tr("&Export"))
    file.insertMenu(app.actions["settings"], export)
    recent = app.documents.recent.menu
    recent.setParent(bar, recent.windowFlags())
    file.insertMenu(app.actions["paste"], recent)
    app.actions.fill(bar.addMenu(tr("&Image")), "image")
    app.choices.set_network_tail(lambda menu: app.actions.fill(menu, "network"))
    bar.addMenu(app.choices.models)
    bar.addMenu(app.choices.devices)
    bar.addMenu(app.choices.compare)
    fill_comparing_menu(app)
    wire_image_comparison(app)
    view = bar.addMenu(tr("&View"))
    app.actions.fill(view, "view")
    view.insertMenu(app.actions["find"], app.parts.filters)
    add_plot_menu(view, app.actions["channels"], app)
    add_look_menus(view, app.actions["layout"], app)
    _check_reading(app)
    app.actions.fill(bar.addMenu(tr("&Help")), "help")
