"""The window's language: chosen or the system's, spoken from start to end."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from senet_viewer.resources import TRANSLATIONS, resources_folder

SYSTEM = "system"
ENGLISH = "en"
TRANSLATED = ("zh_CN",)
"""Languages with a file of translations, in the order in which the settings offer them."""
QTS_KEYS = "QShortcut"
"""Where Qt looks for the names of keys."""
ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
"""As they stand on the keys; Qt's own words for them read as directions in Chinese."""
NAMES = {ENGLISH: "English", "zh_CN": "简体中文"}
"""What each language calls itself."""


def spoken(wanted: str, system: Iterable[str]) -> str:
    """The language to speak: ``wanted``, or the first of the ``system``'s that is known.

    ``system`` has tags such as ``zh-Hans-CN``, the user's favourite first. Whatever is not known
    is answered in English.
    """
    if wanted != SYSTEM:
        return wanted if wanted in TRANSLATED else ENGLISH
    for tag in system:
        language = tag.replace("_", "-").partition("-")[0].lower()
        for known in (ENGLISH, *TRANSLATED):
            if known.partition("_")[0] == language:
                return known
    return ENGLISH


def speak(wanted: str, owner: QObject) -> str:
    """Translate all that is built from now on, for as long as ``owner`` lives.

    ``wanted`` is a value of ``Settings.language``. Returns the language that is spoken. A missing
    file of translations leaves the window English.
    """
    language = spoken(wanted, QLocale.system().uiLanguages())
    if language == ENGLISH:
        return language
    own = resources_folder() / TRANSLATIONS / f"senet_viewer_{language}.qm"
    if not _install(str(own), owner):
        return ENGLISH
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _install(f"{qt}/qtbase_{language}.qm", owner)
    return language


class Interpreter(QTranslator):
    """Translates, and knows the English of what it has translated so far."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._english: dict[str, str] = {}

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        if context == QTS_KEYS and sourceText in ARROWS:
            return ARROWS[sourceText]
        translated = super().translate(context, sourceText, disambiguation, n)
        if translated:
            self._english[translated] = sourceText
            return translated
        # Qt goes on to the next translator only where it gets none; "" would count as one.
        return None  # type: ignore[return-value]  # which Qt's annotation leaves out

    def english(self, text: str) -> str:
        """The English of a translated text; empty where it was not translated here."""
        return self._english.get(text, "")


def english_of(text: str, owner: QObject) -> str:
    """The English of a ``text`` of the window; empty where ``owner`` speaks English itself."""
    interpreter = owner.findChild(Interpreter)
    return "" if interpreter is None else interpreter.english(text)


def _install(file: str, owner: QObject) -> bool:
    translator = Interpreter(owner)
    # A translator takes itself away when its owner ends.
    return translator.load(file) and QCoreApplication.installTranslator(translator)
