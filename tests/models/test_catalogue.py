"""The catalogue tells the truth: of what the libraries have, and of what is on this machine."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from catalogue.generate import has_gates, look_into

from senet_viewer.errors import ViewerError
from senet_viewer.models import architectures, catalogue, imagenet, libraries, on_disk
from senet_viewer.models.architectures import Architecture, Collection, Place, Weights
from senet_viewer.models.library_names import LibraryName
from senet_viewer.records import CatalogueEntry, Preprocessing
from senet_viewer.resources import resource

SAMPLE = 6
# Of timm 1.0.31 and torchvision 0.29.1; see docs/networks.md.
COUNTS = {"timm": 353, "torchvision": 22}
LOOKED_INTO = {"timm": 1371, "torchvision": 121}


@pytest.fixture
def fresh() -> Iterator[None]:
    """The data file is read anew, before and after."""
    architectures.shipped.cache_clear()
    yield
    architectures.shipped.cache_clear()


def shipped() -> Collection:
    return architectures.shipped()


def is_installed_as_shipped() -> bool:
    return all(v == libraries.library(n).VERSION for n, v in shipped().versions.items())


needs_the_versions = pytest.mark.skipif(
    not is_installed_as_shipped(), reason="other versions of timm or torchvision are installed"
)


def rebuilt(found: Architecture) -> Architecture | None:
    return look_into(LibraryName(found.library, found.name))


def test_every_network_has_a_title_of_its_own() -> None:
    titles = {entry.key: entry.title for entry in catalogue.entries()}
    assert [t for t, count in Counter(titles.values()).items() if count > 1] == []
    assert titles["bundled"] == "SE-ResNet-18, bundled"
    assert titles["se_resnet18@tutorial"] == "SE-ResNet-18, tutorial stem, untrained"
    assert titles["timm:seresnet18"] == "SE-ResNet-18, timm, untrained"


# The data file against the libraries


@needs_the_versions
def test_what_is_listed_is_what_building_shows() -> None:
    small = [found for found in shipped().architectures if found.parameters < 3e7]
    for found in random.Random(0).sample(small, SAMPLE):
        assert rebuilt(found) == found, found.key


@needs_the_versions
def test_what_is_not_listed_has_no_gates() -> None:
    listed = {found.key for found in shipped().architectures}
    others = [f"timm:{name}" for name in libraries.library("timm").names()]
    for key in random.Random(1).sample([key for key in others if key not in listed], SAMPLE):
        name = libraries.parse(key)
        assert name is not None
        assert look_into(name) is None, key


@needs_the_versions
@pytest.mark.slow
@pytest.mark.timeout(3600)
# torchvision's, of random weights that nobody looks at here.
@pytest.mark.filterwarnings("ignore:The default weight initialization:FutureWarning")
@pytest.mark.parametrize("library", libraries.LIBRARIES)
def test_all_that_is_listed_is_what_building_shows(library: str) -> None:
    source = libraries.library(library)
    listed = {found.name: found for found in shipped().architectures if found.library == library}
    others = []
    for name in source.names():
        of = LibraryName(library, name)
        if source.is_classifier(name):
            assert look_into(of) == listed.get(name), name
        elif has_gates(of):
            others.append(of.key)
    assert others == [key for key in shipped().other_tasks if key.startswith(f"{library}:")]


def test_the_counts_are_the_documented_ones() -> None:
    assert Counter(found.library for found in shipped().architectures) == COUNTS
    assert shipped().looked_into == LOOKED_INTO
    assert [key.partition(":")[2] for key in shipped().other_tasks] == [
        "deeplabv3_mobilenet_v3_large",
        "fasterrcnn_mobilenet_v3_large_320_fpn",
        "fasterrcnn_mobilenet_v3_large_fpn",
        "lraspp_mobilenet_v3_large",
        "quantized_mobilenet_v3_large",
        "ssdlite320_mobilenet_v3_large",
    ]


def test_the_counts_of_the_literature_are_met() -> None:
    """Parameters, blocks and gates that are published for these networks."""
    known = {found.key: (found.parameters, found.blocks, found.gates) for found in _all()}
    assert known["timm:legacy_seresnet50"] == (28_088_024, 16, 15_104)
    assert known["timm:seresnet152d"] == (66_841_080, 50, 47_872)
    assert known["timm:legacy_senet154"] == (115_088_984, 50, 47_872)
    assert known["timm:legacy_seresnext50_32x4d"] == (27_559_896, 16, 15_104)
    assert known["torchvision:efficientnet_b0"][:2] == (5_288_548, 16)


@needs_the_versions
def test_the_names_of_imagenets_classes_are_torchvisions(tmp_path: Path) -> None:
    imagenet.write(tmp_path / imagenet.FILE)
    names = (tmp_path / imagenet.FILE).read_text(encoding="utf-8").splitlines()
    assert tuple(names) == imagenet.labels(imagenet.IMAGENET_1K, 1000)
    assert (names[0], names[281], names[999]) == ("tench", "tabby", "toilet tissue")
    assert len(set(names)) == 1000


@pytest.mark.parametrize(
    ("label_set", "classes"),
    [("imagenet-12k", 11821), ("imagenet-21k-miil", 11221), ("imagenet-21k-goog", 21843)],
)
def test_larger_label_sets_have_a_name_for_each_class(label_set: str, classes: int) -> None:
    assert len(set(imagenet.labels(label_set, classes))) == classes


def test_names_that_are_not_as_many_as_the_classes_are_not_used() -> None:
    assert imagenet.labels(imagenet.IMAGENET_1K, 1001) == ()
    assert imagenet.labels("", 1000) == ()


def test_every_preprocessing_is_one_that_pictures_can_have() -> None:
    from senet_viewer.inspection.preprocess import FILTERS

    for found in _all():
        for way in (found.preprocessing, *(w.preprocessing for w in found.weights)):
            assert way.interpolation in FILTERS
            assert 64 <= way.crop <= 1024
            assert way.crop * 0.8 <= way.resize <= way.crop * 1.6
            assert min(way.std) > 0
            assert not way.guessed


def test_every_weight_is_fetched_over_https_or_from_the_hub() -> None:
    for found in _all():
        for weights in found.weights:
            place = weights.place
            assert bool(place.repository) != bool(place.url)
            assert place.url == "" or place.url.startswith("https://")
            assert weights.size > 4 * found.blocks
            assert weights.classes > 0


# The file itself


ONE = Architecture(
    "timm",
    "one",
    "Family",
    2,
    30,
    1000,
    10,
    Preprocessing(72, 64),
    (
        Weights(
            "tag",
            Place("a.bin", "timm/one.tag", "v1"),
            Preprocessing(80, 64, "bicubic", (0.1, 0.2, 0.3), (0.4, 0.5, 0.6), squash=True),
            11,
            "imagenet-1k",
            is_classifier=False,
            licence="mit",
            size=4000,
            parameters=1001,
        ),
    ),
)
OTHER = replace(ONE, library="torchvision", name="other", weights=())


def test_a_collection_survives_being_written_and_read(tmp_path: Path) -> None:
    collection = Collection({"timm": "1"}, {"timm": 3}, ("timm:task",), (ONE, OTHER))
    path = tmp_path / "architectures.json"
    architectures.write(collection, path)
    text = path.read_text(encoding="utf-8")
    assert architectures.parse(text) == collection
    assert architectures.render(architectures.parse(text)) == text
    assert text.count('"resize":72') == 1


def test_the_shipped_file_is_as_it_would_be_written() -> None:
    path = resource(architectures.FOLDER, architectures.FILE)
    assert architectures.render(shipped()) == path.read_text(encoding="utf-8")


def test_reading_it_takes_no_time_that_is_felt(fresh: None) -> None:
    began = time.process_time()
    catalogue.entries()
    assert time.process_time() - began < 0.25


@pytest.mark.parametrize("text", ["{", "[]", '{"versions": {}}', '{"architectures": [{}]}'])
def test_a_damaged_file_is_told_and_the_own_networks_stay(
    resources: Path, fresh: None, text: str
) -> None:
    (resources / "catalogue").mkdir()
    (resources / "catalogue" / architectures.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ViewerError) as error:
        shipped()
    assert error.value.code == "resources.damaged"
    entries = catalogue.entries()
    assert "se_resnet50" in [entry.key for entry in entries]
    assert entries[-1].note == error.value.sentence


# The list that people see


def entries_by_key() -> dict[str, CatalogueEntry]:
    return {entry.key: entry for entry in catalogue.entries()}


def test_every_weight_and_every_untrained_architecture_is_an_entry() -> None:
    entries = entries_by_key()
    for found in _all():
        assert (found.key in entries) == (not found.weights)
        for weights in found.weights:
            entry = entries[f"{found.key}.{weights.tag}"]
            assert entry.parameters == weights.parameters
            assert entry.blocks == found.blocks
            assert entry.gates == found.gates
            assert entry.input_size == weights.preprocessing.crop
            assert entry.licence == weights.licence
            assert entry.weights
            assert not entry.on_disk
    assert len(entries) == len(catalogue.entries())


def test_the_bundled_networks_entry_tells_what_it_sees() -> None:
    assert entries_by_key()["bundled"].input_size == 64


def test_groups_come_one_after_the_other_the_papers_first() -> None:
    groups = [entry.group for entry in catalogue.entries()]
    changes = [group for place, group in enumerate(groups) if group not in groups[:place]]
    assert groups == sorted(groups, key=changes.index)
    assert changes[:2] == [catalogue.GROUP_BUNDLED, catalogue.GROUP_UNTRAINED]
    libraries_begin = changes.index(catalogue.GROUP_PAPER)
    assert changes[libraries_begin + 1 :] == sorted(changes[libraries_begin + 1 :], key=str.lower)
    assert "EfficientNet (timm)" in changes


def test_the_networks_of_the_paper_are_one_group() -> None:
    paper = {e.key for e in catalogue.entries() if e.group == catalogue.GROUP_PAPER}
    for name in ("18", "34", "50", "101", "152"):
        assert f"timm:legacy_seresnet{name}.in1k" in paper
    assert {
        "timm:legacy_seresnext50_32x4d.in1k",
        "timm:legacy_seresnext101_32x4d.in1k",
        "timm:legacy_senet154.in1k",
        "timm:seresnet50.a1_in1k",
        "timm:seresnet50.a2_in1k",
        "timm:seresnet50.a3_in1k",
        "timm:seresnet50.ra2_in1k",
        "timm:seresnet152d.ra2_in1k",
    } <= paper
    assert not any("efficient" in key for key in paper)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("seresnet50", "SE-ResNet-50"),
        ("seresnet152d", "SE-ResNet-152-D"),
        ("legacy_senet154", "SENet-154, legacy"),
        ("legacy_seresnext50_32x4d", "SE-ResNeXt-50 32×4d, legacy"),
        ("efficientnet_b0", "efficientnet_b0"),
    ],
)
def test_titles_are_the_papers_where_it_has_one(name: str, title: str) -> None:
    assert LibraryName("timm", name).title == title
    assert LibraryName("timm", name, "in1k").title == f"{title} · in1k"


# Names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("timm:seresnet50", LibraryName("timm", "seresnet50")),
        (" TIMM:seresnet50.a1_in1k ", LibraryName("timm", "seresnet50", "a1_in1k")),
        ("torchvision:regnet_y_400mf", LibraryName("torchvision", "regnet_y_400mf")),
        ("seresnet50", LibraryName("timm", "seresnet50")),
        ("seresnet50.a1_in1k", LibraryName("timm", "seresnet50", "a1_in1k")),
        ("regnet_y_400mf", LibraryName("torchvision", "regnet_y_400mf")),
        ("efficientnet_b0.ra_in1k", LibraryName("timm", "efficientnet_b0", "ra_in1k")),
        ("seresnet50.pth", None),
        ("C:seresnet50", None),
        ("resnet50", None),
        ("", None),
    ],
)
def test_names_mean_what_people_expect(text: str, name: LibraryName | None) -> None:
    assert catalogue.parse_library(text) == name


def test_a_network_that_both_libraries_have_has_to_be_said_exactly() -> None:
    with pytest.raises(ViewerError) as error:
        catalogue.parse_library("efficientnet_b0")
    assert error.value.code == "model.ambiguous"
    assert "timm:efficientnet_b0 or torchvision:efficientnet_b0" in error.value.sentence


def test_own_networks_keep_their_names() -> None:
    for name in ("bundled", "se_resnet50", "SE-ResNet-50", "se_resnet18@tutorial"):
        assert catalogue.is_own(name)
    assert not catalogue.is_own("seresnet50")


# The caches


PLACE = Place("model.safetensors", "timm/one.tag")
URL = Place("one-12345678.pth", url="https://weights.example/one-12345678.pth")


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"weights")
    return path


def test_a_file_of_the_hub_is_found_by_its_branch() -> None:
    folder = on_disk.repository_folder(PLACE.repository)
    put(folder / "refs" / "main").write_text("abc")
    assert on_disk.find(PLACE) is None
    there = put(folder / "snapshots" / "abc" / "model.safetensors")
    assert on_disk.find(PLACE) == there
    assert on_disk.find(replace(PLACE, revision="other")) is None
    there.unlink()
    assert on_disk.find(PLACE) is None
    assert on_disk.find(PLACE) is None
    older = put(folder / "snapshots" / "abc" / "pytorch_model.bin")
    assert on_disk.find(PLACE) == older


def test_a_link_to_nowhere_is_no_file() -> None:
    folder = on_disk.repository_folder(PLACE.repository)
    link = folder / "snapshots" / "main" / "model.safetensors"
    link.parent.mkdir(parents=True)
    link.symlink_to(folder / "blobs" / "gone")
    assert on_disk.find(PLACE) is None


def test_many_files_are_looked_for_at_once() -> None:
    assert on_disk.present([PLACE, URL]) == frozenset()
    put(on_disk.destination(PLACE))
    assert on_disk.present([PLACE, URL]) == {PLACE}
    put(on_disk.destination(URL))
    assert on_disk.present([PLACE, URL]) == {PLACE, URL}


SETTINGS: tuple[dict[str, str], ...] = (
    {},
    {"HF_HOME": "~/hf"},
    {"HF_HUB_CACHE": "$HOME/hub", "HF_HOME": "elsewhere"},
    {"HUGGINGFACE_HUB_CACHE": "/old/hub"},
    {"TORCH_HOME": "~/torch"},
)
ASK_THE_LIBRARIES = f"""
import importlib, os
import huggingface_hub.constants as hub
from torch.hub import get_dir
for settings in {SETTINGS}:
    os.environ.update(settings)
    print(importlib.reload(hub).HF_HUB_CACHE, get_dir(), sep=os.pathsep)
    for name in settings:
        del os.environ[name]
"""


def test_the_folders_are_those_of_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-c", ASK_THE_LIBRARIES]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for settings, line in zip(SETTINGS, done.stdout.splitlines(), strict=True):
        hub, torch = map(Path, line.split(os.pathsep))
        with monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(name, value)
            assert on_disk.hub_cache() == hub
            assert on_disk.torch_checkpoints() == torch / "checkpoints"


def _all() -> tuple[Architecture, ...]:
    return shipped().architectures
