"""Makes inspections of what a forward pass gave."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from senet_viewer.inspection.passes import Pass
from senet_viewer.inspection.preprocess import PreparedImage
from senet_viewer.inspection.proof import FLOOR
from senet_viewer.models.blocks import SEBlock
from senet_viewer.models.cards import numbered_labels
from senet_viewer.records import BlockGates, DeviceCard, Inspection, ModelCard, Prediction


def assemble(
    card: ModelCard,
    device: DeviceCard,
    blocks: Sequence[SEBlock],
    prepared: Sequence[PreparedImage],
    done: Pass,
    *,
    temperature: float,
    top: int,
) -> list[Inspection]:
    """One inspection a picture, in the order of the batch."""
    probabilities = (done.logits / temperature).softmax(1)
    labels = card.labels
    if len(labels) != probabilities.shape[1]:
        labels = numbered_labels(probabilities.shape[1])
    return [
        Inspection(
            image=picture.image,
            model=card.title,
            device=device.title,
            preprocessing=card.preprocessing,
            predictions=_best(probabilities[row], labels, top),
            blocks=tuple(_gates(block, done, row) for block in blocks),
            seen=picture.seen,
            width=picture.width,
            height=picture.height,
            milliseconds=done.milliseconds / len(prepared),
            tolerance=FLOOR if done.proof is None else done.proof.tolerance(row),
        )
        for row, picture in enumerate(prepared)
    ]


def _best(probabilities: Tensor, labels: Sequence[str], top: int) -> tuple[Prediction, ...]:
    values, indices = probabilities.topk(min(top, len(probabilities)))
    return tuple(
        Prediction(labels[index], index, value)
        for value, index in zip(values.tolist(), indices.tolist(), strict=True)
    )


def _gates(block: SEBlock, done: Pass, row: int) -> BlockGates:
    return BlockGates(
        name=block.name,
        stage=block.stage,
        index=block.index,
        module=block.path,
        gates=done.gates[block.name][row].numpy(),
        error=None if done.proof is None else float(done.proof.errors[block.name][row]),
    )
