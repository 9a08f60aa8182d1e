"""Finds, in the text of the code, where tables are written by the ORM or by SQL.

What an expression is about is followed from imported names, annotations (of variables, parameters
and of what a called function returns), assignments, loops, foreign keys and their reverse names.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

ON_SETS = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update"}
ON_SETS |= {f"a{name}" for name in ON_SETS} | {"delete", "adelete", "add", "set", "clear", "remove"}
ON_ROWS = {"save", "delete", "asave", "adelete", "save_base"}
_ONE = {"get", "first", "last", "create", "latest", "earliest", "aget", "afirst", "acreate"}
_PAIR = {"get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create"}
_PAST = {"count", "exists", "values", "values_list", "aggregate", "dates"}
_MANAGERS = {"objects", "_default_manager", "_base_manager"}
_SQL = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)"
    r"\s+[\"`]?(\w+)", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True)
class About:
    """What an expression is: a model's class, one row of it, several, or a pair (row, made)."""

    model: type[models.Model]
    sort: str  # class, row, rows, pair


@dataclass(frozen=True)
class Write:
    """A place that writes: of which model or table, in which function."""

    module: str
    line: int
    how: str
    model: type[models.Model] | None
    table: str = ""
    in_step: bool = False

    def __str__(self) -> str:
        label = self.model and getattr(self.model, "_meta", self.model)
        what = label or self.table or "something unknown"
        return f"{self.module}:{self.line} {self.how} {what}"


def modules_under(folder: Path, package: str) -> Iterator[tuple[str, Path]]:
    """Yield the name and file of every module of a package."""
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        named = parts[:-1] if parts[-1] == "__init__" else parts
        yield ".".join([package, *named]), path


