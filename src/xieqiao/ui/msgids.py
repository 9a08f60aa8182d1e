"""Finds every text to be translated, in Python by its syntax tree and in templates by Django.

Nothing of the system's gettext is needed.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

_MODULE = "django.utils.translation"
# Which arguments of each function are context, text and plural.
_SHAPES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_CALL = re.compile(r" (?:(?P<name>n?p?gettext)|_)\((?=[ru]?['\"])")


@dataclass(frozen=True)
class Msgid:
    """A text to be translated: with its plural and context, and the file that has it."""

    text: str
    plural: str = ""
    context: str | None = None
    file: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalogue finds it by."""
        return self.context, self.text


class NotPlain(Exception):
    """A text to be translated is put together at run time, so no catalogue can hold it."""


def in_folder(folder: Path) -> Iterator[Msgid]:
    """Yield the texts of a room. Raises NotPlain."""
    for file in sorted(folder.rglob("*.py")):
        if "migrations" not in file.parts:
            yield from in_python(file.read_text("utf-8"), str(file.relative_to(folder)))
    for pattern in ("*.html", "*.txt"):
        for file in sorted(folder.rglob(pattern)):
            if "templates" in file.parts:
                yield from in_template(file.read_text("utf-8"), str(file.relative_to(folder)))


def in_python(source: str, file: str) -> Iterator[Msgid]:
    """Yield the texts of a module. Raises NotPlain for an f-string or a sum of variables."""
    tree = ast.parse(source, file)
    names = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (shape := _shape(node.func, names)):
            found = _from_call(node, shape, file)
            if found is not None:
                yield found


def _names(tree: ast.Module) -> dict[str, str]:
    """Return what the functions of Django's translation are called in a module."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == _MODULE:
            names |= {a.asname or a.name: a.name for a in node.names if a.name in _SHAPES}
    return names


def _shape(func: ast.expr, names: dict[str, str]) -> tuple[int | None, int, int | None] | None:
    if isinstance(func, ast.Name):
        return _SHAPES.get(names.get(func.id, ""))
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
        return _SHAPES.get(func.attr) if func.value.id == "translation" else None
    return None


def _from_call(
    node: ast.Call, shape: tuple[int | None, int, int | None], file: str
) -> Msgid | None:
    places = [place for place in shape if place is not None]
    if len(node.args) <= max(places):
        return None
    texts = {place: _plain(node.args[place], file) for place in places}
    if any(text is None for text in texts.values()):
        return None  # a variable: its text is marked where it is written
    context, text, plural = shape
    return Msgid(
        text=texts[text] or "",
        plural=(texts[plural] or "") if plural is not None else "",
        context=texts[context] if context is not None else None,
        file=file,
    )


def _plain(node: ast.expr, file: str) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        raise NotPlain(
            f"{file}:{node.lineno}: a text to be translated must be plain; put values in "
            "afterwards by %(name)s"
        )
    return None


def in_template(source: str, file: str) -> Iterator[Msgid]:
    """Yield the texts of a template."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        marked = templatize(source, origin=file)
    for match in _CALL.finditer(marked):
        name = match["name"] or "gettext"
        call = _leading_call(f"{name}{marked[match.end() - 1 :]}")
        if call is not None and (found := _from_call(call, _SHAPES[name], file)):
            yield found


def _leading_call(text: str) -> ast.Call | None:
    """Return the call that a text begins with, however it goes on."""
    end = 0
    while (end := text.find(")", end + 1)) > 0:
        try:
            node = ast.parse(text[: end + 1], mode="eval").body
        except SyntaxError:
            continue
        return node if isinstance(node, ast.Call) else None
    return None
