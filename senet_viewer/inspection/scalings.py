"""Meets the multiplications of feature maps by gates, where no module can be hooked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from torch import Tensor

from senet_viewer.inspection.hooks import inside
from senet_viewer.models.blocks import SEBlock
from senet_viewer.models.squeezed import Scaling
from senet_viewer.models.watching import Watch


class Gates(dict[str, Tensor]):
    """What one pass gave: a block's name to its gates, float32 ``[N, C]`` on the CPU."""

    def __init__(self) -> None:
        super().__init__()
        self.passes = 0

    def begin_pass(self) -> None:
        """Forget the last pass."""
        self.passes += 1
        self.clear()


class ScalingWatch(Watch):
    """Watches the operations within a module; ``at_block`` is called at its blocks' scalings."""

    def __init__(self, blocks: Sequence[SEBlock], gates: Gates) -> None:
        super().__init__()
        self.gates = gates
        self._blocks = {block.scaling: block for block in blocks}
        self._pass = 0
        self._scalings = 0

    def at_block(self, block: SEBlock, scaling: Scaling, multiply: Callable[[], Any]) -> Any:
        """Called in place of a block's multiplication; gives what ``multiply`` returns."""
        raise NotImplementedError

    def scale(self, scaling: Scaling, multiply: Callable[[], Any]) -> Any:
        if self._pass != self.gates.passes:
            self._pass, self._scalings = self.gates.passes, 0
        self._scalings += 1
        block = self._blocks.get(self._scalings)
        return multiply() if block is None else self.at_block(block, scaling, multiply)


@contextmanager
def watching(
    blocks: Sequence[SEBlock],
    gates: Gates,
    kind: Callable[[Sequence[SEBlock], Gates], ScalingWatch],
) -> Iterator[None]:
    """Let a watch of that ``kind`` see the operations of every module that ``blocks`` lie in."""
    modules = {id(block.module): block.module for block in blocks}
    with ExitStack() as stack:
        for identity, module in modules.items():
            own = [block for block in blocks if id(block.module) == identity]
            stack.enter_context(inside(module, kind(own, gates)))
        yield
