"""A training that was interrupted and resumed gives the weights of one that was not."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from excitation import excitation_parameters, renew_excitation
from export import half_precision, read_state
from facts import WEIGHTS, write_facts
from recipe import Cycle, Recipe, normalise
from safetensors.torch import save_file
from tiny_imagenet import Pictures
from torch import Tensor, nn
from train import EPOCHS_FILE, STATE_FILE, Run, build, go_on, restore, save, start, train

from senet_viewer.inspection.capture import capture
from senet_viewer.models.se_resnet import SEResNet


def one_cycle(*schedule: tuple[int, int]) -> tuple[Cycle, ...]:
    return (Cycle(schedule, peak_rate=0.2, warm_up=0.15),)


RECIPE = Recipe(
    width=16, cycles=one_cycle((1, 16), (1, 24)), batch=8, crops_per_batch=2, excitation_epoch=1
)
CLASSES = 6
STEPS_PER_EPOCH = 4
Data = tuple[Pictures, Pictures]


@pytest.fixture(autouse=True)
def _one_thread() -> object:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def data() -> Data:
    random = np.random.default_rng(7)

    def pictures(count: int) -> Pictures:
        pixels = random.integers(0, 256, (count, 64, 64, 3), dtype=np.uint8)
        return Pictures(pixels, np.arange(count) % CLASSES)

    return pictures(STEPS_PER_EPOCH * RECIPE.batch + 3), pictures(12)


def new_run(seed_with: Path | None = None) -> Run:
    run = start(RECIPE, CLASSES, torch.device("cpu"))
    if seed_with is not None:
        restore(run, seed_with)
    return run


def assert_equal(one: Run, other: Run) -> None:
    assert one.step == other.step
    for ours, theirs in ((one.model, other.model), (one.average, other.average)):
        expected = theirs.state_dict()
        for name, tensor in ours.state_dict().items():
            assert torch.equal(tensor, expected[name]), name


@pytest.mark.parametrize(
    ("interrupted_at", "save_every", "resumed_from"),
    [
        (6, 1e9, 4),  # in the second epoch: the steps after the last save are lost and repeated
        (6, 0, 6),  # saved right before
        (2, 0, 2),  # in the first epoch
    ],
)
def test_an_interrupted_training_ends_with_the_same_weights(
    interrupted_at: int, save_every: float, resumed_from: int, data: Data, tmp_path: Path
) -> None:
    whole = new_run()
    (tmp_path / "whole").mkdir()
    train(whole, RECIPE, data, tmp_path / "whole")
    assert whole.step == 2 * STEPS_PER_EPOCH

    train(new_run(), RECIPE, data, tmp_path, save_every=save_every, stop_at=interrupted_at)
    resumed = new_run(tmp_path / STATE_FILE)
    assert resumed.step == resumed_from
    train(resumed, RECIPE, data, tmp_path)
    assert_equal(resumed, whole)


def test_training_changes_the_weights_and_the_average_follows(data: Data, tmp_path: Path) -> None:
    run, untouched = new_run(), new_run()
    train(run, RECIPE, data, tmp_path)
    weight = run.model.conv1.weight
    assert not torch.equal(weight, untouched.model.conv1.weight)
    assert not torch.equal(weight, run.average.conv1.weight)


def test_each_epoch_is_reported(data: Data, tmp_path: Path) -> None:
    train(new_run(), RECIPE, data, tmp_path)
    reports = [json.loads(line) for line in (tmp_path / EPOCHS_FILE).read_text().splitlines()]
    assert [report["epoch"] for report in reports] == [1, 2]
    assert list(reports[0]["top1_top5"]) == ["16", "24"]


def test_a_half_written_state_never_replaces_a_whole_one(data: Data, tmp_path: Path) -> None:
    run = new_run()
    save(run, RECIPE, tmp_path / STATE_FILE)
    (tmp_path / "state.part").write_bytes(b"cut off here")
    assert_equal(new_run(tmp_path / STATE_FILE), run)


def test_a_state_tells_its_recipe_and_how_far_it_is(tmp_path: Path) -> None:
    run = new_run()
    run.step = 781 * 2
    save(run, Recipe(width=16, cycles=one_cycle((2, 16), (1, 24))), tmp_path / STATE_FILE)
    state = read_state(tmp_path / STATE_FILE)
    assert state.recipe.cycles == one_cycle((2, 16), (1, 24))
    assert (state.epochs, state.pixels) == (2.0, 16)
    run.step += 1
    save(run, Recipe(width=16, cycles=one_cycle((2, 16), (1, 24))), tmp_path / STATE_FILE)
    assert read_state(tmp_path / STATE_FILE).pixels == 24


class TestExcitation:
    """Gates tell pictures apart from the epoch on in which their layers start anew."""

    def gates(self, model: SEResNet, images: Tensor) -> dict[str, Tensor]:
        with torch.inference_mode(), capture(model.eval()) as gates:
            model(images)
        return gates

    def test_each_gate_varies_over_the_pictures_by_the_gain(self) -> None:
        torch.manual_seed(5)
        model = build(Recipe(width=32), CLASSES)
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                nn.init.uniform_(module.weight, 0.5, 1.5)
        images = torch.randn(60, 3, 32, 32) * torch.rand(60, 3, 1, 1) * 3
        renew_excitation(model, images, gain=1.0)
        for name, gate in self.gates(model, images).items():
            assert torch.logit(gate).std(0).mean() == pytest.approx(1.0, abs=0.05), name
            assert torch.logit(gate).mean() == pytest.approx(0.0, abs=0.3), name

    def test_they_are_trained_without_weight_decay(self) -> None:
        run = new_run()
        decayed, others = run.optimiser.param_groups
        excitation = {id(parameter) for parameter in excitation_parameters(run.model)}
        assert len(excitation) == 8 * 4
        assert others["weight_decay"] == 0
        assert excitation <= {id(parameter) for parameter in others["params"]}
        assert not excitation & {id(parameter) for parameter in decayed["params"]}

    def test_training_starts_them_anew_in_the_epoch_of_the_recipe(
        self, data: Data, tmp_path: Path
    ) -> None:
        run = new_run()
        images = normalise(torch.from_numpy(data[1].pixels))
        train(run, RECIPE, data, tmp_path, stop_at=STEPS_PER_EPOCH - 1)
        before = self.gates(run.average, images)["SE_3_1"].std(0).mean()
        train(run, RECIPE, data, tmp_path, stop_at=STEPS_PER_EPOCH + 1)
        after = self.gates(run.average, images)["SE_3_1"].std(0).mean()
        assert after > 5 * before


class TestRecipe:
    def test_pictures_grow_along_the_schedule(self) -> None:
        cycles = (*one_cycle((2, 32), (1, 48)), Cycle(((1, 64),), peak_rate=0.1, warm_up=0.0))
        recipe = Recipe(cycles=cycles)
        assert [recipe.pixels(epoch) for epoch in range(5)] == [32, 32, 48, 64, 64]
        assert recipe.epochs == 4

    def test_the_rate_rises_to_its_peak_and_falls_to_nothing_in_each_cycle(self) -> None:
        second_cycle = Cycle(((2, 64),), peak_rate=0.08, warm_up=0.0)
        recipe = Recipe(cycles=(*one_cycle((8, 32)), second_cycle))
        rates = [recipe.rate(step / 100) for step in range(1000)]
        first, second = rates[:800], rates[800:]
        assert max(first) == pytest.approx(0.2, rel=0.01)
        assert first[0] < 0.1 * 0.2
        peak = first.index(max(first))
        assert first[: peak + 1] == sorted(first[: peak + 1])
        assert first[peak:] == sorted(first[peak:], reverse=True)
        assert second[0] == pytest.approx(0.08)
        assert second == sorted(second, reverse=True)
        assert first[-1] < 1e-5
        assert second[-1] < 1e-4
        assert recipe.rate(10) == 0


class TestGoingOnFromShippedWeights:
    def published(self, run: Run, folder: Path) -> Path:
        folder.mkdir()
        save_file(half_precision(run.average.state_dict()), folder / WEIGHTS)
        training = {"epochs": 1.0, "minutes": 7, "epochs_measured": [[1, 6.9, 16, 20.0, 40.0]]}
        write_facts(folder, {"training": training})
        return folder

    def test_takes_over_weights_epoch_and_reports(self, data: Data, tmp_path: Path) -> None:
        earlier, run = new_run(), new_run()
        train(earlier, RECIPE, data, tmp_path, stop_at=STEPS_PER_EPOCH)
        folder = self.published(earlier, tmp_path / "shipped")
        go_on(run, folder, STEPS_PER_EPOCH, tmp_path / EPOCHS_FILE)
        assert (run.step, run.seconds) == (STEPS_PER_EPOCH, 7 * 60)
        for network in (run.model, run.average):
            weight = network.linear.weight
            assert torch.allclose(weight, earlier.average.linear.weight, rtol=1e-3, atol=1e-6)
        train(run, RECIPE, data, tmp_path)
        reports = [json.loads(line) for line in (tmp_path / EPOCHS_FILE).read_text().splitlines()]
        assert [report["epoch"] for report in reports] == [1, 2]

    def test_refuses_weights_of_another_recipe(self, tmp_path: Path) -> None:
        other = start(dataclasses.replace(RECIPE, depth=34), CLASSES, torch.device("cpu"))
        folder = self.published(other, tmp_path / "shipped")
        with pytest.raises(SystemExit, match="does not fit"):
            go_on(new_run(), folder, STEPS_PER_EPOCH, tmp_path / EPOCHS_FILE)