def writes_in(name: str, path: Path) -> list[Write]:
    """Return every write of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reader = Reader(name, is_package=path.name == "__init__.py")
    reader.visit(tree)
    return reader.found


@dataclass
class Reader(ast.NodeVisitor):
    """Walks through a module and knows what its names are."""

    module: str
    is_package: bool = False
    found: list[Write] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)
    modules: set[str] = field(default_factory=set)
    returns: dict[str, ast.expr] = field(default_factory=dict)
    abouts: list[dict[str, About]] = field(default_factory=lambda: [{}])
    in_step: bool = False

    # Names

    def visit_Module(self, node: ast.Module) -> None:
        """Know what the module's own functions return."""
        own = (line for line in node.body if isinstance(line, ast.FunctionDef))
        self.returns = {line.name: line.returns for line in own if line.returns is not None}
        self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Take in what the names are that a module imports."""
        base = node.module or ""
        if node.level:
            whole = self.module.split(".")
            whole = whole[: len(whole) - node.level + self.is_package]
            base = ".".join([*whole, base]).rstrip(".")
        for alias in node.names:
            try:
                self.names[alias.asname or alias.name] = getattr(
                    importlib.import_module(base), alias.name
                )
            except (ImportError, AttributeError):
                continue

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Know the module's own models, and what the attributes of a class are."""
        self._own(node.name)
        self.abouts.append(dict(self.abouts[-1]))
        for line in node.body:
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                self._set(f"self.{line.target.id}", self._annotated(line.annotation))
            elif isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                self._set(f"self.{line.targets[0].id}", self.about(line.value))
        self.generic_visit(node)
        self.abouts.pop()

    def _own(self, name: str) -> None:
        if self.module.startswith("xieqiao.") and ".models" in self.module:
            self.names[name] = getattr(importlib.import_module(self.module), name, None)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Know what the parameters are; a function that is handed a step belongs to an act."""
        before, self.in_step = self.in_step, self.in_step or self._takes_step(node)
        self.abouts.append(dict(self.abouts[-1]))
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            self._set(argument.arg, self._annotated(argument.annotation))
        self.generic_visit(node)
        self.abouts.pop()
        self.in_step = before

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def _takes_step(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        noted = [a.annotation for a in node.args.args if a.annotation is not None]
        return any(ast.unparse(one).strip("'\"").split(".")[-1] == "Step" for one in noted)

    def _set(self, name: str, about: About | None) -> None:
        if about is None:
            self.abouts[-1].pop(name, None)
        else:
            self.abouts[-1][name] = about

    def visit_Assign(self, node: ast.Assign) -> None:
        """Know what a variable is from what it is given."""
        self.generic_visit(node)
        about = self.about(node.value)
        for target in node.targets:
            self._bind(target, about)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Know what a variable is from its annotation."""
        self.generic_visit(node)
        self._bind(node.target, self._annotated(node.annotation))

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """Know what a variable is from what it is given within an expression."""
        self.generic_visit(node)
        self._bind(node.target, self.about(node.value))

    def visit_For(self, node: ast.For) -> None:
        """Know what the variable of a loop is."""
        self._bind(node.target, self._one_of(self.about(node.iter)))
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        """Know what the variable of a comprehension is."""
        self._bind(node.target, self._one_of(self.about(node.iter)))
        self.generic_visit(node)

    def _comprehends(self, node: Any) -> None:
        for generator in node.generators:
            self.visit(generator)
        self.generic_visit(node)

    visit_ListComp = visit_SetComp = visit_GeneratorExp = visit_DictComp = _comprehends  # noqa: N815

    def _bind(self, target: ast.expr, about: About | None) -> None:
        if isinstance(target, ast.Name):
            self._set(target.id, about)
        elif isinstance(target, ast.Attribute):
            self._set(ast.unparse(target), about)
        elif isinstance(target, ast.Tuple) and about and about.sort == "pair":
            self._bind(target.elts[0], About(about.model, "row"))

    # What an expression is about

    def about(self, node: ast.expr) -> About | None:
        """Return what an expression is about, if that can be told."""
        match node:
            case ast.Name(id=name):
                return self.abouts[-1].get(name) or _of(self.names.get(name))
            case ast.Attribute(value=value, attr=attr):
                known = self.abouts[-1].get(ast.unparse(node))
                return known or self._attribute(self.about(value), attr) or _of(self._object(node))
            case ast.Call():
                return self._called(node)
            case ast.Subscript(value=value, slice=place):
                return self._part(self.about(value), place)
            case ast.Await(value=value) | ast.NamedExpr(value=value) | ast.Starred(value=value):
                return self.about(value)
            case ast.IfExp(body=one, orelse=other):
                return self.about(one) or self.about(other)
            case ast.BoolOp(values=values):
                return next((found for v in values if (found := self.about(v))), None)
            case ast.ListComp(elt=elt) | ast.GeneratorExp(elt=elt) | ast.SetComp(elt=elt):
                each = self.about(elt)
                return About(each.model, "rows") if each and each.sort == "row" else None
        return None

    def _attribute(self, about: About | None, name: str) -> About | None:
        if about is None:
            return None
        if about.sort == "class":
            return About(about.model, "rows") if name in _MANAGERS else None
        if about.sort == "rows":
            return None
        return _related(about.model, name) if about.sort == "row" else None

    def _called(self, node: ast.Call) -> About | None:
        function = node.func
        if isinstance(function, ast.Attribute):
            if function.attr == "get_model":
                return _named_model(node.args)
            on = self.about(function.value)
            if on is not None and on.sort == "rows":
                return _after(on, function.attr)
        named = self._object(function)
        if inspect.isclass(named) and issubclass(named, models.Model):
            return About(named, "row")
        if isinstance(function, ast.Name):
            about = self.abouts[-1].get(function.id)
            if about is not None and about.sort == "class":
                return About(about.model, "row")
            if function.id in {"list", "sorted", "set", "tuple", "reversed"} and node.args:
                return self.about(node.args[0])
            if function.id == "get_object_or_404":
                about = self.about(node.args[0])
                return About(about.model, "row") if about else None
            if function.id in self.returns:
                return self._annotated(self.returns[function.id])
        return _returned(named)

    def _object(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Name) and node.id not in self.names:
            return getattr(sys.modules.get(self.module), node.id, None)
        return _looked_up(node, self.names)

    def _part(self, about: About | None, place: ast.expr) -> About | None:
        if about is None or about.sort not in {"rows", "pair"}:
            return None
        return about if isinstance(place, ast.Slice) else About(about.model, "row")

    def _one_of(self, about: About | None) -> About | None:
        return About(about.model, "row") if about and about.sort == "rows" else None

    def _annotated(self, node: ast.expr | None) -> About | None:
        return None if node is None else _hinted(node, self.names)

    # Writes

    def visit_Call(self, node: ast.Call) -> None:
        """Look whether the call writes."""
        self.generic_visit(node)
        if not isinstance(node.func, ast.Attribute):
            return
        name, about = node.func.attr, self.about(node.func.value)
        if name in ON_SETS | ON_ROWS and about is not None:
            fits = name in ON_SETS if about.sort == "rows" else name in ON_ROWS
            if fits and about.sort in {"rows", "row"}:
                self._note(node, name, about.model)
        elif name in (ON_SETS | ON_ROWS) - {"add", "set", "clear", "remove", "update"}:
            on = node.func.value
            to_parent = isinstance(on, ast.Call) and ast.unparse(on) == "super()"
            if not to_parent and not self._is_module(on):
                self._note(node, name, None)

    def _is_module(self, node: ast.expr) -> bool:
        return ast.unparse(node) in self.modules or inspect.ismodule(self._object(node))

    def visit_Import(self, node: ast.Import) -> None:
        """Know which names are modules."""
        self.modules |= {alias.asname or alias.name for alias in node.names}

    def visit_Constant(self, node: ast.Constant) -> None:
        """Look whether a text is a statement that writes."""
        if isinstance(node.value, str):
            self._sql(node, node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Look at a text with gaps; a gap in the place of the table stands for any table."""
        parts = [v.value if isinstance(v, ast.Constant) else "any_table" for v in node.values]
        self._sql(node, "".join(str(part) for part in parts))
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                self.visit(value)

    def _sql(self, node: ast.AST, text: str) -> None:
        for found in _SQL.finditer(text):
            self._note(node, "SQL", None, found[1].lower())

    def _note(self, node: Any, how: str, model: type[models.Model] | None, table: str = "") -> None:
        self.found.append(Write(self.module, node.lineno, how, model, table, self.in_step))


def _of(thing: Any) -> About | None:
    if inspect.isclass(thing) and issubclass(thing, models.Model):
        return About(thing, "class")
    return None


def _hinted(node: ast.expr, names: dict[str, Any]) -> About | None:
    """Return what an annotation stands for: a row, a class, or rows in whatever holds them."""
    match node:
        case ast.Constant(value=str(text)):
            return _hinted(ast.parse(text, mode="eval").body, names)
        case ast.Name() | ast.Attribute():
            named = _of(_looked_up(node, names))
            return About(named.model, "row") if named else None
        case ast.BinOp(left=one, right=other):
            return _hinted(one, names) or _hinted(other, names)
        case ast.Subscript(value=ast.Name(id="type"), slice=inner):
            return _of(_looked_up(inner, names))
        case ast.Subscript(value=ast.Name(id="ClassVar" | "Optional"), slice=inner):
            return _hinted(inner, names)
        case ast.Subscript(value=holder, slice=inner) if "tuple" not in ast.unparse(holder):
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            found = next((about for part in parts if (about := _hinted(part, names))), None)
            return About(found.model, "rows") if found and found.sort == "row" else None
    return None


def _looked_up(node: ast.expr, names: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        on = _looked_up(node.value, names)
        return getattr(on, node.attr, None) if inspect.ismodule(on) else None
    return None


def _returned(function: Any) -> About | None:
    noted = getattr(inspect.unwrap(function), "__annotations__", {}) if callable(function) else {}
    if not inspect.isfunction(function) or not isinstance(noted.get("return"), str):
        return None
    known = inspect.unwrap(function).__globals__
    return _hinted(ast.parse(noted["return"], mode="eval").body, known)


def _after(on: About, method: str) -> About | None:
    if method in _PAST:
        return None
    if method in _ONE:
        return About(on.model, "row")
    return About(on.model, "pair") if method in _PAIR else on


def _named_model(arguments: list[ast.expr]) -> About | None:
    from django.apps import apps

    given: list[Any] = [a.value for a in arguments if isinstance(a, ast.Constant)]
    try:
        return About(apps.get_model(*given), "class")
    except (LookupError, TypeError, ValueError):
        return None


def _related(model: type[models.Model], name: str) -> About | None:
    """Return what a field's name, or the reverse name of one, leads to."""
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        reverse = [r for r in model._meta.related_objects if r.get_accessor_name() == name]
        if not reverse:
            return None
        found = reverse[0]
    if not found.related_model or isinstance(found.related_model, str):
        return None
    several = found.one_to_many or found.many_to_many
    return About(found.related_model, "rows" if several else "row")
