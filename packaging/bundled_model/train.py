"""Trains the bundled network on Tiny-ImageNet; resumes where an earlier run was cut off.

    python packaging/bundled_model/train.py DATA [--work FOLDER] [--threads N] [--device cuda]
                                            [--go-on-from FOLDER]

DATA is the folder ``tiny-imagenet-200`` or a git directory that holds it. The state (weights,
optimiser, average, step) is saved every few minutes in FOLDER, which git ignores. Where that is
lost, the run goes on from shipped weights, at the epoch that the facts beside them tell.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from excitation import excitation_parameters, renew_excitation
from facts import WEIGHTS, read_facts
from recipe import Recipe, augment, normalise
from safetensors.torch import load_file
from tiny_imagenet import Pictures, Source, load_pictures
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, interpolate

from senet_viewer.models.se_resnet import (
    BasicBlock,
    Bottleneck,
    SEResNet,
    SEResNetSettings,
)

SAVE_EVERY_SECONDS = 240
STATE_FILE = "state.pt"
EPOCHS_FILE = "epochs.jsonl"
EXCITATION_PICTURES = 250


@dataclass
class Run:
    """What changes while training."""

    model: SEResNet
    average: SEResNet
    optimiser: torch.optim.Optimizer
    step: int = 0
    seconds: float = 0.0


def build(recipe: Recipe, classes: int) -> SEResNet:
    """A network with He initialisation whose residual branches start at zero."""
    torch.manual_seed(recipe.seed)
    model = SEResNet(SEResNetSettings(recipe.depth, recipe.stem, classes, width=recipe.width))
    for module in model.modules():
        if isinstance(module, nn.Conv2d) and module.kernel_size != (1, 1):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        if isinstance(module, BasicBlock):
            nn.init.zeros_(module.bn2.weight)
        if isinstance(module, Bottleneck):
            nn.init.zeros_(module.bn3.weight)
    return model


def start(recipe: Recipe, classes: int, device: torch.device) -> Run:
    """A run at step 0, from scratch."""
    model, average = build(recipe, classes), build(recipe, classes)
    for network in (model, average):
        network.to(device).to(memory_format=torch.channels_last)
    excitation = {id(parameter) for parameter in excitation_parameters(model)}
    decayed = [p for p in model.parameters() if p.ndim > 1 and id(p) not in excitation]
    others = [p for p in model.parameters() if p.ndim <= 1 or id(p) in excitation]
    optimiser = torch.optim.SGD(
        [
            {"params": decayed, "weight_decay": recipe.weight_decay},
            {"params": others, "weight_decay": 0.0},
        ],
        lr=recipe.rate(0),
        momentum=recipe.momentum,
        nesterov=True,
    )
    return Run(model, average, optimiser)


def save(run: Run, recipe: Recipe, file: Path) -> None:
    state = {
        "recipe": json.dumps(asdict(recipe)),
        "model": run.model.state_dict(),
        "average": run.average.state_dict(),
        "optimiser": run.optimiser.state_dict(),
        "step": run.step,
        "seconds": run.seconds,
    }
    temporary = file.with_suffix(".part")
    torch.save(state, temporary)
    temporary.replace(file)


def restore(run: Run, file: Path) -> None:
    state = torch.load(file, weights_only=True, map_location="cpu")
    run.model.load_state_dict(state["model"])
    run.average.load_state_dict(state["average"])
    run.optimiser.load_state_dict(state["optimiser"])
    run.step, run.seconds = state["step"], state["seconds"]


def go_on(run: Run, shipped: Path, steps_per_epoch: int, epochs_file: Path) -> None:
    """Take over the weights of a published folder, and how far its facts say that they are."""
    weights = {name: tensor.float() for name, tensor in load_file(shipped / WEIGHTS).items()}
    for network in (run.model, run.average):
        missing, unexpected = network.load_state_dict(weights, strict=False)
        if unexpected or any(not name.endswith("num_batches_tracked") for name in missing):
            raise SystemExit(f"{shipped / WEIGHTS} does not fit this recipe.")
    training = read_facts(shipped)["training"]
    run.step = round(training["epochs"] * steps_per_epoch)
    run.seconds = training["minutes"] * 60.0
    reports = [
        {"epoch": epoch, "minutes": minutes, "top1_top5": {pixels: [top1, top5]}}
        for epoch, minutes, pixels, top1, top5 in training["epochs_measured"]
    ]
    epochs_file.write_text("".join(json.dumps(report) + "\n" for report in reports))


def renew(run: Run, recipe: Recipe, training: Pictures) -> None:
    """Start the excitation layers anew, in the average too, without their old momentum."""
    torch.manual_seed(recipe.seed)
    device = next(run.model.parameters()).device
    every = max(1, len(training.labels) // EXCITATION_PICTURES)
    images = normalise(torch.from_numpy(np.array(training.pixels[::every])))
    renew_excitation(run.model, images.to(device), recipe.excitation_gain)
    run.average.load_state_dict(run.model.state_dict())
    for parameter in excitation_parameters(run.model):
        run.optimiser.state.pop(parameter, None)


@torch.no_grad()
def update_average(run: Run, recipe: Recipe) -> None:
    """Exponential moving average of weights and statistics, short at first."""
    keep = min(recipe.average_decay, (1 + run.step) / (10 + run.step))
    ours = [v for v in run.average.state_dict().values() if v.dtype.is_floating_point]
    theirs = [v for v in run.model.state_dict().values() if v.dtype.is_floating_point]
    torch._foreach_lerp_(ours, theirs, 1 - keep)


@torch.inference_mode()
def accuracy(
    model: nn.Module, pictures: Pictures, pixels: int, device: torch.device
) -> tuple[float, float]:
    """Top-1 and top-5 accuracy in per cent, with pictures resized to ``pixels``."""
    model.eval()
    hits = torch.zeros(2)
    for first in range(0, len(pictures.labels), 250):
        batch = torch.from_numpy(np.array(pictures.pixels[first : first + 250]))
        images = normalise(batch)
        if pixels != images.shape[-1]:
            images = interpolate(images, (pixels, pixels), mode="bilinear", antialias=True)
        images = images.to(device).contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16):
            top = model(images).topk(5).indices.cpu()
        right = top == torch.from_numpy(pictures.labels[first : first + 250])[:, None]
        hits += torch.tensor([right[:, 0].sum(), right.any(1).sum()])
    top1, top5 = (hits / len(pictures.labels) * 100).tolist()
    return top1, top5


def train_step(run: Run, recipe: Recipe, images: Tensor, labels: Tensor, epochs: float) -> float:
    for group in run.optimiser.param_groups:
        group["lr"] = recipe.rate(epochs)
    run.model.train()
    with torch.autocast(images.device.type, torch.bfloat16):
        logits = run.model(images)
    loss = cross_entropy(logits.float(), labels, label_smoothing=recipe.label_smoothing)
    run.optimiser.zero_grad(set_to_none=True)
    torch.autograd.backward(loss)
    run.optimiser.step()
    run.step += 1
    update_average(run, recipe)
    return float(loss.detach())


def train(
    run: Run,
    recipe: Recipe,
    data: tuple[Pictures, Pictures],
    work: Path,
    *,
    save_every: float = SAVE_EVERY_SECONDS,
    stop_at: int | None = None,
) -> None:
    """Train from ``run.step`` to the end of the schedule, or to step ``stop_at``, unsaved.

    The state is saved after each epoch and every ``save_every`` seconds. Every random number is
    drawn from the seed and the step, so an interrupted run that is resumed gives the same weights.
    """
    training, validation = data
    device = next(run.model.parameters()).device
    steps_per_epoch = len(training.labels) // recipe.batch
    total = steps_per_epoch * recipe.epochs
    saved = time.monotonic()
    while run.step < total:
        epoch, begin = divmod(run.step, steps_per_epoch)
        if begin == 0 and epoch == recipe.excitation_epoch:
            renew(run, recipe, training)
        order = np.random.default_rng((recipe.seed, epoch)).permutation(len(training.labels))
        for number in range(begin, steps_per_epoch):
            if run.step == stop_at:
                return
            started = time.monotonic()
            chosen = np.sort(order[number * recipe.batch : (number + 1) * recipe.batch])
            random = np.random.default_rng((recipe.seed, epoch, number))
            images = augment(training.pixels[chosen], recipe.pixels(epoch), recipe, random)
            labels = torch.from_numpy(training.labels[chosen]).to(device)
            loss = train_step(run, recipe, images.to(device), labels, run.step / steps_per_epoch)
            run.seconds += time.monotonic() - started
            if run.step % 50 == 0:
                rate = recipe.batch / (time.monotonic() - started)
                print(
                    f"step {run.step}/{total} loss {loss:.3f} {rate:.0f} images/s"
                    f" {run.seconds / 60:.1f} min",
                    flush=True,
                )
            if time.monotonic() - saved >= save_every:
                save(run, recipe, work / STATE_FILE)
                saved = time.monotonic()
        save(run, recipe, work / STATE_FILE)
        report_epoch(run, recipe, epoch, validation, work)


def report_epoch(run: Run, recipe: Recipe, epoch: int, validation: Pictures, work: Path) -> None:
    device = next(run.average.parameters()).device
    sizes = {recipe.pixels(epoch), recipe.pixels(recipe.epochs)}
    measured = {size: accuracy(run.average, validation, size, device) for size in sorted(sizes)}
    line = {"epoch": epoch + 1, "minutes": round(run.seconds / 60, 1), "top1_top5": measured}
    print(json.dumps(line), flush=True)
    with (work / EPOCHS_FILE).open("a") as log:
        log.write(json.dumps(line) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path(".training"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--go-on-from", type=Path, help="published folder, where no state is left")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    recipe = Recipe()
    options.work.mkdir(parents=True, exist_ok=True)
    source = Source(options.data)
    data = (
        load_pictures(source, "train", options.work / "pictures"),
        load_pictures(source, "val", options.work / "pictures"),
    )
    run = start(recipe, 200, torch.device(options.device))
    if (options.work / STATE_FILE).exists():
        restore(run, options.work / STATE_FILE)
        print(f"resumed at step {run.step}", flush=True)
    elif options.go_on_from is not None:
        steps_per_epoch = len(data[0].labels) // recipe.batch
        go_on(run, options.go_on_from, steps_per_epoch, options.work / EPOCHS_FILE)
    train(run, recipe, data, options.work)


if __name__ == "__main__":
    main()
