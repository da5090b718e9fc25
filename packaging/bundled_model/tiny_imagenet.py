"""Tiny-ImageNet as two uint8 arrays, decoded once from a folder or a git directory."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

ROOT = "tiny-imagenet-200"
SIDE = 64
Split = Literal["train", "val"]

# Where WordNet's first synonym is ambiguous without its picture, dated, or not the usual word.
READABLE = {
    "n01774384": "black widow spider",
    "n02231487": "stick insect",
    "n02279972": "monarch butterfly",
    "n02395406": "pig",
    "n02415577": "bighorn sheep",
    "n02437312": "dromedary",
    "n02509815": "red panda",
    "n02814533": "station wagon",
    "n02814860": "lighthouse",
    "n02892201": "memorial plaque",
    "n03014705": "chest (box)",
    "n03089624": "candy store",
    "n03126707": "crane (machine)",
    "n03250847": "drumstick (drums)",
    "n03599486": "rickshaw",
    "n03804744": "nail (metal)",
    "n03854065": "pipe organ",
    "n03902125": "pay phone",
    "n03983396": "soda bottle",
    "n04008634": "missile",
    "n04067472": "fishing reel",
    "n04399382": "teddy bear",
    "n04417672": "thatched roof",
    "n04456115": "torch (flame)",
    "n07579787": "plate (food)",
    "n07615774": "popsicle",
    "n07747607": "orange (fruit)",
}


@dataclass(frozen=True)
class Pictures:
    """Pictures ``[N, 64, 64, 3]`` uint8 (memory-mapped) with labels ``[N]`` int64."""

    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]


class Source:
    """The files of Tiny-ImageNet, from its folder or from a git directory that holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_git = (path / "objects").is_dir()
        if not self.is_git and not (path / "wnids.txt").is_file():
            raise SystemExit(f"{path} is neither the folder {ROOT} nor a git directory with it.")

    def read(self, names: list[str]) -> Iterator[bytes]:
        """Yield the content of each file, named relative to the data set's folder."""
        if not self.is_git:
            for name in names:
                yield (self.path / name).read_bytes()
            return
        request = "".join(f"HEAD:{ROOT}/{name}\n" for name in names).encode()
        command = ["git", f"--git-dir={self.path}", "cat-file", "--batch"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            with ThreadPoolExecutor(1) as feeder:
                feeding = feeder.submit(_feed, process.stdin, request)
                for name in names:
                    header = process.stdout.readline().split()
                    if len(header) != 3:
                        raise SystemExit(f"{self.path} lacks {ROOT}/{name}.")
                    content = process.stdout.read(int(header[2]))
                    process.stdout.read(1)
                    yield content
                feeding.result()

    def text(self, name: str) -> str:
        return next(iter(self.read([name]))).decode("utf-8")


def _feed(stream: IO[bytes], request: bytes) -> None:
    stream.write(request)
    stream.close()


def class_ids(source: Source) -> list[str]:
    """The 200 WordNet ids in the order of the class index."""
    return sorted(source.text("wnids.txt").split())


def class_names(source: Source) -> list[str]:
    """A readable, unique name for each class: WordNet's first synonym, or one of ``READABLE``."""
    words = dict(line.split("\t", 1) for line in source.text("words.txt").splitlines() if line)
    names = [READABLE.get(wnid) or words[wnid].split(",")[0].strip() for wnid in class_ids(source)]
    assert len(set(names)) == len(names), "two classes have the same name"
    return names


def load_pictures(source: Source, split: Split, cache: Path) -> Pictures:
    """Load a split, decoding it into ``cache`` the first time."""
    pixels_file, labels_file = cache / f"{split}-pixels.npy", cache / f"{split}-labels.npy"
    if not labels_file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        names, labels = _files(source, split)
        pixels = np.lib.format.open_memmap(
            pixels_file, mode="w+", dtype=np.uint8, shape=(len(names), SIDE, SIDE, 3)
        )
        for index, content in enumerate(source.read(names)):
            with Image.open(io.BytesIO(content)) as image:
                pixels[index] = np.asarray(image.convert("RGB"))
        pixels.flush()
        np.save(labels_file, labels)
    return Pictures(np.load(pixels_file, mmap_mode="r"), np.load(labels_file))


def _files(source: Source, split: Split) -> tuple[list[str], NDArray[np.int64]]:
    ids = class_ids(source)
    if split == "train":
        names = [f"train/{wnid}/images/{wnid}_{n}.JPEG" for wnid in ids for n in range(500)]
        return names, np.repeat(np.arange(len(ids)), 500)
    rows = [line.split("\t") for line in source.text("val/val_annotations.txt").splitlines()]
    index = {wnid: number for number, wnid in enumerate(ids)}
    return [f"val/images/{row[0]}" for row in rows], np.array([index[row[1]] for row in rows])
