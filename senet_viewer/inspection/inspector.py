"""Inspects pictures with one network on one device, in batches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.inspection import memory
from senet_viewer.inspection.assemble import assemble
from senet_viewer.inspection.passes import Pass, evaluating, full_float32, run_pass
from senet_viewer.inspection.preprocess import PreparedImage, as_batch, prepare
from senet_viewer.inspection.stopping import Stopped, never
from senet_viewer.models.blocks import SEBlock, find_blocks
from senet_viewer.models.cards import card_of, temperature_of
from senet_viewer.models.devices import card_of_device, choose_device
from senet_viewer.models.fast import fast_copy
from senet_viewer.records import DeviceCard, ImageRef, Inspection, ModelCard

__all__ = ["Inspector", "Stopped", "inspect_as_it_is", "never"]


def tell_nobody(_notice: ViewerError) -> None:
    """A ``notice`` that is not listened to."""


class Inspector:
    """One network on one device; see ``prepare`` and ``run``.

    The network given is left as it is: the passes run on a private copy, made for speed. ``device``
    is as in ``load_model``; ``precision`` is ``"float32"`` or ``"bfloat16"``. ``notice`` is told
    (by a ``ViewerError`` that is not raised) of what stopped nothing: a smaller batch, or the CPU
    in place of a device whose memory was full. Raises ``ViewerError`` where the network has no SE
    blocks, and where device or precision is not there.
    """

    def __init__(
        self,
        model: nn.Module,
        device: str = "auto",
        precision: str = "float32",
        *,
        notice: Callable[[ViewerError], None] = tell_nobody,
    ) -> None:
        self._card = card_of(model)
        self._precision = precision
        self._device = choose_device(device)
        self._network = fast_copy(model, precision).to(self._device)
        self._blocks = find_blocks(self._network, self._card.preprocessing.crop)
        self._temperature = temperature_of(model)
        self._notice = notice
        self._largest_batch: int | None = None

    @property
    def card(self) -> ModelCard:
        """What is known of the network."""
        return self._card

    @property
    def blocks(self) -> tuple[SEBlock, ...]:
        """The SE blocks of the private copy that the passes run on: hooks on them see each pass."""
        return self._blocks

    @property
    def network(self) -> nn.Module:
        """The private copy that the passes run on."""
        return self._network

    @property
    def precision(self) -> str:
        """``"float32"`` or ``"bfloat16"``."""
        return self._precision

    @property
    def device(self) -> DeviceCard:
        """The device that the network is on; the CPU once its own one's memory was full."""
        return card_of_device(self._device)

    def prepare(self, source: str | bytes, image: ImageRef) -> PreparedImage:
        """Decode, resize and crop a picture; may run in several threads. Raises ``ViewerError``."""
        return prepare(source, image, self._card.preprocessing)

    def run(
        self,
        prepared: Sequence[PreparedImage],
        *,
        verify: bool = False,
        top: int = 5,
        should_stop: Callable[[], bool] = never,
    ) -> list[Inspection]:
        """Inspect a batch of pictures in one forward pass (in several, where memory is short).

        With ``verify`` input × gate is compared with each block's output. Raises ``Stopped`` at
        the next block when ``should_stop()`` holds, and ``ViewerError`` where the network's
        answer is not understood or the memory too small.
        """
        inspections: list[Inspection] = []
        while len(inspections) < len(prepared):
            rest = prepared[len(inspections) :][: self._largest_batch]
            done = self._try(rest, verify, should_stop)
            if done is not None:
                inspections += assemble(
                    self._card,
                    self.device,
                    self._blocks,
                    rest,
                    done,
                    temperature=self._temperature,
                    top=top,
                )
        return inspections

    def _try(
        self, prepared: Sequence[PreparedImage], verify: bool, should_stop: Callable[[], bool]
    ) -> Pass | None:
        """One pass, or None where the memory was full and another try may succeed."""
        try:
            with torch.inference_mode(), full_float32(self._device):
                batch = as_batch(prepared, self._card.preprocessing, self._device)
                return run_pass(
                    self._network, self._blocks, batch, verify=verify, should_stop=should_stop
                )
        except (RuntimeError, MemoryError) as error:
            if not memory.is_memory_full(error):
                raise
            detail = str(error)
        # Beyond the handler, since its traceback would keep the activations alive.
        self._make_room(len(prepared), detail)
        return None

    def _make_room(self, pictures: int, detail: str) -> None:
        device = self.device.title
        if pictures > 1:
            self._largest_batch = pictures // 2
            self._notice(memory.smaller_batch(device, self._largest_batch))
        elif self._device.type != "cpu":
            self._device = torch.device("cpu")
            self._largest_batch = None
            self._network.to(self._device)
            self._notice(memory.on_cpu_instead(device))
        else:
            raise memory.full(device, detail)
        if torch.cuda.is_available():
            torch.cuda.empty_cache()


def inspect_as_it_is(
    model: nn.Module,
    prepare_with: Callable[[ModelCard], PreparedImage],
    *,
    verify: bool = False,
    top: int = 5,
) -> Inspection:
    """Inspect one picture with the very ``model`` given, on its own device, and leave it unaltered.

    ``prepare_with`` gives the picture as the model's card wants it. Raises ``ViewerError``.
    """
    card = card_of(model)
    prepared = [prepare_with(card)]
    blocks = find_blocks(model, card.preprocessing.crop)
    device = next((p.device for p in model.parameters()), torch.device("cpu"))
    with evaluating(model):
        batch = as_batch(prepared, card.preprocessing, device)
        done = run_pass(model, blocks, batch, verify=verify)
    temperature = temperature_of(model)
    (inspection,) = assemble(
        card, card_of_device(device), blocks, prepared, done, temperature=temperature, top=top
    )
    return inspection
