"""Runs and tests senet-viewer from a bare clone: makes ``.venv``, installs, then starts.

    python3 packaging/dev.py run  [--cpu] [IMAGE|FOLDER …]    open the window
    python3 packaging/dev.py test [--cpu] [PYTEST ARGUMENT …] lint, types, import rules, tests

A second call skips what is done. Needs nothing but Python's standard library.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import linux_packages

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "senet-viewer.json"
ON_WINDOWS = os.name == "nt"
ON_LINUX = sys.platform.startswith("linux")
CPU_BUILDS = "https://download.pytorch.org/whl/cpu"

CHECKS = (
    ("Lint (ruff check)", ("ruff", "check", "--quiet", ".")),
    ("Layout (ruff format)", ("ruff", "format", "--check", "--quiet", ".")),
    ("Types (mypy)", ("mypy",)),
    ("Import rules (import-linter)", ("lint-imports", "--no-logo", "--no-cache")),
    ("Tests (pytest)", ("pytest",)),
)


class SetUpError(Exception):
    """The set-up cannot go on; says in one sentence why, and what to do."""


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit status."""
    if sys.version_info < OLDEST_PYTHON:
        wanted, found = (".".join(map(str, v[:2])) for v in (OLDEST_PYTHON, sys.version_info))
        return _complain(f"senet-viewer needs Python {wanted} or newer, and this is {found}.")
    options, others = _parser().parse_known_args(arguments)
    try:
        if options.command == "run":
            return run(others, cpu=options.cpu)
        return test(others, cpu=options.cpu)
    except SetUpError as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        return 130


def run(images: list[str], *, cpu: bool) -> int:
    """Prepare, then open the window with ``images``; returns its exit status."""
    screen = has_screen()
    prepare("run", cpu=cpu, on_screen=screen)
    if not screen:
        name = os.path.relpath(program("senet-viewer"))
        return _complain(
            "There is no screen here (DISPLAY and WAYLAND_DISPLAY are not set), so no window can "
            "open; these commands need none:\n"
            f"  {name} inspect IMAGE…\n"
            f"  {name} figure IMAGE… -o FILE.svg\n"
            f"  {name} summary MODEL\n"
            f"  {name} --screenshot FILE.png IMAGE…"
        )
    status = subprocess.run([program("senet-viewer"), *images], check=False).returncode
    # A program that a signal ended has a negative status here, and 128 + signal in any shell.
    return status if status >= 0 else 128 - status


def test(pytest_arguments: list[str], *, cpu: bool) -> int:
    """Prepare with the test tools, then run every check; returns 1 if any failed."""
    prepare("test", cpu=cpu, on_screen=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MPLBACKEND": "Agg"}
    failed = []
    for title, (name, *rest) in CHECKS:
        print(f"\n== {title} ==", flush=True)
        extra = pytest_arguments if name == "pytest" else []
        command = [program(name), *rest, *extra]
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            failed.append(title)
    print(f"\nFailed: {', '.join(failed)}." if failed else f"\nAll {len(CHECKS)} checks passed.")
    return 1 if failed else 0


def prepare(mode: str, *, cpu: bool, on_screen: bool) -> None:
    """Make ``.venv`` and install into it what ``mode`` needs, unless that is done already."""
    if ON_LINUX:
        _provide_system_packages(mode, on_screen=on_screen)
    done, wanted = _read_stamp(), _fingerprint()
    if done.get("fingerprint") == wanted and mode in done.get("modes", []):
        return
    print(f"Making {VENV} …", flush=True)
    # Its programs name their folder: one of another Python or of a moved checkout starts afresh.
    clear = [] if _is_ours(done) else ["--clear"]
    _call([sys.executable, "-m", "venv", *clear, str(VENV)], "Python could not make .venv")
    print("Installing senet-viewer; the first time, torch is large and takes minutes …", flush=True)
    _install(mode, cpu=cpu)
    # The test tools come on top of all that the window needs.
    modes = ["run", "test"] if mode == "test" else ["run"]
    stamp = {"fingerprint": wanted, "root": str(ROOT), "modes": modes}
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def program(name: str) -> str:
    """The path of a program that is installed in ``.venv``."""
    folder = VENV / ("Scripts" if ON_WINDOWS else "bin")
    return str(folder / (f"{name}.exe" if ON_WINDOWS else name))


def has_screen() -> bool:
    """Whether Qt will find a screen, or was told by its own variable what to use instead."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not ON_LINUX or any(os.environ.get(name) for name in names)


def _install(mode: str, *, cpu: bool) -> None:
    pip = [program("python"), "-m", "pip", "install"]
    failed = "pip could not install the packages; its last lines above say why"
    if cpu:
        builds = ["torch", "torchvision", "--index-url", CPU_BUILDS]
        _call([*pip, *builds], f"{failed} (without --cpu, the usual build is taken)")
    elif ON_LINUX and not Path("/proc/driver/nvidia/version").exists():
        print("No NVIDIA GPU was found: with --cpu, a much smaller torch is taken.", flush=True)
    extra = "[test]" if mode == "test" else ""
    _call([*pip, "--editable", f"{ROOT}{extra}"], failed)


def _provide_system_packages(mode: str, *, on_screen: bool) -> None:
    needed = [*linux_packages.missing_for_venv(), *linux_packages.missing_for_offscreen()]
    for_screen = linux_packages.missing_for_screen() if on_screen else []
    if mode == "test":
        # The other tests do without these; those of the window on an X server, and the pictures
        # of the Chinese window, are then skipped.
        wished = [
            *for_screen,
            *linux_packages.missing_virtual_screen(),
            *linux_packages.missing_chinese_font(),
        ]
    else:
        needed, wished = [*needed, *for_screen], []
    missing = [*needed, *wished]
    if not missing:
        return
    line = linux_packages.line_to_paste(missing)
    if linux_packages.can_install():
        print(f"Installing system packages: {' '.join(missing)}", flush=True)
        if not linux_packages.install(missing) and needed:
            raise SetUpError(f"The system packages could not be installed; try: {line}")
    elif needed:
        raise SetUpError(f"System packages are missing; paste this line, then start again: {line}")
    else:
        print(f"Some tests will be skipped; for them, paste this line: {line}", flush=True)


def _fingerprint() -> str:
    """Changes whenever ``.venv`` has to be brought up to date."""
    parts = (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), os.fsencode(ROOT)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _read_stamp() -> dict[str, Any]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _is_ours(stamp: dict[str, Any]) -> bool:
    """Whether ``.venv`` runs this very Python and was made for this folder."""
    if stamp.get("root", str(ROOT)) != str(ROOT) or not Path(program("python")).exists():
        return False
    question = [program("python"), "-c", "import sys; print(sys.version)"]
    answer = subprocess.run(question, check=False, capture_output=True, text=True)
    return answer.stdout.strip() == sys.version.strip()


def _call(command: list[str], failure: str) -> None:
    if subprocess.run(command, check=False).returncode:
        raise SetUpError(f"{failure}.")


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="Run or test senet-viewer.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="run|test")
    for name, text in (
        ("run", "open the window; what follows are images and folders"),
        ("test", "lint, types, import rules, tests; what follows goes to pytest"),
    ):
        command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        command.add_argument(
            "--cpu", action="store_true", help="install the small build of torch without CUDA"
        )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
