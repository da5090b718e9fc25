"""The private fast copy: less work, the same answer and the same blocks."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import parametrizations

from senet_viewer.errors import ViewerError
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.fast import fast_copy
from senet_viewer.models.folding import foldable_pairs
from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings
from tests.models.making import lively, pictures, small_network
from tests.models.plain_se_resnet import PlainSEResNet


def relative_difference(got: Tensor, expected: Tensor) -> float:
    return float((got.float() - expected).abs().max() / expected.abs().max())


SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    "depth",
    [
        18,
        50,
        pytest.param(34, marks=SLOW),
        pytest.param(101, marks=SLOW),
        pytest.param(152, marks=SLOW),
    ],
)
@pytest.mark.parametrize("imagenet_stem", [False, True])
def test_it_agrees_with_the_plainly_written_network(depth: int, imagenet_stem: bool) -> None:
    torch.manual_seed(0)
    plain = PlainSEResNet(depth, imagenet_stem, classes=10)
    lively(plain)
    stem = "imagenet" if imagenet_stem else "tutorial"
    model = SEResNet(SEResNetSettings(depth, stem, classes=10))  # type: ignore[arg-type]  # of two
    model.load_state_dict(plain.state_dict())
    x = pictures(2, 32)
    with torch.inference_mode():
        difference = relative_difference(fast_copy(model.eval())(x), plain(x))
    assert difference <= 1e-5


def test_every_batch_norm_is_folded() -> None:
    fast = fast_copy(small_network())
    assert not [m for m in fast.modules() if isinstance(m, nn.BatchNorm2d)]


def test_convolutions_are_channels_last() -> None:
    weight = fast_copy(small_network()).get_submodule("layer2.0.conv2").weight
    assert isinstance(weight, Tensor)
    assert weight.is_contiguous(memory_format=torch.channels_last)


def test_blocks_keep_their_names_and_paths() -> None:
    model = small_network()
    before = [(b.name, b.path, b.channels) for b in find_blocks(model)]
    after = [(b.name, b.path, b.channels) for b in find_blocks(fast_copy(model))]
    assert after == before


def test_the_original_stays_as_it_is() -> None:
    model = small_network().train()
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    fast_copy(model)
    assert model.training
    assert all(p.requires_grad for p in model.parameters())
    assert model.state_dict().keys() == before.keys()
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())


def test_bfloat16_stays_near() -> None:
    model = small_network()
    fast = fast_copy(model, "bfloat16")
    assert {p.dtype for p in fast.parameters()} == {torch.bfloat16}
    x = pictures(4)
    with torch.inference_mode():
        assert relative_difference(fast(x.bfloat16()), model(x)) < 0.05


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(ViewerError) as error:
        fast_copy(small_network(), "float8")
    assert error.value.code == "precision.unknown"


def test_a_network_that_cannot_be_copied_is_refused() -> None:
    model = small_network()
    model.__dict__["computed"] = model.conv1.weight * 2
    with pytest.raises(ViewerError) as error:
        fast_copy(model)
    assert error.value.code == "model.uncopyable"
    assert "“SEResNet” holds what cannot be copied" in error.value.sentence


class PreActivation(nn.Module):
    """Its first convolution is read by a batch norm and by the shortcut."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, padding=1)
        self.norm = nn.BatchNorm2d(8)
        self.conv = nn.Conv2d(8, 8, 3, padding=1)
        self.last = nn.BatchNorm2d(8)

    def forward(self, x: Tensor) -> Tensor:
        features = self.stem(x)
        branch: Tensor = self.last(self.conv(torch.relu(self.norm(features))))
        pooled: Tensor = (branch + features).mean((2, 3))
        return pooled


