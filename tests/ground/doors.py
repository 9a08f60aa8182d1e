"""A contract for import-linter: some doors of a room are closed to every other room."""

from __future__ import annotations

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """No room imports a closed door (its views, forms, addresses) of another; some stand alone."""

    type_name = "doors"
    rooms = fields.ListField(subfield=fields.StringField())
    closed = fields.ListField(subfield=fields.StringField())

    alone = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import between two different rooms."""
        found = [
            f"{importer} → {imported}"
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._forbidden(importer.split("."), imported.split("."))
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def _forbidden(self, importer: list[str], imported: list[str]) -> bool:
        if len(importer) < 2 or importer[:2] == imported[:2]:
            return False
        return importer[1] in _names(self.alone) or self._through_closed_door(importer, imported)

    def _through_closed_door(self, importer: list[str], imported: list[str]) -> bool:
        rooms = _names(self.rooms)
        between_rooms = importer[1] in rooms and len(imported) > 2 and imported[1] in rooms
        return between_rooms and imported[2] in _names(self.closed)

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import."""
        for line in check.metadata["found"]:
            output.print_error(line)


def _names(field: Any) -> list[str]:
    return list(field)
