"""The devices a network can run on."""

from __future__ import annotations

import platform

import torch

from senet_viewer.errors import ViewerError
from senet_viewer.records import DeviceCard


def available_devices() -> tuple[DeviceCard, ...]:
    """The CPU first, then every CUDA device."""
    cards = [DeviceCard("cpu", "CPU")]
    if torch.cuda.is_available():
        for index in range(torch.cuda.device_count()):
            name = torch.cuda.get_device_name(index)
            cards.append(DeviceCard(f"cuda:{index}", f"CUDA {index}: {name}"))
    return tuple(cards)


def choose_device(name: str = "auto") -> torch.device:
    """The device of that name: ``auto`` (CUDA where there is one), ``cpu``, ``cuda``, ``cuda:1``.

    Raises ``ViewerError`` where there is no such device.
    """
    cards = {card.key for card in available_devices()}
    if name == "auto":
        name = "cuda:0" if "cuda:0" in cards else "cpu"
    key = "cuda:0" if name == "cuda" else name
    if key in cards:
        return torch.device(key)
    choices = ", ".join(sorted(cards))
    raise ViewerError(
        "device.missing",
        f"There is no device “{name}” here; choose one of auto, {choices}.",
        {"name": name, "choices": choices},
        detail=_why_no_cuda() if name.startswith("cuda") else "",
    )


def card_of_device(device: torch.device) -> DeviceCard:
    """The card of a device that a network is on."""
    for card in available_devices():
        if torch.device(card.key) == device:
            return card
    return DeviceCard(str(device), str(device).upper())


def _why_no_cuda() -> str:
    if torch.version.cuda is None:
        return f"torch {torch.__version__} is built without CUDA."
    if not torch.cuda.is_available():
        return f"torch {torch.__version__} finds no CUDA device or driver on {platform.system()}."
    return f"torch finds {torch.cuda.device_count()} CUDA devices."
