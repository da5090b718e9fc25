"""An inspector turns pictures into inspections, in batches, and leaves its network as it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.inspector import Inspector, Stopped
from senet_viewer.inspection.preprocess import PreparedImage
from senet_viewer.models.cards import card_of
from senet_viewer.models.loading import load_model
from senet_viewer.models.se_resnet import SEResNet
from senet_viewer.records import ImageRef, Preprocessing
from tests.inspection.test_capture import hooks
from tests.models import foreign
from tests.models.making import LABELS, write_bundle


@pytest.fixture
def bundled(tmp_path: Path) -> nn.Module:
    """A network from a checkpoint with labels, preprocessing and a temperature of 2."""
    folder = write_bundle(tmp_path)
    return load_model(str(folder / "model.safetensors"), device="cpu")


def prepared(inspector: Inspector, count: int) -> list[PreparedImage]:
    crop = inspector.card.preprocessing.crop
    generator = np.random.default_rng(0)
    return [
        PreparedImage(
            ImageRef(str(i), f"{i}.png"),
            generator.integers(0, 256, (crop, crop, 3), np.uint8),
            640 + i,
            480,
        )
        for i in range(count)
    ]


def test_an_inspection_says_all_there_is_to_say(bundled: nn.Module, picture: Path) -> None:
    inspector = Inspector(bundled, device="cpu")
    image = ImageRef("a", "picture.png", str(picture))
    (seen,) = inspector.run([inspector.prepare(str(picture), image)])
    assert seen.image == image
    assert seen.model == inspector.card.title == "SE-ResNet-18, small"
    assert (seen.device, inspector.device.key, inspector.precision) == ("CPU", "cpu", "float32")
    assert seen.preprocessing == inspector.card.preprocessing
    assert (seen.width, seen.height) == (90, 70)
    assert seen.seen.shape == (64, 64, 3)
    assert seen.seen.dtype == np.uint8
    assert seen.milliseconds > 0
    assert [b.name for b in seen.blocks] == [b.name for b in inspector.card.blocks]
    assert [b.module for b in seen.blocks] == [b.module for b in inspector.card.blocks]
    for block, card in zip(seen.blocks, inspector.card.blocks, strict=True):
        assert block.gates.shape == (card.channels,)
        assert block.gates.dtype == np.float32
        assert 0 <= block.gates.min() <= block.gates.max() <= 1
    assert seen.verified is None


def test_predictions_are_the_best_classes_with_the_networks_temperature(
    bundled: nn.Module,
) -> None:
    inspector = Inspector(bundled, device="cpu")
    pictures = prepared(inspector, 2)
    (seen, _) = inspector.run(pictures, top=3)
    batch = torch.from_numpy(pictures[0].seen).permute(2, 0, 1)[None] / 255
    with torch.no_grad():
        expected = (bundled((batch - 0.5) / 0.25) / 2.0).softmax(1)[0]
    assert len(seen.predictions) == 3
    for prediction in seen.predictions:
        assert prediction.label == LABELS[prediction.index]
        assert prediction.probability == pytest.approx(float(expected[prediction.index]), abs=1e-5)
    probabilities = [p.probability for p in seen.predictions]
    assert probabilities == sorted(probabilities, reverse=True)
    assert seen.predictions[0].index == int(expected.argmax())


def test_more_classes_than_there_are_cannot_be_asked_for(bundled: nn.Module) -> None:
    inspector = Inspector(bundled, device="cpu")
    (seen,) = inspector.run(prepared(inspector, 1), top=99)
    assert len(seen.predictions) == 7
    assert sum(p.probability for p in seen.predictions) == pytest.approx(1)


def test_a_batch_gives_what_its_pictures_give_alone(bundled: nn.Module) -> None:
    inspector = Inspector(bundled, device="cpu")
    pictures = prepared(inspector, 3)
    together = inspector.run(pictures)
    for picture, seen in zip(pictures, together, strict=True):
        (alone,) = inspector.run([picture])
        assert seen.image == alone.image == picture.image
        for block in seen.blocks:
            np.testing.assert_allclose(block.gates, alone.block(block.name).gates, atol=1e-5)


def test_nothing_gives_nothing(bundled: nn.Module) -> None:
    assert Inspector(bundled, device="cpu").run([]) == []


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_verified_on_request(bundled: nn.Module, precision: str) -> None:
    inspector = Inspector(bundled, "cpu", precision)
    for seen in inspector.run(prepared(inspector, 2), verify=True):
        assert seen.verified
        assert seen.largest_error == 0
        assert len([b for b in seen.blocks if b.error is not None]) == 8


def test_bfloat16_gates_stay_near(bundled: nn.Module) -> None:
    exact, rough = Inspector(bundled, "cpu"), Inspector(bundled, "cpu", "bfloat16")
    (expected,) = exact.run(prepared(exact, 1))
    (got,) = rough.run(prepared(rough, 1))
    for block in expected.blocks:
        np.testing.assert_allclose(got.block(block.name).gates, block.gates, atol=0.02)


def test_the_network_given_is_left_as_it_was(bundled: nn.Module) -> None:
    bundled.train()
    before = {name: tensor.clone() for name, tensor in bundled.state_dict().items()}
    inspector = Inspector(bundled, device="cpu")
    inspector.run(prepared(inspector, 1), verify=True)
    assert bundled.training
    assert hooks(bundled) == 0
    assert all(torch.equal(t, before[name]) for name, t in bundled.state_dict().items())


def test_a_pass_stops_at_the_next_block(bundled: nn.Module) -> None:
    inspector = Inspector(bundled, device="cpu")
    asked: list[int] = []

    def should_stop() -> bool:
        asked.append(1)
        return len(asked) == 4

    with pytest.raises(Stopped):
        inspector.run(prepared(inspector, 1), should_stop=should_stop)
    assert len(asked) == 4
    assert len(inspector.run(prepared(inspector, 1), should_stop=lambda: False)) == 1


@pytest.mark.parametrize(
    ("device", "precision", "code"),
    [("cuda:99", "float32", "device.missing"), ("cpu", "int4", "precision.unknown")],
)
def test_arguments_that_cannot_be_are_refused(
    model: SEResNet, device: str, precision: str, code: str
) -> None:
    with pytest.raises(ViewerError) as error:
        Inspector(model, device, precision)
    assert error.value.code == code


class TwoAnswers(nn.Module):
    """Returns logits and features."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return self.model(x), x


