"""``--architecture module:callable``: the user's own code builds the network of a checkpoint."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.inspector import inspect_as_it_is
from senet_viewer.inspection.sources import prepare_any
from senet_viewer.models import user_code
from senet_viewer.models.cards import card_of
from senet_viewer.models.loading import load_model
from senet_viewer.records import BuildOptions
from tests.models import user_networks
from tests.models.making import lively, pictures

HERE = "tests.models.user_networks"


def opened(path: Path, name: str) -> nn.Module:
    return load_model(str(path), "cpu", options=BuildOptions(architecture=f"{HERE}:{name}"))


def refusal(path: Path, architecture: str) -> ViewerError:
    with pytest.raises(ViewerError) as error:
        load_model(str(path), "cpu", options=BuildOptions(architecture=architecture))
    return error.value


def saved(folder: Path, model: nn.Module, prefix: str = "", **others: torch.Tensor) -> Path:
    torch.manual_seed(0)
    lively(model)
    path = folder / "mine.pth"
    torch.save({**{f"{prefix}{k}": v for k, v in model.state_dict().items()}, **others}, path)
    return path


@pytest.mark.parametrize(
    ("name", "pixels"),
    [("WithAttention", 32), ("MobileNetV3", 64), ("FaceNetwork", 80), ("Compiled", 32)],
)
def test_it_computes_what_the_users_network_computes(
    tmp_path: Path, name: str, pixels: int
) -> None:
    original: nn.Module = getattr(user_networks, name)()
    path = saved(tmp_path, original)
    loaded = opened(path, name)
    x = pictures(2, pixels)
    with torch.inference_mode():
        assert torch.equal(loaded(x), original(x))
    card = card_of(loaded)
    assert card.title == f"{HERE}:{name} (mine.pth)"
    assert card.fit is not None
    assert card.fit.dialect == f"your own code: {HERE}:{name}"
    assert card.fit.matched == card.fit.expected == len(original.state_dict())
    assert card.blocks


def test_its_gates_are_shown_on_a_picture(tmp_path: Path, samples: tuple[Path, ...]) -> None:
    loaded = opened(saved(tmp_path, user_networks.FaceNetwork()), "FaceNetwork")
    seen = inspect_as_it_is(
        loaded, lambda card: prepare_any(samples[0], card.preprocessing), verify=True
    )
    assert (seen.preprocessing.resize, seen.preprocessing.crop) == (80, 80)
    assert seen.preprocessing.guessed
    assert seen.verified
    assert [(block.module, block.channels) for block in seen.blocks] == [("se_module", 16)]


def test_foreign_networks_beside_it_and_prefixes_are_seen_through(tmp_path: Path) -> None:
    original = user_networks.FaceNetwork()
    others = {f"module.FTGenerator.ft.{i}.weight": torch.zeros(3, 3) for i in range(5)}
    path = saved(tmp_path, original, "module.model.", **others)
    card = card_of(opened(path, "FaceNetwork"))
    assert card.fit is not None
    assert card.fit.left_over == tuple(f"FTGenerator.ft.{i}.weight" for i in range(5))
    text = " ".join(card.fit.remarks)
    assert "Every name began with “module.”." in text
    assert "The network stands under “model.”." in text
    assert "“FTGenerator” (5 tensors) is no part of the network and was left out." in text


def test_its_number_of_classes_is_handed_on(tmp_path: Path) -> None:
    path = saved(tmp_path, user_networks.WithAttention(7))
    assert len(card_of(opened(path, "WithAttention")).labels) == 7
    path = saved(tmp_path, user_networks.MobileNetV3(3))
    assert len(card_of(opened(path, "MobileNetV3")).labels) == 3


def test_a_network_that_is_built_already_is_taken(tmp_path: Path) -> None:
    path = saved(tmp_path, user_networks.WithAttention(5))
    assert len(card_of(opened(path, "READY")).labels) == 5


def test_what_does_not_fit_is_named_with_its_shapes(tmp_path: Path) -> None:
    path = saved(tmp_path, user_networks.FaceNetwork())
    error = refusal(path, f"{HERE}:WithAttention")
    assert error.code == "checkpoint.other_network"
    assert "“conv1.weight” is [16, 3, 3, 3], expected [32, 3, 3, 3]" in error.sentence
    assert (error.params["matched"], error.params["expected"]) == ("0", "10")


def test_a_module_of_the_current_folder_is_found_and_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code = Path("my_own_net.py")
    before = list(sys.path)
    try:
        code.write_text("import torch\n\ndef build():\n    return torch.nn.Linear(2, 3)\n")
        assert isinstance(user_code.build("my_own_net:build"), nn.Linear)
        code.write_text("import torch\n\ndef build():\n    return torch.nn.Linear(2, 30)\n")
        again = user_code.build("my_own_net:build")
        assert isinstance(again, nn.Linear)
        assert again.out_features == 30
    finally:
        sys.modules.pop("my_own_net", None)
    assert sys.path == before


def test_building_leaves_the_generator_alone() -> None:
    torch.manual_seed(5)
    before = torch.get_rng_state()
    first = user_code.build(f"{HERE}:WithAttention").state_dict()
    assert torch.equal(torch.get_rng_state(), before)
    second = user_code.build(f"{HERE}:WithAttention").state_dict()
    assert all(torch.equal(tensor, second[name]) for name, tensor in first.items())


@pytest.mark.parametrize(
    ("architecture", "code", "words"),
    [
        ("no_such_module:build", "architecture.no_module", "no Python module “no_such_module”"),
        ("no_such.inner:build", "architecture.no_module", "start senet-viewer in the folder"),
        (f"{HERE}:NoSuchClass", "architecture.no_callable", "has no “NoSuchClass”"),
        (f"{HERE}:ANSWER", "architecture.no_callable", "cannot be called"),
        (f"{HERE}:breaks", "architecture.failed", "KeyError: 'no such key'"),
        (f"{HERE}:needs_more", "architecture.failed", "TypeError: needs_more() missing 2"),
        (f"{HERE}:no_network", "architecture.no_network", "but a str"),
        ("net.py", "architecture.spelling", "write module:callable"),
        ("./net:build", "architecture.spelling", "write module:callable"),
        ("net:", "architecture.spelling", "write module:callable"),
    ],
)
def test_errors_in_the_users_code_are_one_sentence(
    tmp_path: Path, architecture: str, code: str, words: str
) -> None:
    path = saved(tmp_path, user_networks.WithAttention())
    error = refusal(path, architecture)
    assert error.code == code
    assert words in error.sentence
    assert "\n" not in error.sentence


@pytest.mark.parametrize(
    "code",
    [
        "def broken(:\n",
        "import a_library_that_is_not_there\n",
        "raise RuntimeError('not today')\n",
        "import sys\nsys.exit(3)\n",
        "1 / 0\n",
    ],
)
def test_a_module_that_cannot_be_imported_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken_net.py").write_text(code)
    with pytest.raises(ViewerError) as error:
        user_code.build("broken_net:build")
    assert error.value.code == "architecture.failed"
    assert "broken_net" in error.value.detail
    assert "broken_net" not in sys.modules


def test_code_is_never_taken_from_the_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkpoint is a zip, which Python could import from if it were asked to."""
    monkeypatch.chdir(tmp_path)
    path = saved(tmp_path, user_networks.WithAttention())
    assert refusal(path, "mine:build").code == "architecture.no_module"
