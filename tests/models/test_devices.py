"""Devices are listed and chosen by name; one that is not there is refused in a sentence."""

from __future__ import annotations

import pytest
import torch

from senet_viewer.errors import ViewerError
from senet_viewer.models.devices import available_devices, card_of_device, choose_device

WITHOUT_CUDA = pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")


def test_the_cpu_is_always_listed_first() -> None:
    assert available_devices()[0].key == "cpu"


def test_every_listed_device_can_be_chosen() -> None:
    for card in available_devices():
        assert str(choose_device(card.key)) == card.key
        assert card_of_device(choose_device(card.key)) == card


@WITHOUT_CUDA
def test_auto_is_the_cpu_where_there_is_nothing_else() -> None:
    assert choose_device("auto") == torch.device("cpu")


@WITHOUT_CUDA
@pytest.mark.parametrize("name", ["cuda", "cuda:0", "cuda:7"])
def test_cuda_where_there_is_none_is_refused(name: str) -> None:
    with pytest.raises(ViewerError) as error:
        choose_device(name)
    assert error.value.code == "device.missing"
    assert f"There is no device “{name}” here" in error.value.sentence
    assert "cpu" in error.value.params["choices"]
    assert torch.__version__ in error.value.detail


def test_nonsense_is_refused() -> None:
    with pytest.raises(ViewerError) as error:
        choose_device("toaster")
    assert error.value.code == "device.missing"
