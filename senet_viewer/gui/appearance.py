"""How the window looks: colours and text size, the user's own or the system's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from senet_viewer.gui.settings import Settings
from senet_viewer.gui.style import palette, style_sheet
from senet_viewer.gui.text_size import SYSTEM, TextSize, next_size
from senet_viewer.gui.theme import DARK, LIGHT, THEMES, Theme, theme_for

SYSTEM_THEME = "system"


def system_theme() -> Theme:
    """The theme that the system asks for: light or dark, with more contrast or not."""
    hints = QGuiApplication.styleHints()
    contrast = hints.accessibility().contrastPreference()
    return theme_for(
        dark=hints.colorScheme() is Qt.ColorScheme.Dark,
        high_contrast=contrast is Qt.ContrastPreference.HighContrast,
    )


class Appearance(QObject):
    """Dresses the application; ``theme_changed`` brings the theme to what paints itself.

    ``dark`` is this start's wish (None: as the settings say). With ``plain`` the system has no say,
    so that a screenshot is the same everywhere.
    """

    theme_changed = Signal(object)
    settings_changed = Signal()

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        dark: bool | None,
        parent: QObject,
        *,
        plain: bool,
    ) -> None:
        super().__init__(parent)
        self._app, self._settings = app, settings
        self._dark, self._plain = dark, plain
        self.text = TextSize(app, settings.text_size)
        self.theme = self._wanted()
        self._dress()
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self.refresh)
        hints.accessibility().contrastPreferenceChanged.connect(self.refresh)

    @property
    def name(self) -> str:
        """The chosen theme by its name in the settings; one that nobody knows is the system's."""
        return self._settings.theme if self._settings.theme in THEMES else SYSTEM_THEME

    def _wanted(self) -> Theme:
        if self._dark is not None:
            return DARK if self._dark else LIGHT
        if self.name == SYSTEM_THEME:
            return LIGHT if self._plain else system_theme()
        return THEMES[self.name]

    @Slot()
    def refresh(self) -> None:
        """Put on what is wanted now: the system may have changed."""
        wanted = self._wanted()
        if wanted is not self.theme:
            self.theme = wanted
            self._dress()
            self.theme_changed.emit(wanted)

    @Slot(str)
    def choose(self, name: str) -> None:
        """Follow the system, or keep a theme; the command line's wish is over then."""
        self._settings.theme = name
        self._dark = None
        self.refresh()
        self.settings_changed.emit()

    @Slot(int)
    def set_text_size(self, percent: int) -> None:
        """Letter everything in ``percent`` of the system's size."""
        self.text.set(percent)
        self._settings.text_size = self.text.percent
        self.settings_changed.emit()

    def larger(self) -> None:
        """One step larger text."""
        self.set_text_size(next_size(self.text.percent, 1))

    def smaller(self) -> None:
        """One step smaller text."""
        self.set_text_size(next_size(self.text.percent, -1))

    def system_size(self) -> None:
        """Text as large as the system has it."""
        self.set_text_size(SYSTEM)

    def learn(self, window: QWidget) -> None:
        """The window is built: keep its captions in proportion from now on."""
        self.text.learn(window)

    def _dress(self) -> None:
        self._app.setPalette(palette(self.theme))
        self.text.dress(style_sheet(self.theme))