def test_an_answer_that_is_no_logits_is_refused(model: SEResNet) -> None:
    inspector = Inspector(TwoAnswers(model), device="cpu")
    with pytest.raises(ViewerError) as error:
        inspector.run(prepared(inspector, 1))
    assert error.value.code == "inspection.no_logits"
    assert "got tuple" in error.value.detail


def test_an_answer_that_is_not_finite_is_refused(model: SEResNet) -> None:
    nn.init.constant_(model.linear.bias, float("nan"))
    inspector = Inspector(model, device="cpu")
    with pytest.raises(ViewerError) as error:
        inspector.run(prepared(inspector, 1))
    assert error.value.code == "inspection.broken_weights"
    assert "“SEResNet” hold values" in error.value.sentence, "it comes from no file"
    assert error.value.detail == "linear.bias"


def test_a_checkpoint_whose_answer_is_not_finite_is_named_by_its_file(
    model: SEResNet, tmp_path: Path
) -> None:
    path = tmp_path / "epoch_9.pth"
    nn.init.constant_(model.get_parameter("layer3.0.conv1.weight"), float("inf"))
    torch.save(model.state_dict(), path)
    inspector = Inspector(load_model(str(path), "cpu"), device="cpu")
    with pytest.raises(ViewerError) as error:
        inspector.run(prepared(inspector, 1))
    assert error.value.params == {"name": "epoch_9.pth"}
    assert error.value.sentence == (
        "The weights of “epoch_9.pth” hold values that are not finite, so that it cannot answer; "
        "save it again, or choose an earlier checkpoint of its training run."
    )


def test_weights_that_are_finite_but_too_large_are_told_apart(
    model: SEResNet, tmp_path: Path
) -> None:
    path = tmp_path / "epoch_9.pth"
    nn.init.constant_(model.linear.weight, 3e38)
    torch.save(model.state_dict(), path)
    for precision, code in (("float32", "not_finite"), ("bfloat16", "overflow")):
        inspector = Inspector(load_model(str(path), "cpu"), "cpu", precision)
        with pytest.raises(ViewerError) as error:
            inspector.run(prepared(inspector, 1))
        assert error.value.code == f"inspection.{code}"
        assert "“epoch_9.pth” answers with values that are not finite" in error.value.sentence


class Greedy(nn.Module):
    """Has room for so many pictures only."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.inner = foreign.network(foreign.SELayer(8))
        self.room = room

    def forward(self, x: Tensor) -> Tensor:
        if x.device.type != "meta" and len(x) > self.room:
            raise torch.OutOfMemoryError("Tried to allocate 20.00 MiB.")
        logits: Tensor = self.inner(x)
        return logits


def test_a_full_memory_means_smaller_batches_and_says_so() -> None:
    notices: list[ViewerError] = []
    inspector = Inspector(Greedy(room=3), device="cpu", notice=notices.append)
    pictures = prepared(inspector, 13)
    assert [seen.image for seen in inspector.run(pictures)] == [p.image for p in pictures]
    assert [notice.code for notice in notices] == ["memory.smaller_batch"] * 2
    assert notices[-1].params == {"device": "CPU", "pictures": "3"}
    inspector.run(pictures)
    assert len(notices) == 2


def test_where_not_one_picture_fits_it_is_an_error() -> None:
    inspector = Inspector(Greedy(room=0), device="cpu")
    with pytest.raises(ViewerError) as error:
        inspector.run(prepared(inspector, 4))
    assert error.value.code == "memory.full"


class Fails(Greedy):
    def forward(self, x: Tensor) -> Tensor:
        if x.device.type != "meta":
            raise RuntimeError("something else")
        return super().forward(x)


def test_other_failures_are_not_taken_for_a_full_memory() -> None:
    inspector = Inspector(Fails(room=1), device="cpu")
    with pytest.raises(RuntimeError, match="something else"):
        inspector.run(prepared(inspector, 2))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device")
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_cuda_gives_what_the_cpu_gives(bundled: nn.Module, precision: str) -> None:
    on_cpu, on_cuda = Inspector(bundled, "cpu"), Inspector(bundled, "cuda", precision)
    pictures = prepared(on_cpu, 2)
    tolerance = 1e-3 if precision == "float32" else 0.03
    for expected, got in zip(on_cpu.run(pictures), on_cuda.run(pictures, verify=True), strict=True):
        assert got.verified
        for block in expected.blocks:
            np.testing.assert_allclose(got.block(block.name).gates, block.gates, atol=tolerance)


def test_a_network_that_knows_no_labels_gets_numbers() -> None:
    inspector = Inspector(foreign.network(foreign.SELayer(8), classes=4), device="cpu")
    assert inspector.card == card_of(foreign.network(foreign.SELayer(8), classes=4))
    (seen,) = inspector.run(prepared(inspector, 1))
    assert {p.label for p in seen.predictions} == {f"class {i}" for i in range(4)}
    assert seen.preprocessing == Preprocessing(guessed=True)
