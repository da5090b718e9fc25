"""How alike two networks' gates are on an image, block by block: as text, and as JSON's values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from senet_viewer.cli.images import batch_size
from senet_viewer.cli.report import answer, table
from senet_viewer.cli.summary_text import fit_lines
from senet_viewer.cli.two_networks import TwoNetworks
from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.tables import Failure, plain_inspection
from senet_viewer.export.wording import proof
from senet_viewer.records import ImageRef, Inspection, Noise
from senet_viewer.similarity import Parting, block_noise, differences, parting
from senet_viewer.statistics import gates_by_block

if TYPE_CHECKING:
    from senet_viewer.inspection.inspector import Inspector

MEASURE = (
    "similarity: 1 − mean |gate − gate| over a block’s channels; noise: the largest mean change "
    "that a shift by one pixel or a flip makes in the network in use"
)
UNTRAINED = "It tells nothing: without common training, a channel number has no common meaning."
SEPARATE = (
    "This holds for networks that started from the same weights; in separately trained ones a "
    "channel’s number means nothing, and so does the difference."
)


@dataclass(frozen=True)
class Compared:
    """What two networks say of one image.

    ``differences`` are mean |gate − gate|, one a block, and ``noise`` is each one's.
    """

    own: Inspection
    other: Inspection
    differences: tuple[float, ...]
    noise: tuple[float, ...]

    @property
    def verified(self) -> bool | None:
        """As of an ``Inspection``: whether the proof confirms both; None where it was not made."""
        proofs = self.own.verified, self.other.verified
        return None if proofs == (None, None) else False not in proofs

    @property
    def parting(self) -> Parting:
        """In which blocks the networks are clearly apart."""
        return parting(self.differences, self.noise)

    @property
    def summary(self) -> str:
        """The sentence that the window has for it."""
        from senet_viewer.gui.plots.parting_wording import parting_sentence, same_sentence

        if max(self.differences) == 0:
            return same_sentence()
        names = [block.name for block in self.own.blocks]
        return parting_sentence(names, [1 - one for one in self.differences], self.parting)


def compare_images(
    networks: TwoNetworks,
    images: Sequence[ImageRef],
    *,
    verify: bool,
    top: int,
    warn: Callable[[ViewerError], None],
) -> Iterator[Compared | Failure]:
    """Compare image by image, in order, keeping none; raises ``ViewerError``."""
    for own, other in networks.inspect(images, verify=verify, top=top, warn=warn):
        if isinstance(own, Failure):
            yield own
        elif isinstance(other, Failure):
            yield other
        else:
            noise = block_noise(own.blocks, _noise(networks.own, own))
            assert noise is not None
            yield Compared(own, other, differences(own.blocks, gates_by_block(other)), noise)


def _noise(inspector: Inspector, seen: Inspection) -> Noise:
    from senet_viewer.analysis.noise import measure_noise
    from senet_viewer.inspection.preprocess import PreparedImage

    prepared = PreparedImage(seen.image, seen.seen, seen.width, seen.height)
    return measure_noise(inspector, prepared, batch_size(inspector.card.preprocessing.crop))


def report(compared: Compared, networks: TwoNetworks, *, bars: bool = True) -> str:
    """The whole text on one image; without ``bars`` they are drawn with ``#``."""
    own, other = compared.own, compared.other
    size = f"{own.width}×{own.height}"
    lines = [" · ".join([printable(own.image.key or own.image.name), size, own.device]), ""]
    for name, seen in ((networks.own_name, own), (networks.other_name, other)):
        lines += [f"  {name} · {seen.preprocessing.describe()}", *answer(seen, bars)]
        if words := proof(seen):
            lines.append(f"  {words}")
        lines.append("")
    lines += table(_rows(compared))
    if related(networks):
        lines += ["", f"  {compared.summary}."]
    lines += ["", f"  {MEASURE}", f"  {caution(networks)}"]
    if networks.sees_other_pixels:
        lines.append(f"  {networks.pixels_warning}")
    return "\n".join(lines) + "\n"


def fits(networks: TwoNetworks) -> str:
    """How the checkpoints fitted, each under its name; empty where neither network is of one."""
    named = (
        (networks.own_name, networks.own.card.fit),
        (networks.other_name, networks.other.card.fit),
    )
    lines = [line for name, fit in named if fit is not None for line in (name, *fit_lines(fit), "")]
    return "".join(f"{line}\n" for line in lines)


def related(networks: TwoNetworks) -> bool:
    """Whether both may have started from the same weights; one with random weights did not."""
    return networks.own.card.trained and networks.other.card.trained


def caution(networks: TwoNetworks) -> str:
    """What the differences do not say."""
    return SEPARATE if related(networks) else UNTRAINED


def _rows(compared: Compared) -> list[list[str]]:
    rows = [["block", "channels", "similarity", "difference", "noise", ""]]
    parts = zip(
        compared.own.blocks,
        compared.differences,
        compared.noise,
        compared.parting.apart,
        strict=True,
    )
    for block, difference, noise, is_apart in parts:
        remark = "clearly apart" if is_apart else "within the noise" if difference <= noise else ""
        numbers = [f"{value:.4f}" for value in (1 - difference, difference, noise)]
        rows.append([block.name, str(block.channels), *numbers, remark])
    return rows


def as_plain(compared: Compared, networks: TwoNetworks) -> dict[str, Any]:
    """One image as JSON's values; see the command's help."""
    apart = compared.parting.apart
    return {
        "image": compared.own.image.key,
        "networks": [
            _network(networks.own_name, networks.own, compared.own),
            _network(networks.other_name, networks.other, compared.other),
        ],
        "same_pixels": not networks.sees_other_pixels,
        "blocks": [
            {
                "name": block.name,
                "stage": block.stage,
                "channels": block.channels,
                "similarity": 1 - compared.differences[place],
                "noise": compared.noise[place],
                "clearly_apart": apart[place],
            }
            for place, block in enumerate(compared.own.blocks)
        ],
        "summary": compared.summary if related(networks) else "",
        "caution": caution(networks),
    }


def _network(name: str, inspector: Inspector, seen: Inspection) -> dict[str, Any]:
    plain = plain_inspection(seen, lambda image: image.key)
    kept = ("model", "preprocessing", "predictions", "verified")
    stated = {key: plain[key] for key in kept if key in plain}
    return {"name": name, "device": inspector.device.key, **stated}
