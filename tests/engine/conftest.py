"""One engine with a network for the tests that leave it as they found it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image

from senet_viewer.protocol import LoadModel, ModelLoaded
from tests.engine.conversation import MODEL, Conversation, ready_conversation


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """Small networks in this process compute in one thread: quick on a busy machine too."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def engine() -> Iterator[Conversation]:
    """An engine with the bundled network loaded."""
    with ready_conversation() as talk:
        talk.say(LoadModel(1, MODEL, "cpu"))
        talk.hear(ModelLoaded)
        yield talk


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The paths of 200 small pictures."""
    place = tmp_path_factory.mktemp("folder")
    random = np.random.default_rng(0)
    paths = []
    for number in range(200):
        path = place / f"{number:03}.png"
        Image.fromarray(random.integers(0, 256, (32, 32, 3), np.uint8)).save(path)
        paths.append(str(path))
    return paths
