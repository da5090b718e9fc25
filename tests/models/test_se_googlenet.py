"""SE-GoogLeNet: the gates of a network without shortcuts, and GoogLeNet's weights taken over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torchvision.models import GoogLeNet

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.capture import capture_blocks
from senet_viewer.models import catalogue, libraries, on_disk, se_googlenet
from senet_viewer.models.architectures import Place
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.cards import card_of
from senet_viewer.models.fast import fast_copy
from senet_viewer.models.loading import load_model
from senet_viewer.models.squeeze_excited import NEARLY_OPEN, SqueezeExcited, open_gates
from senet_viewer.models.summary import summarise
from tests.models.making import lively, one_thread, pictures

pytestmark = pytest.mark.usefixtures("_calm")

NAMES = [f"SE_{stage}_{index}" for stage, count in ((3, 2), (4, 5), (5, 2))
         for index in range(1, count + 1)]  # fmt: skip
# The output channels of 3a, 3b; 4a to 4e; 5a, 5b (Szegedy et al., table 1).
CHANNELS = [256, 480, 512, 512, 512, 528, 832, 832, 1024]


@pytest.fixture(name="_calm", scope="module")
def calm() -> Iterator[None]:
    with one_thread():
        yield


@pytest.fixture(scope="module")
def network() -> nn.Module:
    """The network with random weights; nothing on this machine to take over."""
    return se_googlenet.load()


def plain_googlenet(classes: int = 7, *, transform_input: bool = False) -> nn.Module:
    """A GoogLeNet with its heads for training, and batch norms that do something."""
    torch.manual_seed(0)
    model = GoogLeNet(classes, transform_input=transform_input, init_weights=False)
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            nn.init.kaiming_normal_(part.weight)
    return lively(model)


def run(model: nn.Module, x: Tensor) -> Tensor:
    with torch.inference_mode():
        logits: Tensor = model(x)
    return logits


def test_its_blocks_stand_behind_the_inception_modules(network: nn.Module) -> None:
    blocks = find_blocks(network)
    assert [block.name for block in blocks] == NAMES
    assert [block.channels for block in blocks] == CHANNELS
    assert [block.path for block in blocks][:3] == [
        "inception3a.SE", "inception3b.SE", "inception4a.SE",
    ]  # fmt: skip


def test_its_card_says_that_nothing_is_trained_and_that_nothing_passes_a_closed_gate(
    network: nn.Module,
) -> None:
    card = card_of(network)
    assert (card.key, card.title) == ("se_googlenet", "SE-GoogLeNet")
    assert not card.trained
    assert not card.shortcut
    assert "untrained" in card.note
    assert card.gates == sum(CHANNELS)
    assert [(block.height, block.width) for block in card.blocks[::4]] == [
        (28, 28),
        (14, 14),
        (7, 7),
    ]
    assert card.parameters == sum(p.numel() for p in network.parameters())


def test_the_catalogue_tells_the_truth_of_it(network: nn.Module) -> None:
    (entry,) = [entry for entry in catalogue.entries() if entry.key == "se_googlenet"]
    card = card_of(network)
    assert (entry.parameters, entry.blocks) == (card.parameters, len(card.blocks))
    assert entry.gates == sum(block.channels for block in card.blocks)
    assert (entry.title, entry.input_size) == (card.title, card.preprocessing.crop)
    assert entry.weights == ""


def test_its_gates_are_those_that_its_equations_give(network: nn.Module) -> None:
    x = pictures(2, 96)
    blocks = find_blocks(network)
    inputs: dict[str, Tensor] = {}
    hooks = [
        block.module.register_forward_pre_hook(
            lambda _m, given, name=block.name: inputs.__setitem__(name, given[0])
        )
        for block in blocks
    ]
    with capture_blocks(network, blocks) as gates:
        run(network, x)
    for hook in hooks:
        hook.remove()
    for block in blocks:
        squeeze = inputs[block.name].mean((2, 3))
        one, two = (block.module.get_submodule(f"conv{number}") for number in (1, 2))
        assert isinstance(one, nn.Conv2d)
        assert isinstance(two, nn.Conv2d)
        hidden = torch.relu(nn.functional.linear(squeeze, one.weight.flatten(1), one.bias))
        gate = torch.sigmoid(nn.functional.linear(hidden, two.weight.flatten(1), two.bias))
        torch.testing.assert_close(torch.as_tensor(gates[block.name]), gate, rtol=0, atol=1e-5)
        # They depend on the picture.
        assert (gate[0] - gate[1]).abs().max() > 1e-6


def test_its_weights_are_the_same_each_time(network: nn.Module) -> None:
    again = se_googlenet.load()
    for one, other in zip(network.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other)


def test_the_fast_copy_agrees(network: nn.Module) -> None:
    model = lively(se_googlenet.build(classes=7))
    x = pictures(1, 96)
    expected, found = run(model, x), run(fast_copy(model), x)
    assert (expected - found).abs().max() <= 1e-5 * expected.abs().max()


def test_the_summary_marks_its_blocks(network: nn.Module) -> None:
    summary = summarise(se_googlenet.build_without_tensors())
    assert list(summary.blocks) == NAMES
    # Two projections with biases a block, reduction 16.
    squeezed = [channels // 16 for channels in CHANNELS]
    pairs = list(zip(CHANNELS, squeezed, strict=True))
    assert summary.se_parameters == sum(2 * c * s + c + s for c, s in pairs) == 480_103
    assert summary.parameters == sum(p.numel() for p in network.parameters()) == 7_105_007
    plain = summarise(libraries_googlenet())
    assert summary.parameters - plain.parameters == summary.se_parameters
    assert summary.multiply_adds - plain.multiply_adds == summary.se_multiply_adds


def libraries_googlenet() -> nn.Module:
    with torch.device("meta"):
        model: nn.Module = GoogLeNet(aux_logits=False, init_weights=False)
    return model


def test_a_plain_network_is_taken_over_and_answers_nearly_the_same() -> None:
    plain = plain_googlenet()
    taken = se_googlenet.take_over(plain.state_dict())
    x = pictures(4, 96)
    before, after = run(plain, x), run(taken, x)
    assert (after - before).norm() < 0.1 * before.norm()
    assert torch.equal(before.argmax(1), after.argmax(1))
    # With all gates open it is the plain network.
    for block in find_blocks(taken):
        open_gates(block.module, 1 - 1e-7)  # type: ignore[arg-type]  # they are the own block
    torch.testing.assert_close(run(taken, x), before, rtol=1e-4, atol=1e-4)


def test_untrained_gates_start_nearly_open_for_every_picture() -> None:
    taken = se_googlenet.take_over(plain_googlenet().state_dict())
    blocks = find_blocks(taken)
    with capture_blocks(taken, blocks) as gates:
        run(taken, pictures(2, 96))
    for block in blocks:
        found = torch.as_tensor(gates[block.name])
        torch.testing.assert_close(found, torch.full_like(found, NEARLY_OPEN))


def test_untrained_gates_can_learn() -> None:
    torch.manual_seed(0)
    layer = SqueezeExcited(nn.Conv2d(3, 16, 1), 16, reduction=4)
    open_gates(layer.SE)
    x = pictures(8, 6)
    target = layer.transform(x).detach() * 0.5
    optimiser = torch.optim.Adam(layer.SE.parameters(), lr=0.1)
    losses = []
    for _ in range(120):
        optimiser.zero_grad()
        loss = nn.functional.mse_loss(layer(x), target)
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < 0.05 * losses[0]


def test_any_transform_can_have_a_block_behind_it() -> None:
    torch.manual_seed(0)
    for transform, channels in (
        (nn.Conv2d(3, 8, 3, stride=2), 8),
        (nn.Sequential(nn.Conv2d(3, 6, 1), nn.ReLU(), nn.MaxPool2d(2)), 6),
        (nn.Identity(), 3),
    ):
        layer = SqueezeExcited(transform, channels, reduction=2).eval()
        x = pictures(2, 9)
        with torch.inference_mode():
            squeeze = transform(x).mean((2, 3), keepdim=True)
            gate = torch.sigmoid(layer.SE.conv2(torch.relu(layer.SE.conv1(squeeze))))
            torch.testing.assert_close(layer(x), transform(x) * gate)
        (block,) = find_blocks(nn.Sequential(layer))
        assert (block.path, block.channels) == ("0.SE", channels)


@pytest.mark.parametrize(
    ("change", "first"),
    [
        ({"inception4b.branch1.conv.weight": None}, "inception4b.branch1.conv.weight"),
        ({"conv1.conv.weight": torch.zeros(64, 1, 7, 7)}, "[64, 1, 7, 7]"),
        ({"conv1.conv.extra": torch.zeros(3)}, "conv1.conv.extra"),
    ],
)
def test_tensors_of_another_network_are_refused(
    change: dict[str, Tensor | None], first: str
) -> None:
    state = {**plain_googlenet().state_dict(), **change}
    given = {name: tensor for name, tensor in state.items() if tensor is not None}
    with pytest.raises(ViewerError) as refusal:
        se_googlenet.take_over(given)
    assert refusal.value.code == "checkpoint.other_network"
    assert first in refusal.value.detail


def test_a_plain_checkpoint_opens_with_untrained_gates(tmp_path: Path) -> None:
    plain = plain_googlenet()
    path = tmp_path / "flowers.pth"
    torch.save({"state_dict": plain.state_dict()}, path)
    model = load_model(str(path), "cpu")
    card = card_of(model)
    assert card.title == "SE-GoogLeNet (flowers.pth)"
    assert se_googlenet.UNTRAINED_GATES_NOTE in card.note
    assert (card.trained, card.shortcut, len(card.labels)) == (False, False, 7)
    assert card.preprocessing.guessed
    assert card.fit is not None
    assert card.fit.matched == card.fit.expected
    assert any("transform_input" in remark for remark in card.fit.remarks)
    assert all(name.startswith(("aux1.", "aux2.")) for name in card.fit.left_over)
    x = pictures(2, 96)
    torch.testing.assert_close(run(model, x), run(se_googlenet.take_over(plain.state_dict()), x))


def test_published_weights_are_known_by_the_name_of_their_file(published: Path) -> None:
    card = card_of(load_model(str(published), "cpu"))
    assert card.preprocessing.mean == card.preprocessing.std == (0.5, 0.5, 0.5)
    assert card.fit is not None
    assert not any("transform_input" in remark for remark in card.fit.remarks)


@pytest.mark.parametrize("reduction", [16, 4])
def test_a_checkpoint_of_the_network_itself_opens_as_it_was(tmp_path: Path, reduction: int) -> None:
    trained = lively(se_googlenet.build(classes=5, reduction=reduction))
    path = tmp_path / "trained.pt"
    torch.save(trained.state_dict(), path)
    model = load_model(str(path), "cpu")
    card = card_of(model)
    assert (card.trained, card.shortcut, card.note) == (True, False, "")
    assert [block.name for block in card.blocks] == NAMES
    x = pictures(2, 96)
    assert torch.equal(run(model, x), run(trained, x))


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Weights for 1,000 classes where torchvision would have put them, named by their hash."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    folder = on_disk.torch_checkpoints()
    folder.mkdir(parents=True)
    whole = folder / "whole.pth"
    torch.save(plain_googlenet(1000).state_dict(), whole)
    digest = hashlib.sha256(whole.read_bytes()).hexdigest()
    known = libraries.weights_of(se_googlenet.PLAIN)
    assert known is not None
    path = whole.rename(folder / f"googlenet-{digest[:8]}.pth")
    weights = replace(known, place=Place(path.name))
    monkeypatch.setattr(libraries, "weights_of", lambda _name: weights)
    return path


def test_published_weights_on_this_machine_are_taken_over(published: Path) -> None:
    model = se_googlenet.load()
    card = card_of(model)
    assert "untrained SE blocks" in card.note
    assert (card.trained, card.shortcut) == (False, False)
    assert (len(card.labels), card.labels[281]) == (1000, "tabby")
    assert not card.preprocessing.guessed


def test_published_weights_see_what_torchvision_lets_them_see(published: Path) -> None:
    model = se_googlenet.load()
    for block in find_blocks(model):
        open_gates(block.module, 1 - 1e-7)  # type: ignore[arg-type]  # they are the own block
    original = plain_googlenet(1000, transform_input=True)
    colours = torch.rand(2, 3, 96, 96, generator=torch.Generator().manual_seed(0))
    way = card_of(model).preprocessing
    expected = run(original, normalised(colours, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
    found = run(model, normalised(colours, way.mean, way.std))
    torch.testing.assert_close(found, expected, rtol=1e-3, atol=1e-3)


def normalised(colours: Tensor, mean: Sequence[float], std: Sequence[float]) -> Tensor:
    """Colours in 0..1, as a network wants them."""
    centre, spread = (torch.tensor(values)[:, None, None] for values in (mean, std))
    return (colours - centre) / spread


def test_published_weights_that_were_changed_are_refused(published: Path) -> None:
    with published.open("r+b") as file:
        file.seek(5000)
        file.write(b"x")
    with pytest.raises(ViewerError) as refusal:
        se_googlenet.load()
    assert refusal.value.code == "checkpoint.damaged"
    assert published.name in refusal.value.sentence
