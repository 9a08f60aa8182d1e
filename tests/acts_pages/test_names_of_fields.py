"""What an act asks for never has the name of something that the form itself sends."""

from __future__ import annotations

import pytest

from xieqiao.acts.kinds import all_kinds

OF_THE_FORM = {"acting", "csrfmiddlewaretoken", "deadline", "more", "seen"}


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_no_field_has_the_name_of_the_forms_own(kind: object) -> None:
    fields = set(kind.payload.model_fields)  # type: ignore[attr-defined]
    assert not fields & OF_THE_FORM
    assert not [name for name in fields if name.startswith("_")]
