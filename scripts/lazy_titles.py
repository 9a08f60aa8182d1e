"""A plugin for mypy: pydantic's `Field` takes titles and descriptions that are translated later.

Pydantic keeps them as they are, so `Field(title=_("Title"))` with Django's `gettext_lazy` works;
its own types know of `str` alone.
"""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import TypeInfo
from mypy.plugin import FunctionSigContext, Plugin
from mypy.types import FunctionLike, Instance, UnionType

_TRANSLATED = {"title", "description"}


class LazyTitles(Plugin):
    """Widens the two parameters and nothing else."""

    def get_function_signature_hook(
        self, fullname: str
    ) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Return the change to a function's signature, if it is the one meant."""
        return self._with_promises if fullname == "pydantic.fields.Field" else None

    def _with_promises(self, context: FunctionSigContext) -> FunctionLike:
        signature = context.default_signature
        found = self.lookup_fully_qualified("django.utils.functional.Promise")
        if found is None or not isinstance(found.node, TypeInfo):
            return signature
        promise = Instance(found.node, [])
        types = [
            UnionType.make_union([kind, promise]) if name in _TRANSLATED else kind
            for name, kind in zip(signature.arg_names, signature.arg_types, strict=True)
        ]
        return signature.copy_modified(arg_types=types)


def plugin(version: str) -> type[Plugin]:
    """Return the plugin, as mypy asks for it."""
    return LazyTitles
