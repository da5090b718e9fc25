"""What tooltips teach: what a block is, where its name comes from, what its gates do."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from senet_viewer.gui.plots.gates_layout import Stage
from senet_viewer.records import BlockCard, ModelCard


def tip(*paragraphs: str) -> str:
    """Paragraphs of plain text as a tooltip that wraps its lines."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs if text)


def block_tips(card: ModelCard, stages: Sequence[Stage]) -> dict[str, str]:
    """A tooltip for each block of a network."""
    return {
        block.name: tip(_place(block, stage.resnet), _maps(block), _mechanism(card.shortcut))
        for stage in stages
        for block in stage.blocks
    }


def _place(block: BlockCard, resnet: bool) -> str:
    if resnet:
        text = QCoreApplication.translate(
            "plots",
            "{name}: block {index} of stage {stage}. The paper calls the stage conv{stage}_x; in "
            "code it is layer{layer}, and this block {module}, counted from 0.",
        )
    else:
        text = QCoreApplication.translate(
            "plots",
            "{name}: block {index} of stage {stage}. A stage is a size of the maps here, counted "
            "so that the last is 5. In code: {module}.",
        )
    return text.format(
        name=block.name,
        index=block.index,
        stage=block.stage,
        layer=block.stage - 1,
        module=block.module,
    )


def _maps(block: BlockCard) -> str:
    if block.height and block.width:
        text = QCoreApplication.translate(
            "plots", "{channels} channels, each a map of {height}×{width} cells with a gate."
        )
    else:
        text = QCoreApplication.translate("plots", "{channels} channels, each a map with a gate.")
    return text.format(channels=block.channels, height=block.height, width=block.width)


def _mechanism(shortcut: bool) -> str:
    squeeze = QCoreApplication.translate(
        "plots",
        "Squeeze: one number a channel, the mean of its map. Excitation: two projections turn all "
        "these numbers into one gate a channel, from 0 to 1, which scales the whole map.",
    )
    if not shortcut:
        return squeeze
    text = QCoreApplication.translate(
        "plots", "Gate 0 silences what this block adds; the shortcut still carries the channel."
    )
    return f"{squeeze} {text}"


def stage_tip() -> str:
    """What a stage is, for its header."""
    return QCoreApplication.translate(
        "plots",
        "A stage is a run of blocks whose maps have one size. Later stages have smaller maps and "
        "usually more channels. A channel means nothing in another stage.",
    )


def depth_tip() -> str:
    """How the depth strip is read."""
    return tip(
        QCoreApplication.translate(
            "plots",
            "One bar a block, early to late: the mean over its channels of |gate − reference|. "
            "It shows where in the network this picture departs from what it is compared with.",
        ),
        QCoreApplication.translate(
            "plots",
            "A tall bar says that the gates differ there, not that the block matters more for the "
            "answer: only a test of the effect measures that.",
        ),
    )


def means_tip() -> str:
    """How the depth strip is read where there is no reference."""
    return tip(
        QCoreApplication.translate(
            "plots",
            "One bar a block, early to late: the mean of its gates in this picture, from 0 to 1.",
        ),
        QCoreApplication.translate(
            "plots",
            "Blocks are not compared with each other by it: what tells something is how a gate "
            "differs from the same gate in other pictures.",
        ),
    )


def gates_tip() -> str:
    """How the bar plots are read."""
    return tip(
        QCoreApplication.translate(
            "plots",
            "A gate is what a squeeze-and-excitation block multiplies a channel by in this "
            "picture. The tick on a bar is the reference's gate of the same channel.",
        ),
        QCoreApplication.translate(
            "plots",
            "Compare one channel across pictures, not bars across channels: 0.2 on a strong "
            "channel can pass more than 0.9 on a weak one.",
        ),
        QCoreApplication.translate("plots", "A gate says how much, never where."),
    )


def numbers_words() -> str:
    """What the numbers of a block's gates are, and are not."""
    return QCoreApplication.translate(
        "plots",
        "Over this block's channels, of this picture alone: the mean and the standard deviation of "
        "the gates, and how many are nearly closed or wide open. Only many pictures tell whether a "
        "channel is always so.",
    )


def answer_tip(classes: int) -> str:
    """What the answer's percentages are."""
    text = QCoreApplication.translate(
        "plots",
        "The most probable of the {n} classes that this network knows, by its own softmax: over "
        "all classes the shares sum to 100 %. What is none of them still gets a name.",
    )
    return tip(text.format(n=f"{classes:,}"))
