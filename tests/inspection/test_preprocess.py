"""Pictures become what the network was trained on: resized, cropped, normalised."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.preprocess import as_batch, prepare, prepare_pixels, resize_and_crop
from senet_viewer.records import ImageRef, Preprocessing

REF = ImageRef("key", "name")
PREPROCESSING = Preprocessing(resize=72, crop=64)


def noise(height: int, width: int) -> NDArray[np.uint8]:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)


def resize_whole_then_crop(
    pixels: NDArray[np.uint8], preprocessing: Preprocessing
) -> NDArray[np.uint8]:
    """The usual way, in two steps, as torchvision's ``Resize`` and ``CenterCrop`` do it."""
    height, width = pixels.shape[:2]
    short, crop = preprocessing.resize, preprocessing.crop
    size = (
        (short, int(short * height / width)) if width < height else
        (int(short * width / height), short)
    )  # fmt: skip
    filters = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}
    resized = Image.fromarray(pixels).resize(size, filters[preprocessing.interpolation])
    left, top = round((size[0] - crop) / 2), round((size[1] - crop) / 2)
    return np.asarray(resized.crop((left, top, left + crop, top + crop)))


@pytest.mark.parametrize("interpolation", ["bilinear", "bicubic"])
@pytest.mark.parametrize("size", [(100, 100), (300, 200), (201, 333), (72, 90), (64, 64), (9, 20)])
def test_it_equals_resizing_the_whole_and_cropping(
    size: tuple[int, int], interpolation: str
) -> None:
    preprocessing = Preprocessing(resize=72, crop=64, interpolation=interpolation)
    pixels = noise(*size)
    got = resize_and_crop(pixels, preprocessing).astype(int)
    expected = resize_whole_then_crop(pixels, preprocessing).astype(int)
    assert got.shape == (64, 64, 3)
    # Pillow rounds its coefficients, and between the two directions.
    assert np.abs(got - expected).max() <= 2


def test_squashing_keeps_the_whole_width() -> None:
    preprocessing = Preprocessing(resize=72, crop=64, squash=True)
    pixels = noise(200, 300)
    whole = Image.fromarray(pixels).resize((72, 72), Image.Resampling.BILINEAR)
    expected = np.asarray(whole.crop((4, 4, 68, 68))).astype(int)
    assert np.abs(resize_and_crop(pixels, preprocessing).astype(int) - expected).max() <= 2
    assert preprocessing.describe().startswith("both sides to 72, centre 64×64")


def test_a_picture_of_the_right_size_passes_unchanged() -> None:
    pixels = noise(64, 64)
    same = resize_and_crop(pixels, Preprocessing(resize=64, crop=64))
    assert np.array_equal(same, pixels)


def test_the_centre_is_cut_out_of_the_longer_side() -> None:
    pixels = np.zeros((64, 200, 3), np.uint8)
    pixels[:, 68:132] = 255
    assert resize_and_crop(pixels, Preprocessing(resize=64, crop=64)).min() == 255


@pytest.mark.parametrize("size", [(1, 1), (1, 9000), (9000, 1), (2, 3)])
def test_extreme_pictures_cost_nothing(size: tuple[int, int]) -> None:
    assert resize_and_crop(noise(*size), PREPROCESSING).shape == (64, 64, 3)


def test_a_crop_larger_than_the_resized_side_enlarges_instead_of_padding() -> None:
    pixels = np.full((50, 80, 3), 200, np.uint8)
    assert resize_and_crop(pixels, Preprocessing(resize=32, crop=64)).min() == 200


def test_fine_patterns_are_averaged_not_sampled() -> None:
    stripes = np.zeros((640, 640, 3), np.uint8)
    stripes[:, ::2] = 255
    seen = resize_and_crop(stripes, Preprocessing(resize=64, crop=64))
    assert np.abs(seen.astype(int) - 127).max() <= 5


def test_files_and_bytes_are_prepared_alike(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.fromarray(noise(90, 120)).save(file)
    from_file = prepare(str(file), REF, PREPROCESSING)
    from_bytes = prepare(file.read_bytes(), REF, PREPROCESSING)
    assert np.array_equal(from_file.seen, from_bytes.seen)
    assert (from_file.width, from_file.height) == (120, 90)
    assert from_file.image == REF
    assert np.array_equal(prepare_pixels(noise(90, 120), REF, PREPROCESSING).seen, from_file.seen)


def test_a_large_jpeg_may_be_decoded_smaller_without_visible_difference() -> None:
    smooth = np.linspace(0, 255, 1600 * 1200 * 3).reshape(1200, 1600, 3).astype(np.uint8)
    data = io.BytesIO()
    Image.fromarray(smooth).save(data, "JPEG", quality=95)
    prepared = prepare(data.getvalue(), REF, PREPROCESSING)
    assert (prepared.width, prepared.height) == (1600, 1200)
    whole = resize_and_crop(np.asarray(Image.open(data)), PREPROCESSING)
    assert np.abs(prepared.seen.astype(int) - whole.astype(int)).max() <= 3


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ViewerError) as error:
        prepare(b"no picture", REF, PREPROCESSING)
    assert error.value.code == "image.not_image"


def test_an_unknown_interpolation_is_refused() -> None:
    with pytest.raises(ViewerError) as error:
        resize_and_crop(noise(9, 9), Preprocessing(interpolation="magic"))
    assert error.value.code == "preprocessing.interpolation"


def test_many_threads_prepare_the_same() -> None:
    pictures = [noise(80 + i, 90) for i in range(24)]
    barrier = threading.Barrier(4)

    def work(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        barrier.wait(10)
        return prepare_pixels(pixels, REF, PREPROCESSING).seen

    with ThreadPoolExecutor(4) as pool:
        threaded = list(pool.map(work, pictures))
    for pixels, seen in zip(pictures, threaded, strict=True):
        assert np.array_equal(seen, prepare_pixels(pixels, REF, PREPROCESSING).seen)


def test_preparing_needs_no_torch() -> None:
    code = (
        "import sys\n"
        "import senet_viewer.inspection.preprocess\n"
        "assert 'torch' not in sys.modules, 'torch was imported'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_batch_is_normalised_channel_by_channel() -> None:
    preprocessing = Preprocessing(crop=4, resize=4, mean=(0.1, 0.2, 0.3), std=(0.5, 0.25, 2.0))
    prepared = [prepare_pixels(noise(4, 4), REF, preprocessing) for _ in range(2)]
    batch = as_batch(prepared, preprocessing, torch.device("cpu"))
    assert batch.shape == (2, 3, 4, 4)
    assert batch.is_contiguous(memory_format=torch.channels_last)
    for channel in range(3):
        expected = prepared[1].seen[:, :, channel] / 255 - preprocessing.mean[channel]
        expected /= preprocessing.std[channel]
        np.testing.assert_allclose(batch[1, channel], expected, rtol=1e-5, atol=1e-6)
