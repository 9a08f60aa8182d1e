"""What a partnership's export holds."""

from __future__ import annotations

import json

import pytest

from tests.parties import found, two_parties
from xieqiao.acts import gate
from xieqiao.acts.entries import content_digest, digest_of
from xieqiao.acts.export import lines
from xieqiao.acts.kinds import kind_named

pytestmark = pytest.mark.django_db


def test_an_export_has_every_entry_with_its_content_and_the_reasons_of_refusals() -> None:
    one, other = two_parties()
    partnership = found([one, other])
    text = kind_named("topic.confirm").payload.model_validate({"title": "演示议题"})
    act = gate.propose(one, "topic.confirm", text, partnership=partnership.id)
    gate.decline(other, act.id, act.versions.get().digest, "还要再想一想")

    rows = [json.loads(line) for line in lines(partnership.id)]
    entries = [json.loads(row["entry"]["canonical"]) for row in rows if "entry" in row]
    contents = {row["content"]["digest"]: row["content"] for row in rows if "content" in row}
    heads = {row["register"]["head"] for row in rows if "register" in row}

    assert heads <= {digest_of(row["entry"]["canonical"]) for row in rows if "entry" in row}
    named = {digest for entry in entries for digest in entry.get("digests", {}).values()}
    assert named == set(contents)
    for digest, content in contents.items():
        assert content_digest(content["nonce"], content["text"]) == digest
    assert any("还要再想一想" in content["text"] for content in contents.values())
