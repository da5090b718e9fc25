"""The real engine over its pipes: what it answers, in which order, and how it ends."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from senet_viewer.inspection.inspector import Inspector
from senet_viewer.models.loading import load_model
from senet_viewer.protocol import (
    Cancel,
    Failed,
    Finished,
    Hello,
    ImageFailed,
    Inspect,
    Inspected,
    LoadModel,
    ModelLoaded,
    Picture,
    Ping,
    Pong,
    Progress,
    Working,
)
from senet_viewer.records import ImageRef
from tests.engine.conversation import (
    COMMAND,
    MODEL,
    Conversation,
    conversation,
    photo,
    ready_conversation,
)

_ids = count(100)


def names(answers: list[Inspected]) -> list[str]:
    return [answer.inspection.image.name for answer in answers]


def answers_to(talk: Conversation, request: int) -> list[Inspected | ImageFailed]:
    return [
        answer
        for answer in talk.heard
        if isinstance(answer, Inspected | ImageFailed) and answer.id == request
    ]


def finish(talk: Conversation, request: int) -> Finished:
    return talk.hear(Finished, lambda answer: answer.id == request)


def test_it_answers_pings_and_takes_requests_while_torch_loads() -> None:
    with conversation() as talk:
        talk.say(LoadModel(1, MODEL, "cpu"), Ping(2))
        talk.hear(Pong)
        assert not talk.all(Hello)
        loaded = talk.hear(ModelLoaded)
        assert len(talk.all(Hello)) == 1
    assert loaded.id == 1
    assert loaded.card.key == MODEL
    assert len(loaded.card.blocks) == 8
    assert loaded.device.key == "cpu"
    assert loaded.profile is not None
    assert loaded.profile.mean.keys() == {block.name for block in loaded.card.blocks}


def test_it_tells_what_it_can_do() -> None:
    with conversation() as talk:
        hello = talk.hear(Hello)
    assert {"python", "torch", "numpy"} <= hello.versions.keys()
    assert hello.devices[0].key == "cpu"
    assert MODEL in [entry.key for entry in hello.catalogue]


def test_a_picture_gets_the_same_gates_as_in_this_process(
    engine: Conversation, samples: tuple[Path, ...]
) -> None:
    request = next(_ids)
    engine.say(Inspect(request, (photo(samples[0]),), urgent=True))
    finish(engine, request)
    (answer,) = answers_to(engine, request)
    assert isinstance(answer, Inspected)
    inspector = Inspector(load_model(MODEL, "cpu"), "cpu")
    (expected,) = inspector.run([inspector.prepare(str(samples[0]), ImageRef("k", "n"))])
    assert answer.inspection.verified
    for mine, theirs in zip(expected.blocks, answer.inspection.blocks, strict=True):
        assert mine.name == theirs.name
        np.testing.assert_allclose(mine.gates, theirs.gates, atol=1e-5)
    assert np.array_equal(answer.inspection.seen, expected.seen)


def test_proof_is_left_out_where_it_is_not_asked_for(
    engine: Conversation, samples: tuple[Path, ...]
) -> None:
    request = next(_ids)
    engine.say(Inspect(request, (photo(samples[0]),), verify=False))
    finish(engine, request)
    (answer,) = answers_to(engine, request)
    assert isinstance(answer, Inspected)
    assert answer.inspection.verified is None


def test_pictures_that_fail_do_not_keep_the_others_from_their_answers(
    engine: Conversation, samples: tuple[Path, ...], tmp_path: Path
) -> None:
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(samples[0].read_bytes()[:2000])
    paths = [samples[0], tmp_path / "missing.jpg", cut, samples[1], tmp_path, samples[2]]
    request = next(_ids)
    engine.say(Inspect(request, tuple(map(photo, paths))))
    finish(engine, request)
    answers = answers_to(engine, request)
    images = [
        a.inspection.image.path if isinstance(a, Inspected) else a.image.path for a in answers
    ]
    assert images == [str(path) for path in paths]
    failed = [answer for answer in answers if isinstance(answer, ImageFailed)]
    assert [Path(answer.image.path).name for answer in failed] == [
        "missing.jpg",
        "cut.jpg",
        tmp_path.name,
    ]
    assert all(answer.code.startswith("image.") and answer.sentence for answer in failed)


def test_pasted_pictures_travel_with_the_request(
    engine: Conversation, samples: tuple[Path, ...]
) -> None:
    request = next(_ids)
    data = np.frombuffer(samples[1].read_bytes(), np.uint8)
    pasted = Picture(ImageRef("pasted:1", "Pasted 1"), data)
    engine.say(Inspect(request, (pasted, photo(samples[1]))))
    finish(engine, request)
    first, second = answers_to(engine, request)
    assert isinstance(first, Inspected)
    assert isinstance(second, Inspected)
    assert first.inspection.image == pasted.image
    assert np.array_equal(first.inspection.seen, second.inspection.seen)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_a_name_that_is_not_utf_8_goes_through(
    engine: Conversation, samples: tuple[Path, ...], tmp_path: Path
) -> None:
    name = b"caf\xe9.jpg"
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(samples[0].read_bytes())
    request = next(_ids)
    engine.say(Inspect(request, (photo(path),)))
    finish(engine, request)
    (answer,) = answers_to(engine, request)
    assert isinstance(answer, Inspected)
    assert os.fsencode(answer.inspection.image.path) == os.fsencode(tmp_path) + b"/" + name


def test_a_folder_is_answered_in_order_with_progress(
    engine: Conversation, folder: list[str]
) -> None:
    request = next(_ids)
    engine.say(Inspect(request, tuple(map(photo, folder[:10])), more=True))
    engine.say(Inspect(request, tuple(map(photo, folder[10:24]))))
    finish(engine, request)
    answers = [answer for answer in engine.all(Inspected) if answer.id == request]
    assert [answer.inspection.image.path for answer in answers] == folder[:24]
    progress = [answer for answer in engine.all(Progress) if answer.id == request]
    assert (progress[-1].done, progress[-1].total) == (24, 24)
    assert [answer.done for answer in progress] == sorted(answer.done for answer in progress)
    in_hand = [answer for answer in engine.all(Working) if answer.id == request]
    assert in_hand[0].pictures[0] == folder[0]
    assert in_hand[-1].expected_seconds > 0


def test_careful_pictures_are_taken_in_hand_one_at_a_time(
    engine: Conversation, folder: list[str]
) -> None:
    request = next(_ids)
    engine.say(Inspect(request, tuple(map(photo, folder[:3])), more=True, careful=True))
    engine.say(Inspect(request, tuple(map(photo, folder[3:8]))))
    finish(engine, request)
    in_hand = [answer.pictures for answer in engine.all(Working) if answer.id == request]
    assert in_hand[:3] == [(path,) for path in folder[:3]]
    assert len(answers_to(engine, request)) == 8


def test_an_urgent_picture_overtakes_a_folder(
    engine: Conversation, folder: list[str], samples: tuple[Path, ...]
) -> None:
    many, urgent = next(_ids), next(_ids)
    engine.say(Inspect(many, tuple(map(photo, folder))))
    engine.hear(Inspected, lambda answer: answer.id == many)
    engine.say(Inspect(urgent, (photo(samples[0]),), urgent=True))
    finish(engine, urgent)
    assert len(answers_to(engine, many)) < len(folder)
    engine.say(Cancel(many))
    assert finish(engine, many).cancelled


def test_the_newest_urgent_picture_comes_first(
    engine: Conversation, folder: list[str], samples: tuple[Path, ...]
) -> None:
    many = next(_ids)
    urgent = [next(_ids) for _ in range(3)]
    engine.say(Inspect(many, tuple(map(photo, folder))))
    engine.hear(Inspected, lambda answer: answer.id == many)
    engine.say(*(Inspect(request, (photo(samples[0]),), urgent=True) for request in urgent))
    engine.say(Cancel(many))
    finish(engine, urgent[0])
    order = [answer.id for answer in engine.all(Finished) if answer.id in urgent]
    # The first may have been taken before the others arrived.
    assert order in ([urgent[2], urgent[1], urgent[0]], [urgent[0]])


def test_a_cancelled_folder_stops_before_its_end(engine: Conversation, folder: list[str]) -> None:
    request = next(_ids)
    engine.say(Inspect(request, tuple(map(photo, folder))))
    engine.hear(Inspected, lambda answer: answer.id == request)
    engine.say(Cancel(request))
    assert finish(engine, request).cancelled
    assert len(answers_to(engine, request)) < len(folder)


def test_a_request_that_waits_is_dropped_while_another_runs(
    engine: Conversation, folder: list[str]
) -> None:
    runs, waits = next(_ids), next(_ids)
    engine.say(Inspect(runs, tuple(map(photo, folder))))
    engine.hear(Inspected, lambda answer: answer.id == runs)
    engine.say(Inspect(waits, (photo(folder[0]),)), Cancel(waits))
    assert finish(engine, waits).cancelled
    assert not [answer for answer in engine.all(Finished) if answer.id == runs]
    assert not answers_to(engine, waits)
    engine.say(Cancel(runs), Cancel(runs), Cancel(4711))
    assert finish(engine, runs).cancelled


def test_pings_are_answered_while_it_computes(engine: Conversation, folder: list[str]) -> None:
    request, ping = next(_ids), next(_ids)
    engine.say(Inspect(request, tuple(map(photo, folder))))
    engine.hear(Inspected, lambda answer: answer.id == request)
    engine.say(Ping(ping))
    assert engine.hear(Pong, lambda answer: answer.id == ping).busy == request
    engine.say(Cancel(request))
    finish(engine, request)


def test_without_a_network_a_request_fails_in_words(samples: tuple[Path, ...]) -> None:
    with ready_conversation() as talk:
        talk.say(Inspect(1, (photo(samples[0]),)))
        assert talk.hear(Failed).code == "engine.no_model"


def test_the_former_network_stays_where_the_new_one_fails(
    engine: Conversation, samples: tuple[Path, ...], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"no weights")
    wrong = [("no_such_network", "cpu"), (str(broken), "cpu"), (MODEL, "cuda:99")]
    for name, device in wrong:
        request = next(_ids)
        engine.say(LoadModel(request, name, device))
        failure = engine.hear(Failed)
        assert failure.id == request
        assert failure.code != "engine.internal"
        assert failure.sentence
    request = next(_ids)
    engine.say(Inspect(request, (photo(samples[0]),)))
    finish(engine, request)
    assert isinstance(answers_to(engine, request)[0], Inspected)


def test_a_network_comes_before_pictures_that_wait(samples: tuple[Path, ...]) -> None:
    with conversation() as talk:
        talk.say(LoadModel(1, MODEL, "cpu"), Inspect(2, (photo(samples[0]),), urgent=True))
        talk.say(LoadModel(3, "se_resnet18", "cpu"))
        answer = talk.hear(Inspected)
    assert [loaded.id for loaded in talk.all(ModelLoaded)] == [1, 3]
    assert answer.inspection.model == talk.all(ModelLoaded)[1].card.title


@pytest.mark.parametrize("garbage", [b"hello?\n", b"SENV" + bytes(8), b"\0" * 100])
def test_garbage_is_refused_and_ends_it(garbage: bytes) -> None:
    with conversation() as talk:
        talk.say_bytes(garbage)
        assert talk.hear_end() == 2
    assert talk.all(Failed)[-1].code == "protocol.refused"
    assert talk.all(Failed)[-1].id == 0


def test_an_answer_is_no_request() -> None:
    with conversation() as talk:
        talk.say(Finished(1))  # type: ignore[arg-type]  # on purpose
        assert talk.hear_end() == 2
    assert talk.all(Failed)[-1].code == "protocol.refused"


def test_the_end_of_its_input_ends_it_though_it_is_busy(folder: list[str]) -> None:
    with conversation() as talk:
        talk.say(LoadModel(1, MODEL, "cpu"), Inspect(2, tuple(map(photo, folder))))
        talk.hear(Inspected)
        assert talk.process.stdin is not None
        talk.process.stdin.close()
        assert talk.hear_end() == 0
    assert not talk.all(Finished)


@pytest.mark.skipif(sys.platform == "win32", reason="a process has no signals there")
def test_an_interrupt_in_the_terminal_is_left_to_the_window() -> None:
    with ready_conversation() as talk:
        talk.process.send_signal(signal.SIGINT)
        talk.say(Ping(1))
        assert talk.hear(Pong).id == 1


@pytest.mark.skipif(sys.platform == "win32", reason="priorities have other names there")
def test_it_runs_below_the_priority_of_the_window(engine: Conversation) -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    theirs = os.getpriority(os.PRIO_PROCESS, engine.process.pid)
    assert theirs > own or theirs == 19


PRINTING = """
import os, sys
from senet_viewer.engine import compute, worker
real = compute.Compute.run
def run(self):
    print("greeting of a library")
    os.write(1, b"greeting of a C library\\n")
    os.system("echo greeting of a child process")
    assert sys.stdin.read() == ""
    real(self)
compute.Compute.run = run
sys.exit(worker.main())
"""


def test_what_a_library_prints_or_reads_breaks_no_frame(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with conversation(*COMMAND[:2], "-c", PRINTING) as talk:
        talk.hear(Hello)
        talk.say(Ping(1))
        assert talk.hear(Pong).id == 1
    log = capfd.readouterr().err
    for who in ("a library", "a C library", "a child process"):
        assert f"greeting of {who}" in log


def test_a_missing_torch_is_told_and_ends_it(tmp_path: Path) -> None:
    script = "import sys; sys.modules['torch'] = None\n"
    script += "from senet_viewer.engine.worker import main; sys.exit(main())"
    with conversation(*COMMAND[:2], "-c", script) as talk:
        assert talk.hear_end() == 1
    (failure,) = talk.all(Failed)
    assert (failure.id, failure.code) == (0, "engine.no_torch")
    assert "torch" in failure.detail
