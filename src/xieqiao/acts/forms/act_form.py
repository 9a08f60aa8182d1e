"""The form of an act: derived from its kind's payload, for a browser without JavaScript.

Every input is named by its path (`clauses-0-text`). A list of groups has rows; two blank ones
stand at its end, and what stays blank is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import ValidationError as PayloadInvalid

from xieqiao.acts.files import read_token, store_upload, token_for
from xieqiao.acts.forms.nodes import CHOSEN, MOST_RADIOS, Node
from xieqiao.acts.forms.people import OwnPerson, own_people
from xieqiao.acts.forms.shapes import LATER, Shape, Sort, shapes_of
from xieqiao.acts.forms.trees import local_time, moment_in, plain
from xieqiao.acts.forms.words import words_for
from xieqiao.acts.kinds import Kind, Scene
from xieqiao.acts.zones import is_zone

BLANK_ROWS = 2
MOST_ROWS = 100


class ActForm:
    """A form for one kind in one scene.

    Bound to `data` (and `files`) it checks what was typed; otherwise it starts from `initial`,
    plain nested values.
    """

    def __init__(
        self,
        kind: Kind[Any],
        scene: Scene,
        data: Any = None,
        files: Any = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.kind, self.scene, self.data, self.files = kind, scene, data, files
        self.bound = data is not None
        self.zone = self._zone(data if self.bound else initial or {})
        self.general: list[str] = []
        self._payload: Any = None
        tree = plain(dict(initial or {}))
        self.nodes = [self._node(s, s.name, tree) for s in shapes_of(kind.payload)]

    # Building

    def _zone(self, given: Any) -> ZoneInfo:
        """Return the zone in which times are typed: the payload's own, otherwise the body's."""
        own = getattr(self.scene.acting.body, "timezone", "Asia/Shanghai")
        named = given.get("zone") if "zone" in self.kind.payload.model_fields else None
        return ZoneInfo(str(named) if is_zone(named) else own)

    def _node(self, shape: Shape, name: str, tree: Mapping[str, Any]) -> Node:
        node = Node(shape, name, choices=self._choices(shape))
        given = tree.get(shape.name, plain(shape.default))
        if shape.grouped:
            self._fill_rows(node, given)
        elif self.bound:
            node.value = self._typed(node)
        else:
            node.value = self._shown(shape, given)
        return node

    def _choices(self, shape: Shape) -> list[tuple[str, str]] | None:
        if shape.sort not in CHOSEN:
            return None
        found = self.kind.choices(shape.path, self.scene)
        if found is None and shape.sort is Sort.ENUM:
            found = getattr(shape.type, "choices", None) or [(m.value, m.value) for m in shape.type]
        if found is None and shape.path.endswith("person_id"):
            found = [(str(p.id), p.label) for p in self._people]
        if found is None:
            return None
        found = [(str(value), str(label)) for value, label in found]
        unsaid = not shape.required or ("." in shape.path and len(found) > MOST_RADIOS)
        return [("", "—"), *found] if unsaid and not shape.many else found

    @cached_property
    def _people(self) -> list[OwnPerson]:
        return own_people(self.scene.acting)

    def _fill_rows(self, node: Node, given: Any) -> None:
        rows = list(given or []) if node.shape.many else [given or {}]
        count = len(rows)
        if node.shape.many:
            blank = 0 if node.shape.carried else BLANK_ROWS
            count = self._row_count(node.name, count, blank)
        for number in range(count):
            prefix = f"{node.name}-{number}" if node.shape.many else node.name
            row = rows[number] if number < len(rows) else {}
            node.rows.append([self._node(s, f"{prefix}-{s.name}", row) for s in node.shape.shapes])

    def _row_count(self, name: str, given: int, blank: int) -> int:
        if not self.bound:
            return min(given + blank, MOST_ROWS)
        try:
            count = int(self.data.get(f"{name}-count", 0))
        except ValueError:
            count = 0
        more = 1 if self.data.get("more") == name else 0
        return max(0, min(count + more, MOST_ROWS))

    def _shown(self, shape: Shape, given: Any) -> Any:
        if shape.sort is Sort.FILE:
            refs = given if shape.many else [given] if given else []
            return [(token_for(ref), ref["name"]) for ref in refs or []]
        if shape.many:
            chosen = [str(item) for item in given or []]
            return chosen if self._choices(shape) is not None else "\n".join(chosen)
        if shape.sort is Sort.TIME and given:
            return local_time(str(given), self.zone)
        if shape.sort is Sort.TRUTH:
            return bool(given)
        return "" if given is None else str(given)

    def _typed(self, node: Node) -> Any:
        shape, name = node.shape, node.name
        if shape.sort is Sort.FILE:
            return self._typed_files(node)
        if shape.many and node.choices is not None:
            if shape.ordered:
                places = range(len(node.choices))
                return [v for n in places if (v := self.data.get(f"{name}-{n}", ""))]
            return self.data.getlist(name)
        if shape.sort is Sort.TRUTH:
            return bool(self.data.get(name))
        return self.data.get(name, "")

    def _typed_files(self, node: Node) -> list[tuple[str, str]]:
        kept = [(t, ref["name"]) for t in self.data.getlist(node.name) if (ref := read_token(t))]
        for upload in self.files.getlist(f"{node.name}-new") if self.files else []:
            try:
                ref = plain(store_upload(self.scene.acting, upload))
            except ValidationError as error:
                node.errors += error.messages
            else:
                kept.append((token_for(ref), ref["name"]))
        return kept if node.shape.many else kept[-1:]

    # Checking

    def is_valid(self) -> bool:
        """Check what was typed; errors stand at their nodes afterwards."""
        raw = {n.shape.name: v for n in self.nodes if (v := self._raw(n)) is not None}
        raw["demonstration"] = getattr(self.scene.acting, "demonstration", False)
        try:
            self._payload = self.kind.payload.model_validate(raw)
        except PayloadInvalid as invalid:
            for error in invalid.errors():
                self.add_error(error["loc"], words_for(error))
        return not any(node.errors for node in self.walk()) and not self.general

    def payload(self) -> Any:
        """Return the checked payload."""
        assert self._payload is not None
        return self._payload

    def _raw(self, node: Node) -> Any:
        shape = node.shape
        if shape.grouped:
            return self._raw_rows(node)
        value = node.value
        if shape.sort is Sort.FILE:
            refs = [read_token(token) for token, _name in value]
            return refs if shape.many else (refs[0] if refs else None)
        if shape.many:
            return (
                value if isinstance(value, list) else [x for x in value.splitlines() if x.strip()]
            )
        if shape.sort is Sort.TRUTH:
            return value
        if not str(value).strip():
            return None
        return self._raw_time(node) if shape.sort is Sort.TIME else str(value).strip()

    def _raw_time(self, node: Node) -> str:
        try:
            return moment_in(node.value, self.zone).isoformat()
        except ValueError:
            node.errors.append(_("There is no such time. Write date and time, such as 14:00."))
            return "2000-01-01T00:00:00Z"

    def _raw_rows(self, node: Node) -> Any:
        rows = []
        for place, fields in enumerate(node.rows):
            if self.data.get(f"{node.name}-{place}-drop"):
                continue
            row = {n.shape.name: v for n in fields if (v := self._raw(n)) is not None}
            if node.shape.sort is Sort.PERSON:
                row = self._named(row)
            if any(self._says(n.shape, row.get(n.shape.name)) for n in fields):
                rows.append((place, row))
        node.value = [place for place, _row in rows]
        if node.shape.many:
            return [row for _place, row in rows]
        return rows[0][1] if rows else None

    def _says(self, shape: Shape, value: Any) -> bool:
        """Whether somebody typed or chose this: a row of blanks and defaults is left out."""
        return value not in (None, False, [], "", plain(shape.default))

    def _named(self, row: dict[str, Any]) -> dict[str, Any]:
        """Show somebody chosen from the directory as it says, where no name was typed."""
        if row.get("shown_as") or not row.get("person_id"):
            return row
        person = next((p for p in self._people if str(p.id) == row["person_id"]), None)
        if person is None:
            return row
        return {"office": person.office, **row, "shown_as": person.name}

    def add_error(self, where: Any, words: str) -> None:
        """Put words at the node that `where` (a path of names and places) leads to."""
        path = (where.split(".") if where else []) if isinstance(where, str) else list(where)
        nodes, found = self.nodes, None
        while path:
            step = path.pop(0)
            if isinstance(step, int) or str(step).isdigit():
                if found is not None and found.shape.grouped and found.shape.many:
                    places = found.value or list(range(len(found.rows)))
                    place = places[int(step)] if int(step) < len(places) else 0
                    nodes = found.rows[place] if place < len(found.rows) else []
                continue
            match = next((n for n in nodes if n.shape.name == step), None)
            if match is None:
                break
            found = match
            if match.shape.grouped and not match.shape.many and match.rows:
                nodes = match.rows[0]
        if found is None:
            self.general.append(words)
        else:
            found.errors.append(words)

    # Showing

    def walk(self) -> Any:
        """Yield all nodes."""
        for node in self.nodes:
            yield from node.walk()

    @property
    def main_nodes(self) -> list[Node]:
        """The fields that everybody fills in."""
        return [node for node in self.nodes if node.shape.name not in LATER]

    @property
    def later_nodes(self) -> list[Node]:
        """The fields for what is entered later."""
        return [node for node in self.nodes if node.shape.name in LATER]

    @property
    def later_open(self) -> bool:
        """Whether something stands, or is wrong, in the fields for what is entered later."""
        return any(node.value or node.errors for node in self.later_nodes)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """All that is wrong, with the id of its input."""
        found = [("", words) for words in self.general]
        return found + [(node.id, words) for node in self.walk() for words in node.errors]

    def tree(self) -> dict[str, Any]:
        """Return the checked payload as plain values, for a draft."""
        found: dict[str, Any] = plain(self.payload())
        return found
