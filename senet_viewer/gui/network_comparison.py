"""Compares the network in use with another one: has it loaded, asks it, lets it go."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_errors import error_of
from senet_viewer.gui.network_answers import NetworkAnswers
from senet_viewer.gui.networks import Choice, Networks
from senet_viewer.gui.references import Compare, Reference, other_network
from senet_viewer.gui.results import without_view
from senet_viewer.gui.state import State
from senet_viewer.protocol import Downloading, Failed, ModelLoaded, OtherInspected, Picture
from senet_viewer.records import BuildOptions, Inspection, ModelCard, Transfer, shape_misfit

KEEP = 100
"""So many images' answers of the other network stay in memory, some 200 kB each at most."""


class NetworkComparison(QObject):
    """The other network's gates for the current image are the state's reference.

    ``changed`` tells that there is something else to show; ``failed`` brings why a network cannot
    be compared with, or not any longer. The former reference stays until the other network has
    answered for the current image.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, state: State, networks: Networks, engine: EngineClient, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._networks, self._engine = state, networks, engine
        self.wanted = Choice()
        self.choice = Choice()
        self.card: ModelCard | None = None
        self.transfer: Transfer | None = None
        self._load_request = 0
        self._loaded_request = 0
        self._reference_before: tuple[object, ...] = ()
        self._lent: tuple[object, ...] = ()
        self._active = False
        self._asked = 0
        self._asked_image = ""
        self._shown_image: str | None = None
        self._answers: OrderedDict[str, Inspection] = OrderedDict()
        self._errors: dict[str, ViewerError] = {}
        engine.other_loaded.connect(self._loaded)
        engine.other_failed.connect(self._load_failed)
        engine.other_inspected.connect(self._inspected)
        engine.question_failed.connect(self._question_failed)
        engine.downloading.connect(self._downloading)
        networks.loaded.connect(self._follow_device)
        state.current_changed.connect(self._look)
        state.inspected.connect(self._first_inspected)
        state.reference_changed.connect(self._reference_changed)
        state.model_changed.connect(self._check_shape)

    @property
    def loading(self) -> bool:
        """Whether a network to compare with is being loaded or downloaded."""
        return bool(self._load_request)

    @property
    def active(self) -> bool:
        """Whether another network is what gates are compared with."""
        return self._active

    @property
    def busy(self) -> bool:
        """Whether something of the comparison is still to come."""
        return bool(self._load_request or self._asked)

    @property
    def answer(self) -> Inspection | None:
        """What the other network says of the image that is shown, without its picture."""
        shown = self._state.shown
        return None if shown is None else self._answers.get(shown.image.key)

    @property
    def error(self) -> ViewerError | None:
        """Why the other network has no answer for the image that is shown."""
        shown = self._state.shown
        return None if shown is None else self._errors.get(shown.image.key)

    def ask_for(self, pictures: Sequence[Picture], parent: QObject) -> NetworkAnswers:
        """What the other network says of these pictures; what is known is not asked again."""
        known = dict(self._answers)
        return NetworkAnswers(self._engine, self._loaded_request, pictures, known, parent)

    def title(self, choice: Choice) -> str:
        """What a network to compare with is called; told apart from a namesake in use."""
        name, in_use = self._networks.title(choice.key), self._networks.in_use
        if choice.key != in_use.key and name == self._networks.title(in_use.key):
            return self._networks.title_with_folder(choice.key)
        return name

    def choose(self, key: str, options: BuildOptions | None = None) -> None:
        """Compare with a network by its name or its file's path, once it is there."""
        if self._state.card is None:
            self.failed.emit(
                ViewerError(
                    "compare.no_network",
                    "There is no network in use yet to compare another one with; wait for it.",
                )
            )
            return
        in_use = self._networks.in_use
        self._load(replace(in_use, key=key, options=options or BuildOptions()))

    def _load(self, choice: Choice) -> None:
        card = self._state.card
        assert card is not None
        self._stop_loading()
        self.wanted = choice
        self._reference_before = self._chosen_reference()
        self._lent = _what_is_lent(card)
        self._load_request = self._engine.load_other(
            choice.key, choice.device, choice.precision, choice.options, card
        )
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Stop loading; what gates are compared with stays."""
        if self._load_request:
            self._stop_loading()
            self.changed.emit()

    def _stop_loading(self) -> None:
        if self._load_request:
            self._engine.cancel(self._load_request)
        self._load_request, self.transfer = 0, None

    def _chosen_reference(self) -> tuple[object, ...]:
        state = self._state
        return state.compare, state.compare_class, state.compare_image

    @Slot(object)
    def _downloading(self, answer: Downloading) -> None:
        if answer.id == self._load_request:
            self.transfer = answer.transfer
            self.changed.emit()

    @Slot(object)
    def _loaded(self, answer: ModelLoaded) -> None:
        """Begin to compare; the same one loaded again, after an engine's end, changes nothing."""
        card = self._state.card
        if answer.id != self._load_request or card is None:
            return
        self._load_request, self.transfer = 0, None
        self._forget_answers()
        self._loaded_request = answer.id
        misfit = shape_misfit(card.blocks, answer.card.blocks, self.title(self.wanted))
        if misfit is not None:
            # Another network came into use while this one was loaded.
            self._give_up(misfit)
            return
        self.choice, self.card = self.wanted, answer.card
        self._look()
        self.changed.emit()

    @Slot(object)
    def _load_failed(self, answer: Failed) -> None:
        if answer.id == self._load_request:
            self._load_request, self.transfer = 0, None
            self.failed.emit(error_of(answer))
            self.changed.emit()
        elif answer.id == self._loaded_request:
            self._give_up(error_of(answer))

    @Slot()
    def _look(self) -> None:
        """Take what the other network says of the current image, or ask for it."""
        item = self._state.current_item
        if self._asked and (item is None or item.key != self._asked_image):
            self._engine.cancel(self._asked)
            self._asked = 0
        if self.card is None:
            return
        if item is None or item.answer is None:
            # The network in use comes first.
            if not self._active:
                self._show("")
        elif item.key in self._answers or item.key in self._errors:
            self._show(item.key)
        elif not self._asked:
            self._asked_image = item.key
            self._asked = self._engine.inspect_other(self._loaded_request, item.picture)

    @Slot(object)
    def _first_inspected(self, inspection: Inspection) -> None:
        if inspection.image.key == self._state.current:
            self._look()

    @Slot(object)
    def _inspected(self, answer: OtherInspected) -> None:
        if answer.id != self._asked:
            return
        self._asked = 0
        key = answer.inspection.image.key
        self._answers[key] = without_view(answer.inspection)
        while len(self._answers) > KEEP:
            self._answers.popitem(last=False)
        self._show(key)

    @Slot(object)
    def _question_failed(self, answer: Failed) -> None:
        if answer.id != self._asked:
            return
        self._asked = 0
        error = error_of(answer)
        if error.code == "engine.died":
            # The first network shall not go down again with this one.
            self._give_up(self._died())
            return
        self._errors[self._asked_image] = error
        self._show(self._asked_image)

    def _died(self) -> ViewerError:
        name = self.title(self.choice)
        return ViewerError(
            "compare.died",
            f"The engine stopped while “{name}” looked at the picture; nothing is compared with "
            "it any more, and it can be chosen again.",
            {"name": name},
        )

    def _show(self, image: str) -> None:
        """Let the other network's gates for that image be the reference, or say there are none."""
        if image == self._shown_image:
            return
        answer, title = self._answers.get(image), self.title(self.choice)
        if answer is not None:
            self._answers.move_to_end(image)
            trained = self.card is None or self.card.trained
            reference = other_network(answer, title, trained=trained)
        else:
            reference = Reference(Compare.NETWORK, subject=title)
        self._active, self._shown_image = True, image
        self._state.compare_with_network(image, reference)
        self.changed.emit()

    @Slot()
    def _reference_changed(self) -> None:
        """Another choice of the user ends the comparison, or takes the place of a coming one."""
        if self._load_request and self._chosen_reference() != self._reference_before:
            self.cancel()
        if self._active and self._state.compare is not Compare.NETWORK:
            self._let_go()

    @Slot()
    def _check_shape(self) -> None:
        """The network in use changed; what the other one said stays true where shapes agree."""
        card, ended = self._state.card, self._active and self._state.compare is not Compare.NETWORK
        if card is None or self.card is None or ended:
            return
        misfit = shape_misfit(card.blocks, self.card.blocks, self.title(self.choice))
        if misfit is not None:
            self._give_up(misfit)
        elif self._lent != _what_is_lent(card) and self.card.preprocessing.guessed:
            # It sees pictures as the one in use does, which is another one now.
            self._load(self.choice)

    @Slot()
    def _follow_device(self) -> None:
        """Both networks run on the same device, in the same number type."""
        in_use, choice = self._networks.in_use, self.choice
        same = (in_use.device, in_use.precision) == (choice.device, choice.precision)
        if self.card is not None and not same and not self._load_request:
            self._load(replace(choice, device=in_use.device, precision=in_use.precision))

    def _give_up(self, error: ViewerError) -> None:
        """Compare with the average again, and say why."""
        self._let_go()
        if self._state.compare is Compare.NETWORK:
            self._state.compare_with(Compare.AVERAGE)
        self.failed.emit(error)

    def _let_go(self) -> None:
        self._active = False
        self._forget_answers()
        self._engine.drop_other(self._loaded_request)
        self.card, self._loaded_request = None, 0
        self.changed.emit()

    def _forget_answers(self) -> None:
        if self._asked:
            self._engine.cancel(self._asked)
        self._asked, self._shown_image = 0, None
        self._answers.clear()
        self._errors.clear()


def _what_is_lent(card: ModelCard) -> tuple[object, ...]:
    """What another network takes over from the one in use where it does not say it itself."""
    return card.preprocessing, card.labels, tuple(block.height for block in card.blocks)
