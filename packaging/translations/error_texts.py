"""Finds what errors say: each code with its English sentence, for the translator to read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from translations.texts import Text

CODE = re.compile(r"[a-z]+\.[a-z_]+")
SILENT_FOLDERS = ("cli",)
"""Rooms whose errors never reach the window: the command line speaks English."""

GENERAL_HINTS = (
    ("checkpoint.hint", "Where the network's own code is installed … run: {command}"),
    ("download.hint", "Or get {url} elsewhere and put it at {path}"),
)
"""Hints of all errors of a kind that have none of their own; put together at several places."""

Names = Mapping[str, list[ast.expr]]


@dataclass(frozen=True)
class ErrorText:
    """A code, one English sentence of it with named placeholders, and the parameters it has."""

    code: str
    sentence: str
    params: frozenset[str]


def error_texts(package: Path) -> list[Text]:
    """The context "errors": source is a code (a hint's: ``code.hint``), the comment its English."""
    sentences: dict[str, list[str]] = {}
    for error in found_errors(package):
        known = sentences.setdefault(error.code, [])
        if error.sentence not in known:
            known.append(error.sentence)
    texts = [Text("errors", code, " / ".join(sentences[code])) for code in sorted(sentences)]
    return texts + [Text("errors", code, hint) for code, hint in GENERAL_HINTS]


def found_errors(package: Path) -> list[ErrorText]:
    """Every sentence of a ``ViewerError`` in ``package``, and every hint, in order of files."""
    found: list[ErrorText] = []
    for file in sorted(package.rglob("*.py")):
        if file.relative_to(package).parts[0] not in SILENT_FOLDERS:
            found += _File(ast.parse(file.read_text(encoding="utf-8"))).errors()
    return found


class _File:
    """The errors of one file; values are followed through its functions and assignments."""

    def __init__(self, module: ast.Module) -> None:
        self._module = module
        self._functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
        self._functions += [
            method
            for node in module.body
            if isinstance(node, ast.ClassDef)
            for method in node.body
            if isinstance(method, ast.FunctionDef)
        ]
        self._keys = frozenset(_keys(module))

    def errors(self) -> Iterator[ErrorText]:
        for function in self._functions:
            names = _assigned(function)
            for node in ast.walk(function):
                if isinstance(node, ast.Tuple) and len(node.elts) == 2:
                    yield from self._error(node.elts[0], node.elts[1], None, None, names)
                elif isinstance(node, ast.Call) and _called(node) == "ViewerError":
                    yield from self._calls(function, node, names)

    def _calls(
        self, function: ast.FunctionDef, node: ast.Call, names: Names
    ) -> Iterator[ErrorText]:
        """An error, once for each call of its function where that is told what to say."""
        if len(node.args) < 2:
            return
        code, sentence = node.args[:2]
        params = node.args[2] if len(node.args) > 2 else None
        hint = next((word.value for word in node.keywords if word.arg == "hint"), None)
        found = list(self._error(code, sentence, params, hint, names))
        if found:
            yield from found
            return
        parameters = [argument.arg for argument in function.args.args]
        for call in ast.walk(self._module):
            if isinstance(call, ast.Call) and _called(call) == function.name:
                told = {name: [value] for name, value in zip(parameters, call.args, strict=False)}
                given = told.get("hint", [hint])[0]
                yield from self._error(code, sentence, params, given, {**names, **told})

    def _error(
        self,
        code: ast.expr,
        sentence: ast.expr,
        params: ast.expr | None,
        hint: ast.expr | None,
        names: Names,
    ) -> Iterator[ErrorText]:
        values = _values(params)
        known = self._keys if params is None or _mixed(params) else frozenset(values.values())
        for told in _templates(code, names, {}):
            if CODE.fullmatch(told):
                for text in _templates(sentence, names, values):
                    if " " in text:
                        yield ErrorText(told, text, known)
                for text in _templates(hint, names, values) if hint is not None else ():
                    if " " in text:
                        yield ErrorText(f"{told}.hint", text, known | {"command"})


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func)


def _assigned(function: ast.FunctionDef) -> dict[str, list[ast.expr]]:
    """What each name of a function may stand for."""
    names: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names.setdefault(node.targets[0].id, []).append(node.value)
    return names


def _keys(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            yield from (str(key.value) for key in node.keys if isinstance(key, ast.Constant))
        elif isinstance(node, ast.Call):
            yield from (word.arg for word in node.keywords if word.arg)


def _mixed(params: ast.expr) -> bool:
    """Whether parameters are not all written where the error is."""
    return not isinstance(params, ast.Dict) or None in params.keys


def _values(params: ast.expr | None) -> dict[str, str]:
    """The expressions of parameters, as they stand in the code, with the parameter's names."""
    values: dict[str, str] = {}
    for node in ast.walk(params) if params is not None else ():
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant):
                    values[_core(value)] = str(key.value)
    return values


def _core(node: ast.expr) -> str:
    """An expression without what only makes it a printable string."""
    if isinstance(node, ast.JoinedStr) and len(node.values) == 1:
        return _core(node.values[0])
    if isinstance(node, ast.FormattedValue):
        return _core(node.value)
    if isinstance(node, ast.Call) and _called(node) in ("str", "printable", "shown"):
        return _core(node.args[0])
    return ast.unparse(node)


def _templates(node: ast.expr, names: Names, values: Mapping[str, str]) -> list[str]:
    """The texts that an expression may be, with a placeholder for each parameter."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return _templates(node.body, names, values) + _templates(node.orelse, names, values)
    if isinstance(node, ast.BinOp):
        return _joined([node.left, node.right], names, values)
    if isinstance(node, ast.JoinedStr):
        return _joined(node.values, names, values)
    core = _core(node)
    if core in values:
        return [f"{{{values[core]}}}"]
    name = node.value if isinstance(node, ast.FormattedValue) else node
    if isinstance(name, ast.Name) and name.id in names:
        rest = {key: value for key, value in names.items() if key != name.id}
        return [text for one in names[name.id] for text in _templates(one, rest, values)]
    return [f"{{{re.split(r'[^a-z_]+', core.lower().rstrip(')'))[-1]}}}"]


def _joined(parts: list[ast.expr], names: Names, values: Mapping[str, str]) -> list[str]:
    texts = [""]
    for part in parts:
        ends = _templates(part, names, values)
        texts = [text + end for text in texts for end in ends]
    return texts
