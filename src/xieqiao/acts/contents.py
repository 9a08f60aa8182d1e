"""The content beside the entries, by digest."""

from __future__ import annotations

import json
import secrets
from typing import Any

from pydantic import BaseModel

from xieqiao.acts.entries import canonical, content_digest
from xieqiao.acts.kinds import Kind
from xieqiao.acts.models import Content
from xieqiao.acts.payloads import ERASED, join, split


def content_of(part: Any) -> Content:
    """Return new content, not saved yet, with a nonce of 256 bits."""
    nonce, text = secrets.token_hex(32), canonical(part)
    return Content(digest=content_digest(nonce, text), nonce=nonce, text=text)


def contents_of(payload: BaseModel) -> tuple[Content, Content]:
    """Return the structural and the erasable content of a payload, not saved yet."""
    structural, texts = split(payload)
    return content_of(structural), content_of(texts)


def read_payload(kind: Kind[Any], structural: Content, erasable: Content) -> Any:
    """Return the payload that two contents hold; what was erased shows the mark."""
    return payload_of(kind, structural.text, erasable.text)


def payload_of(kind: Kind[Any], structural: str | None, erasable: str | None) -> Any:
    """Return the payload that the texts of two contents hold."""
    texts = None if erasable is None else json.loads(erasable)
    return kind.payload.model_validate(join(json.loads(structural or "{}"), texts))


def read_reason(content: Content | None) -> str:
    """Return the reason given with a refusal."""
    if content is None:
        return ""
    return ERASED if content.text is None else str(json.loads(content.text)["reason"])
