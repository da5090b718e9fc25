"""torch and torchvision that do not fit are named; the allocator is set without a crash."""

from __future__ import annotations

import subprocess
import sys

import pytest

from senet_viewer.models.environment import mismatch

FROM_CPU_INDEX = "--index-url https://download.pytorch.org/whl/cpu --force-reinstall --no-deps"


@pytest.mark.parametrize(
    ("torch", "torchvision"),
    [
        ("2.14.1", "0.29.1"),
        ("2.13.0", "0.28.0"),
        ("2.14.1+cpu", "0.29.1+cpu"),
        ("2.14.1+cu130", "0.29.1"),
        ("2.14.1+cu130", "0.29.1+cu130"),
        ("2.15.0.dev20261101+cpu", "0.30.0.dev20261101+cpu"),
        ("3.0.0", "0.40.0"),
        ("odd", "0.29.1"),
    ],
)
def test_pairs_that_fit_or_that_we_know_nothing_of_pass(torch: str, torchvision: str) -> None:
    assert mismatch(torch, torchvision) is None


@pytest.mark.parametrize(
    ("torch", "torchvision", "remedy"),
    [
        ("2.13.0", "0.29.1", 'pip install "torchvision==0.28.*"'),
        ("2.14.1", "0.28.0", 'pip install "torchvision==0.29.*"'),
        (
            "2.13.0+cpu",
            "0.28.0",
            f'pip install "torchvision==0.28.*" {FROM_CPU_INDEX}',
        ),
        (
            "2.14.1",
            "0.29.1+cpu",
            'pip install "torchvision==0.29.*" --force-reinstall --no-deps',
        ),
    ],
)
def test_pairs_that_do_not_fit_are_named_with_the_remedy(
    torch: str, torchvision: str, remedy: str
) -> None:
    error = mismatch(torch, torchvision)
    assert error is not None
    assert error.code == "environment.mismatch"
    assert torch in error.sentence
    assert torchvision in error.sentence
    assert error.sentence.endswith(remedy)
    assert error.params["command"] == remedy


def test_looking_imports_neither() -> None:
    code = (
        "import sys\n"
        "from senet_viewer.models import environment\n"
        "environment.check()\n"
        "environment.use_large_allocator()\n"
        "assert 'torch' not in sys.modules and 'torchvision' not in sys.modules\n"
        "bytearray(300 * 2**20)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
