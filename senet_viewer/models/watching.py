"""Watches the operations of a pass for gates: pooled, projected, in 0..1, and multiplied.

A gate is recognised by what is computed, whatever modules or functions compute it: the mean of
every channel of a feature map, one or more projections, and numbers in 0..1, one a channel, that
multiply this feature map (equations 2 to 4 of arXiv 1709.01507).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import prod
from typing import Any

from torch import Tensor
from torch.multiprocessing.reductions import StorageWeakRef

from senet_viewer.models.bounds import UNKNOWN, Bounds, bounds_after
from senet_viewer.models.operations import (
    CHANNELS_FIRST,
    COPIES,
    NO_SQUEEZES,
    NORMS,
    OTHER_POOLS,
    POOLS,
    PROJECTIONS,
    RESHAPES,
    UNMARKED,
    VIEWS,
    axes_of,
    divides_by,
    is_composed,
    is_element_wise,
    memory_of,
    pooled_axis,
    tensors_in,
)
from senet_viewer.models.sketching import Arguments, LightMode, Options, name_of
from senet_viewer.models.squeezed import FeatureMap, Place, Scaling, Squeezed, scaling_of


class Watch(LightMode):
    """Follows what is computed from means of channels; ``scale`` is called at each gate.

    Works on any device, with and without gradients, in training and in evaluation mode.
    """

    def __init__(self) -> None:
        super().__init__()
        # By memory; the references let no other tensor get the same number for its memory.
        self._known: dict[int, tuple[StorageWeakRef, Squeezed]] = {}
        self._copied: dict[int, tuple[StorageWeakRef, StorageWeakRef, int]] = {}
        self._flattened: dict[int, tuple[StorageWeakRef, tuple[int, int]]] = {}

    def end(self) -> None:
        for table in (self._known, self._copied, self._flattened):
            table.clear()

    def scale(self, scaling: Scaling, multiply: Callable[[], Any]) -> Any:
        """Called in place of a multiplication by gates; gives what ``multiply`` returns."""
        raise NotImplementedError

    def compute(self, func: Any, args: Arguments, options: Options) -> Any:
        """Called for every operation; gives its result."""
        return func(*args, **options)

    def place(self) -> Place:
        """The modules that are running, from the outside in."""
        return ()

    def squeezed(self, node: Squeezed) -> None:
        """Called where one number is made of each channel of a feature map."""

    def spread(self, nodes: list[Squeezed]) -> None:
        """Called where squeezed numbers go into a map in another way than as its gates."""

    def known(self, tensor: Any) -> Squeezed | None:
        """What is known of a tensor, where it comes from the means of channels."""
        entry = self._known.get(memory_of(tensor)) if isinstance(tensor, Tensor) else None
        return None if entry is None else entry[1]

    def is_source(self, tensor: Any, source: FeatureMap) -> bool:
        """Whether the tensor holds the feature map, in whatever shape or number type."""
        if not isinstance(tensor, Tensor) or tensor.storage_offset() != source.offset:
            return False
        return self._root(memory_of(tensor)) == source.memory

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: Arguments = (),
        kwargs: Options | None = None,
    ) -> Any:
        options = kwargs or {}
        name = name_of(func)
        known = self._known_in(args) if self._known else {}
        if not known and name in NO_SQUEEZES:
            return self.compute(func, args, options)
        if name not in NORMS and is_composed(func):
            # In inference mode torch hands it over before it splits it.
            with self:
                return func.decompose(*args, **options)
        if known and name == "mul":
            scaling = self._scaling(args, known)
            if scaling is not None:
                result = self.scale(scaling, lambda: self.compute(func, args, options))
                self._forget(result)
                return result
        result = self.compute(func, args, options)
        if not self._pool(name, args, result, known.get(0)) and known:
            self._follow(func, name, args, options, known, result)
        elif name in COPIES or name in RESHAPES:
            self._reshape(name, args[0], result)
        return result

    def _known_in(self, args: Arguments) -> dict[int, Squeezed]:
        """What is known of the arguments, by their places."""
        return {
            index: entry[1]
            for index, tensor in tensors_in(args)
            if (entry := self._known.get(memory_of(tensor))) is not None
        }

    def _scaling(self, args: Arguments, known: dict[int, Squeezed]) -> Scaling | None:
        for index, origin in known.items():
            features, gate = args[1 - index], args[index]
            if origin.is_gate and self.is_source(features, origin.source):
                return scaling_of(features, gate, origin)
        return None

    def _pool(self, name: str, args: Arguments, result: Any, partial: Squeezed | None) -> bool:
        """Notes a squeeze; False where the operation is none."""
        if name not in POOLS:
            return False
        features = args[0]
        result = result[0] if isinstance(result, tuple) else result
        if not isinstance(features, Tensor) or not isinstance(result, Tensor):
            return False
        if partial is not None and partial.rows > 1:
            return self._pool_rest(name, args, result, partial)
        sides = self._sides(features)
        if sides is None:
            return False
        axis = pooled_axis(name, args)
        if axis is None or result.numel() != len(features) * features.shape[axis]:
            return self._pool_rows(name, args, result, sides)
        self._squeeze(features, result, axis, sides, name)
        return True

    def _squeeze(
        self, features: Tensor, result: Tensor, axis: int, sides: tuple[int, int], name: str
    ) -> None:
        height, width = sides if axis == CHANNELS_FIRST else features.shape[1:3]
        source = self._source(features, features.shape[axis], height, width)
        node = Squeezed(
            source,
            source.channels,
            self.place(),
            divisor=source.pixels if name == "sum" else 1,
            sound=name not in OTHER_POOLS,
        )
        self._note(result, node)
        self.squeezed(node)

    def _pool_rows(
        self, name: str, args: Arguments, result: Tensor, sides: tuple[int, int]
    ) -> bool:
        """A mean over the rows or the columns alone, which another may complete."""
        features = args[0]
        images, channels = features.shape[:2]
        if name != "mean" or features.ndim != 4 or axes_of(args, 4) not in ({2}, {3}):
            return False
        source = self._source(features, channels, *sides)
        rows = result.numel() // (images * channels)
        self._note(result, Squeezed(source, channels, self.place(), rows=rows))
        return True

    def _pool_rest(self, name: str, args: Arguments, result: Tensor, partial: Squeezed) -> bool:
        numbers = partial.source.images * partial.source.channels
        is_rest = name == "mean" and not axes_of(args, args[0].ndim) & {0, 1}
        if not is_rest or result.numel() != numbers:
            return False
        node = replace(partial, rows=1)
        self._note(result, node)
        self.squeezed(node)
        return True

    def _source(self, features: Tensor, channels: int, height: int, width: int) -> FeatureMap:
        storage = features.untyped_storage()
        memory = self._root(storage._cdata)
        images, offset = len(features), int(features.storage_offset())
        keeps = StorageWeakRef(storage)
        return FeatureMap(memory, offset, images, channels, height, width, keeps)

    def _sides(self, features: Tensor) -> tuple[int, int] | None:
        """Height and width of a feature map, also of one whose pixels stand in a row."""
        if features.ndim == 4:
            return int(features.shape[2]), int(features.shape[3])
        flattened = self._flattened.get(memory_of(features)) if features.ndim == 3 else None
        is_same = flattened is not None and prod(flattened[1]) == features.shape[2]
        return flattened[1] if flattened is not None and is_same else None

    def _follow(
        self,
        func: Any,
        name: str,
        args: Arguments,
        options: Options,
        known: dict[int, Squeezed],
        result: Any,
    ) -> None:
        """Notes what the result of an operation on squeezed numbers is."""
        outputs = result if isinstance(result, tuple | list) else (result,)
        first = next(iter(known.values()))
        output = outputs[0] if outputs else None
        if not isinstance(output, Tensor):
            return
        may_be_view = name in VIEWS or not func._schema.is_mutable
        memories = {memory_of(args[index]) for index in known if index >= 0}
        if may_be_view and memory_of(output) in memories:
            return
        if name in COPIES or (name == "constant_pad_nd" and output.shape == args[0].shape):
            self._note(output, first)
        elif name in PROJECTIONS:
            self._note(output, self._project(name, args, known, output))
        elif name in NORMS:
            self._note(output, replace(first, bounds=UNKNOWN) if 0 in known else first.unsound())
        elif is_element_wise(func) or name in UNMARKED:
            self._combine(name, args, options, known, output)
        else:
            for each in outputs:
                if isinstance(each, Tensor):
                    self._note(each, first.unsound())

    def _project(
        self, name: str, args: Arguments, known: dict[int, Squeezed], output: Tensor
    ) -> Squeezed:
        place = PROJECTIONS[name]
        first = next(iter(known.values()))
        if list(known) != [place] or first.rows > 1 or first.divisor > 1:
            return first.unsound()
        images = first.source.images
        if name == "convolution":
            is_plain = args[8] == 1 and not args[6]
            if not is_plain or args[0].shape[2:].numel() != 1 or output.shape[2:].numel() != 1:
                return first.unsound()
        if args[place].numel() != images * first.width or output.numel() % images:
            return first.unsound()
        return first.projected(output.numel() // images, self.place())

    def _combine(
        self,
        name: str,
        args: Arguments,
        options: Options,
        known: dict[int, Squeezed],
        output: Tensor,
    ) -> None:
        """An element-wise operation: on the numbers alone, or with constants and parameters."""
        nodes = list(known.values())
        longest = max(nodes, key=lambda node: node.projections)
        if output.numel() != longest.source.images * longest.width * longest.rows:
            self.spread(nodes)
            self._forget(output)
            return
        is_one = all(node.source is longest.source and node.sound for node in nodes)
        if not is_one or self._has_another(args, known, longest):
            self._note(output, longest.unsound())
            return
        operands = [_bounds(arg, known.get(index)) for index, arg in enumerate(args[:2])]
        bounds = bounds_after(name, operands, args, options)
        divisor = longest.divisor
        if divisor > 1:
            divisor = 1 if divides_by(name, args, divisor) else -1
        noted = replace(longest, bounds=bounds, divisor=divisor)
        self._note(output, noted.unsound() if divisor < 0 else noted)

    def _has_another(self, args: Arguments, known: dict[int, Squeezed], node: Squeezed) -> bool:
        """Whether numbers go in that differ from image to image, and come from elsewhere."""
        images = node.source.images
        return images > 1 and any(
            tensor.ndim > 1 and tensor.shape[0] == images and index not in known
            for index, tensor in tensors_in(args)
        )

    def _reshape(self, name: str, features: Any, result: Any) -> None:
        """Remembers which tensors are copies of which, and which are maps in a row."""
        if not isinstance(features, Tensor) or not isinstance(result, Tensor) or features.ndim < 3:
            return
        storage = result.untyped_storage()
        if name in COPIES:
            keeps = StorageWeakRef(storage), StorageWeakRef(features.untyped_storage())
            self._copied[storage._cdata] = (*keeps, self._root(memory_of(features)))
        elif features.ndim == 4 and result.shape[:2] == features.shape[:2] and result.ndim == 3:
            sides = (int(features.shape[2]), int(features.shape[3]))
            self._flattened[storage._cdata] = (StorageWeakRef(storage), sides)

    def _root(self, memory: int) -> int:
        copied = self._copied.get(memory)
        return memory if copied is None else copied[2]

    def _note(self, tensor: Tensor, node: Squeezed) -> None:
        if not memory_of(tensor):
            return
        storage = tensor.untyped_storage()
        self._known[storage._cdata] = (StorageWeakRef(storage), node)

    def _forget(self, tensor: Any) -> None:
        self._known.pop(memory_of(tensor), None)


def _bounds(arg: Any, node: Squeezed | None) -> Bounds:
    if node is not None:
        return node.bounds
    return (float(arg), float(arg)) if isinstance(arg, int | float) else UNKNOWN
