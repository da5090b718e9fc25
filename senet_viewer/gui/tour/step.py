"""One step of the tour: what it asks for, where it points, and how it notices that it is done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from senet_viewer.errors import printable
from senet_viewer.gui.tour.scene import Scene, Target


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("tour", text)


class Step:
    """A step that is only read; others ask for an action, notice it, and can do it themselves.

    ``needs`` are the stems of the sample photos of which one has to be on show. ``moves_on`` says
    that the tour goes on by itself as soon as the step is done.
    """

    needs: tuple[str, ...] = ()
    moves_on = False

    def __init__(self, scene: Scene) -> None:
        self.scene, self.state = scene, scene.state

    def begin(self) -> None:
        """Prepare the window when the step comes."""

    def reveal(self) -> None:
        """Scroll what is pointed at into view; asked for again when the layout has settled."""

    def title(self) -> str:
        """A few words."""
        raise NotImplementedError

    def text(self) -> str:
        """What to do, or what is seen."""
        raise NotImplementedError

    def keys(self) -> str:
        """The keys that do it; empty where there are none."""
        return ""

    def target(self) -> Target | None:
        """What is pointed at now."""
        return None

    def done(self) -> bool:
        """Whether the user has done what is asked for."""
        return True

    def told(self) -> str:
        """What has come of it, in values of this moment."""
        return ""

    def hint(self) -> str:
        """What is said of something else that the user has done instead; mostly nothing."""
        return ""

    def act(self) -> None:
        """Do it for the user."""

    def act_text(self) -> str:
        """What the button says that does it."""
        return tr("Show me")

    def own_choice(self) -> str:
        """A second button's text, which lets the step be; empty where there is none."""
        return ""

    def waits(self) -> str:
        """What is waited for, as a sentence; empty where nothing is."""
        if self.state.card is None:
            return tr("The network is still loading; the tour waits for it.")
        item = self.state.current_item
        if self.needs and item is not None and item.answer is None and item.error is None:
            return tr("The gates of {name} are on their way …").format(name=printable(item.name))
        return ""

    def strayed(self) -> str:
        """Why this step is about something else than what is on show; empty where it is not."""
        if not self.needs or any(
            self.scene.photo(stem) and self._current(stem) for stem in self.needs
        ):
            return ""
        wanted, item = f"{self.needs[0]}.jpg", self.state.current_item
        if self.scene.photo(self.needs[0]) is None:
            return self.not_listed(self.needs[0])
        if item is None:
            return tr("This step is about {wanted}.").format(wanted=wanted)
        return tr("This step is about {wanted}; {name} is on show now.").format(
            wanted=wanted, name=printable(item.name)
        )

    @staticmethod
    def not_listed(stem: str) -> str:
        """What is said where a sample photo was taken off the list."""
        text = tr("This step is about {wanted}, which is not on the list any more.")
        return text.format(wanted=f"{stem}.jpg")

    def _current(self, stem: str) -> bool:
        item = self.scene.photo(stem)
        return item is not None and item.key == self.state.current

    def come_back(self) -> None:
        """Bring back what the step is about."""
        if self.needs:
            self.scene.bring(self.needs[0])
