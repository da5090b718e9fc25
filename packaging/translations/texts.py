"""Finds what the window says: every text that goes through Qt's translation, by its context."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

QT = "QCoreApplication.translate"
TRANSLATORS = ("tr", "translate", "_tr", "_translate")
"""What functions that translate are usually called: none of them may have no context."""
Named = tuple[str, str]
"""A function that translates, and its context."""


@dataclass(frozen=True)
class Text:
    """One text: where Qt looks for it, its English, and what a translator should know."""

    context: str
    source: str
    comment: str = ""


class NotFoundError(Exception):
    """A call that translates what cannot be read from the source code."""


def window_texts(gui: Path) -> list[Text]:
    """All texts of the folder ``gui``, each once, in the order of files and lines.

    Raises ``NotFoundError`` for a call whose text or context is no literal.
    """
    files = sorted(gui.rglob("*.py"))
    modules = {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}
    own = {file: dict(_own_translators(module)) for file, module in modules.items()}
    by_name = {_dotted(file, gui): translators for file, translators in own.items()}
    texts: dict[Text, None] = {}
    for file, module in modules.items():
        finder = _Finder(file, {**dict(_imported(module, by_name)), **own[file]})
        finder.visit(module)
        texts.update(dict.fromkeys(finder.texts))
    return list(texts)


class _Finder(ast.NodeVisitor):
    """Collects the texts of one file."""

    def __init__(self, file: Path, translators: Mapping[str, str]) -> None:
        self._file = file
        self._classes: list[str] = []
        self._translators = translators
        self._depth = 0
        self.texts: list[Text] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if self._classes or node.name not in self._translators:
            self._depth += 1
            self.generic_visit(node)
            self._depth -= 1

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1

    def visit_Call(self, node: ast.Call) -> None:
        called = ast.unparse(node.func)
        if called == "self.tr":
            self._add(node, self._classes[-1] if self._classes else None, node.args[:1])
        elif called == QT:
            self._add_with_context(node)
        elif called == "QT_TRANSLATE_NOOP":
            # It only marks a text, which is translated later.
            self.texts.append(Text(*(str(_literal(argument)) for argument in node.args)))
        elif called in self._translators:
            self._add(node, self._translators[called], node.args[:1])
        elif called in TRANSLATORS or called.endswith(".tr"):
            raise NotFoundError(f"{self._file}:{node.lineno}: nobody says in which context")
        self.generic_visit(node)

    def _add_with_context(self, node: ast.Call) -> None:
        # The codes of errors are found by their own search, what the engine says stands in a table.
        if ast.unparse(node.args[0]) not in ("'errors'", "CONTEXT"):
            self._add(node, _literal(node.args[0]), node.args[1:2])

    def _add(self, node: ast.Call, context: str | None, texts: list[ast.expr]) -> None:
        source = _literal(texts[0]) if texts else None
        if source is None or context is None or len(node.args) > 2 or node.keywords:
            raise NotFoundError(f"{self._file}:{node.lineno}: write the text itself into the call")
        if not self._depth:
            raise NotFoundError(f"{self._file}:{node.lineno}: spoken before there is a language")
        self.texts.append(Text(context, source))


def _own_translators(module: ast.Module) -> Iterator[Named]:
    """The file's functions that only translate what they are given, with their contexts."""
    for function in module.body:
        if isinstance(function, ast.FunctionDef) and isinstance(function.body[-1], ast.Return):
            call = function.body[-1].value
            given = [argument.arg for argument in function.args.args]
            if isinstance(call, ast.Call) and ast.unparse(call.func) == QT and len(given) == 1:
                context = _literal(call.args[0])
                if context is not None and ast.unparse(call.args[1]) == given[0]:
                    yield function.name, context


def _imported(module: ast.Module, known: Mapping[str, Mapping[str, str]]) -> Iterator[Named]:
    """Functions that translate, by the name that they are imported under."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            translators = known.get(node.module or "", {})
            for one in node.names:
                if one.name in translators:
                    yield one.asname or one.name, translators[one.name]


def _dotted(file: Path, gui: Path) -> str:
    """A module's name, as it is imported."""
    parts = file.relative_to(gui.parent).with_suffix("").parts
    return ".".join((gui.parent.name, *parts))


def _literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None