class Shared(nn.Module):
    """One convolution, two batch norms."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)
        self.first = nn.BatchNorm2d(3)
        self.second = nn.BatchNorm2d(3)

    def forward(self, x: Tensor) -> Tensor:
        second: Tensor = self.second(self.conv(torch.relu(self.first(self.conv(x)))))
        return second.mean((2, 3))


@pytest.mark.parametrize(
    ("model", "pairs"),
    [(PreActivation(), (("conv", "last"),)), (Shared(), ())],
    ids=["read twice", "run twice"],
)
def test_only_what_nothing_else_reads_is_folded(
    model: nn.Module, pairs: tuple[tuple[str, str], ...]
) -> None:
    lively(model)
    assert foldable_pairs(model) == pairs
    x = pictures(2, 16)
    with torch.inference_mode():
        assert relative_difference(fast_copy(model)(x), model(x)) <= 1e-5


class Reparametrised(nn.Module):
    """Computes the weights of its convolution anew in every pass."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = parametrizations.weight_norm(nn.Conv2d(3, 8, 3))
        self.norm: nn.Module = nn.BatchNorm2d(8)

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.norm(self.conv(x))
        return features.mean((2, 3))


class SquaredNorm(nn.BatchNorm2d):
    """A batch norm of a library that does more than to normalise, and holds no module for it."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x) ** 2


class ShiftedNorm(nn.BatchNorm2d):
    """Holds its activation, but does more."""

    def __init__(self, channels: int) -> None:
        super().__init__(channels)
        self.act = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        shifted: Tensor = self.act(super().forward(x) + 1)
        return shifted


class Derived(Reparametrised):
    """Its norm is of a derived class."""

    def __init__(self, norm: nn.Module) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.norm = norm


class NormAndActivation(nn.BatchNorm2d):
    """Normalises, and hands on to its dropout and its activation."""

    def __init__(self, channels: int) -> None:
        super().__init__(channels)
        self.drop, self.act = nn.Identity(), nn.SiLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        active: Tensor = self.act(self.drop(super().forward(x)))
        return active


def test_a_norm_that_holds_its_activation_is_folded_and_the_activation_stays() -> None:
    model = lively(Derived(NormAndActivation(8)))
    assert foldable_pairs(model) == (("conv", "norm"),)
    fast = fast_copy(model)
    assert [type(rest) for rest in fast.get_submodule("norm").children()] == [nn.Identity, nn.SiLU]
    x = pictures(2, 16)
    with torch.inference_mode():
        assert relative_difference(fast(x), model(x)) <= 1e-5


class Hooked(Reparametrised):
    """Somebody changes what its convolution gives."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.conv.register_forward_hook(lambda _module, _inputs, output: output * 2)


class Viewed(Reparametrised):
    """Reads the convolution's output once more, by another shape."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)

    def forward(self, x: Tensor) -> Tensor:
        features = self.conv(x)
        added: Tensor = self.norm(features).mean((2, 3)) + features.flatten(2).amax(2)
        return added


@pytest.mark.parametrize(
    "model",
    [Reparametrised(), Derived(SquaredNorm(8)), Derived(ShiftedNorm(8)), Hooked(), Viewed()],
    ids=lambda model: type(getattr(model, "norm", model)).__name__,
)
def test_layers_that_do_more_are_left_alone(model: nn.Module) -> None:
    lively(model)
    assert foldable_pairs(model) == ()
    x = pictures(2, 16)
    with torch.inference_mode():
        assert relative_difference(fast_copy(model)(x), model(x)) <= 1e-5


class WantsSequences(PreActivation):
    """Takes frames, so that it cannot be probed with a picture."""

    def forward(self, x: Tensor) -> Tensor:
        assert x.ndim == 5
        return super().forward(x.flatten(0, 1))


def test_a_network_that_cannot_be_probed_is_copied_unfolded() -> None:
    model = lively(WantsSequences())
    x = pictures(2, 16)[None]
    assert foldable_pairs(model) == ()
    with torch.inference_mode():
        assert relative_difference(fast_copy(model)(x), model(x)) <= 1e-5


class NeedsLargePictures(PreActivation):
    """Its pooling window is larger than the smallest probe."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(functional.avg_pool2d(x, 40))


def test_a_larger_picture_is_tried_where_a_small_one_does_not_do() -> None:
    assert foldable_pairs(lively(NeedsLargePictures())) == (("conv", "last"),)


def test_loading_and_copying_do_not_import_torchs_compiler() -> None:
    code = (
        "import sys\n"
        "from senet_viewer.models.fast import fast_copy\n"
        "from senet_viewer.models.loading import load_model\n"
        "fast_copy(load_model('se_resnet18', 'cpu'))\n"
        "assert not {'torch._dynamo', 'torch._inductor', 'sympy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
