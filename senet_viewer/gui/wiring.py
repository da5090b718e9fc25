"""Connects the window's parts with each other, once all of them are built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from senet_viewer.gui.legend_pictures import LegendPictures

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


def wire(app: Application) -> None:
    """Lead every signal of a part to the part that answers it."""
    commands, session, window = app.commands, app.session, app.window
    window.incoming_dropped.connect(commands.open_incoming)
    window.closing.connect(app.close)
    app.toolbar.open_asked.connect(commands.open_files)
    app.empty.open_asked.connect(commands.open_files)
    app.empty.sample_chosen.connect(commands.open_samples)
    app.images.sort_changed.connect(app.remember_sort)
    app.focus.all_channels_asked.connect(app.tables.show_channels)
    app.focus.statistics_asked.connect(app.tables.show_statistics)
    app.answer.details_asked.connect(commands.show_details)
    app.notices.details_asked.connect(commands.show_details)
    app.notices.restart_asked.connect(app.engine.restart)
    app.status.cancel_asked.connect(session.cancel)
    commands.said.connect(app.status.say)
    app.figures.said.connect(app.status.say)
    app.gates.said.connect(app.status.say)
    for source in (session.error, app.exporter.failed, app.keeper.failed):
        source.connect(app.notices.show_error)
    app.keeper.recovered.connect(lambda: app.notices.withdraw("settings.not_saved"))
    session.gave_up.connect(app.notices.offer_restart)
    app.engine.stalled.connect(app.troubles.stalled)
    app.engine.recovered.connect(lambda: app.notices.withdraw("engine.stalled"))
    app.appearance.theme_changed.connect(app.set_theme)
    app.window.font_changed.connect(app.appearance.text.follow)
    app.preferences.said.connect(app.status.say)
    app.preferences.taken_back.connect(app.status.take_back)
    LegendPictures(app.state, app.pictures, app.gates.legend)
    app.gates.gates.lend_to_bars((app.recovery, app.notices))
    _wire_networks(app)
    _wire_documents(app)


def _wire_documents(app: Application) -> None:
    documents, window, bar = app.documents, app.window, app.recovery
    project, removals = documents.project, documents.removals
    window.may_close = lambda: app.project_commands.may_leave(window.close)
    project.changed.connect(app.name_project)
    project.busy_changed.connect(app.status.show_errand)
    project.progress.connect(app.status.show_errand_progress)
    app.status.errand_cancel_asked.connect(project.stop_opening)
    app.images.removal_asked.connect(removals.remove)
    app.images.failures_asked.connect(app.commands.show_failures)
    app.images.list.addAction(app.actions["remove"])
    documents.links.progress.connect(app.status.show_fetching)
    documents.links.error.connect(app.notices.show_error)
    app.status.fetching_cancel_asked.connect(documents.links.cancel)
    documents.recent.chosen.connect(app.commands.open_paths)
    documents.recovery.asked.connect(bar.ask)
    app.crashes.found.connect(bar.tell_crash)
    bar.log_asked.connect(app.crashes.show)
    bar.bring_back_asked.connect(documents.bring_back)
    bar.discard_asked.connect(documents.recovery.discard)
    documents.autosave.recovered.connect(lambda: app.notices.withdraw("autosave.failed"))
    app.project_commands.said.connect(app.status.say)
    project.saved.connect(app.troubles.withdraw_writing)
    project.opened.connect(app.troubles.withdraw_writing)
    project.network.lost.connect(app.troubles.offer_locating)
    app.networks.loaded.connect(app.troubles.withdraw_locating)
    for source in (project.error, documents.recovery.error, documents.autosave.failed):
        source.connect(app.notices.show_error)


def _wire_networks(app: Application) -> None:
    networks, commands, choices = app.networks, app.network_commands, app.choices
    choices.model_chosen.connect(commands.choose)
    choices.device_chosen.connect(commands.choose_device)
    choices.precision_chosen.connect(commands.choose_precision)
    choices.set_recent(commands.recent)
    commands.recent_changed.connect(choices.set_recent)
    commands.said.connect(app.status.say)
    networks.failed.connect(app.troubles.network_failed)
    networks.loading_changed.connect(app.troubles.forget_network_error)
    networks.cancelled.connect(app.troubles.fall_back)
    app.status.download_cancel_asked.connect(networks.cancel)
    app.status.about_asked.connect(app.reports.show)
    app.reports.summary_asked.connect(app.summaries.show)
    app.reports.code_asked.connect(commands.ask_architecture_in_use)
    app.reports.failed.connect(app.notices.show_error)
    app.summaries.details_asked.connect(app.commands.show_details)
    _wire_comparison(app)


def _wire_comparison(app: Application) -> None:
    comparing, notices = app.comparing, app.notices
    comparing.refused.connect(notices.show_error)
    comparing.code_wanted.connect(app.troubles.offer_code)
    comparing.panel.details_asked.connect(app.commands.show_details)
