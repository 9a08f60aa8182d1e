"""Setting up a body."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from xieqiao.acts.signer import key_path
from xieqiao.bodies.models import Assignment, Body, Person
from xieqiao.bodies.setup import create_body, main

pytestmark = pytest.mark.django_db
DEQING = ["deqing", "--name", "德清县政协", "--short", "德清", "--region", "330521"]


def test_it_works(capsys: pytest.CaptureFixture[str], client: Client) -> None:
    assert main([*DEQING, "--administrator", "王小明"]) == 0
    body = Body.objects.get(slug="deqing")
    assert (body.region_shown, body.name_key) == (
        "浙江省湖州市德清县",
        "de2 qing1 xian4 zheng4 xie2",
    )
    assert key_path(body.id).stat().st_mode & 0o077 == 0
    link = re.search(r"http://127\.0\.0\.1:8000(/invitation/\S+)", capsys.readouterr().out)
    assert link and "德清县政协" in client.get(link[1]).content.decode()
    chosen = {"sign_in_name": "wang", "password": "quiet river", "password_again": "quiet river"}
    client.post(link[1], chosen)
    assert Assignment.objects.get(person__name="王小明").role == "administrator"
    assert client.get("/b/deqing/directory/").status_code == 200


WRONG = [
    (["--short", "德"], "short_name"),
    (["--short", "德清县政协"], "short_name"),
    (["--region", "999999"], "region"),
    (["--region", "330521", "--region-year", "1800"], "region"),
    (["--time-zone", "Asia/Deqing"], "timezone"),
]


def test_what_does_not_fit_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    for more, words in WRONG:
        assert main([*DEQING, *more]) == 1
        assert capsys.readouterr().err.startswith(words + ":")
    assert not Body.objects.exists()


def test_a_slug_is_used_once(capsys: pytest.CaptureFixture[str]) -> None:
    main(DEQING)
    assert main(DEQING) == 1
    assert "slug:" in capsys.readouterr().err


def test_a_body_that_is_only_listed_has_neither_key_nor_people(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(
        ["national", "--name", "全国政协", "--short", "全国", "--region", "000000", "--listed-only"]
    )
    body = Body.objects.get(slug="national")
    assert not key_path(body.id).exists()
    assert not Person.objects.exists() and "/invitation/" not in capsys.readouterr().out


def test_a_region_abroad_is_free_text() -> None:
    body = create_body("berlin", "柏林市议会", "柏林", kind="council", region_text="德国柏林")
    assert body.region_shown == "德国柏林"
    with pytest.raises(ValidationError):
        create_body("paris", "巴黎市议会", "巴黎", timezone="Mars/Olympus")
