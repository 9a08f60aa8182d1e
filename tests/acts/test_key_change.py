"""A body changes its key: the old one signs for the new one, and both go on holding."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.acts.intruder import past_the_triggers, put
from tests.parties import acting, body, consent, found, parties, pass_act
from xieqiao import doctor
from xieqiao.acts import checks, gate, keys
from xieqiao.acts.chain import PLATFORM
from xieqiao.acts.entries import EntryType, digest_of, read_entry
from xieqiao.acts.errors import KeyMissing
from xieqiao.acts.export import lines
from xieqiao.acts.exported import check
from xieqiao.acts.keys import change_key, key_at, keys_given
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Entry, Register
from xieqiao.acts.replay import replay
from xieqiao.acts.signer import key_path, next_key_path, signature_holds, signer_for
from xieqiao.acts.verify import verify
from xieqiao.bodies.roles import Role
from xieqiao.commands import change_key as key_command

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
    pytest.mark.database,
]


class Scene:
    """Two parties with two partnerships."""

    def __init__(self) -> None:
        self.there = parties(2)
        self.one, self.two = self.there
        self.spaces = sorted(found(self.there).id for _ in range(2))
        self.old = signer_for(self.one.body_id).public_key

    def topic(self, title: str, actings: list[Any] | None = None) -> Any:
        """Let all pass a topic."""
        return pass_act(
            actings or self.there, "topic.confirm", {"title": title}, partnership=self.spaces[0]
        )

    def changes(self) -> list[Entry]:
        """Return all changes of keys, by partnership."""
        return list(Entry.objects.filter(type="key-change").order_by("space_id", "seq"))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def problems() -> list[str]:
    """Return what a verification finds."""
    return [str(problem) for problem in verify(workers=1).problems]


def test_every_chain_names_the_new_key_signed_by_the_old_one(scene: Scene) -> None:
    new = change_key(scene.one.body_id, PLATFORM)
    assert [row.space_id for row in scene.changes()] == scene.spaces
    for row in scene.changes():
        assert read_entry(row.canonical).public_key == new
        assert signature_holds(scene.old, row.canonical, row.signature)
        assert not signature_holds(new, row.canonical, row.signature)
    assert set(Register.objects.filter(body=scene.one.body_id).values_list("public_key")) == {
        (new,)
    }


def test_later_entries_are_signed_with_the_new_key_and_all_that_is_signed_holds(
    scene: Scene,
) -> None:
    scene.topic("甲")
    new = change_key(scene.one.body_id, PLATFORM)
    scene.topic("乙")
    newest = change_key(scene.one.body_id, PLATFORM)
    scene.topic("丙", [scene.two, scene.one])
    given = keys_given(space=scene.spaces[0])
    for row in Entry.objects.filter(space=scene.spaces[0]):
        assert signature_holds(key_at(given, row.body_id, row.seq), row.canonical, row.signature)
    used = {key_at(given, scene.one.body_id, n) for n in range(1, 30)}
    assert used == {scene.old, new, newest}
    assert problems() == []
    assert replay("default", seed=7) == []


def test_long_chains_are_verified_by_stretches_across_changes(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xieqiao.acts.verify._CHUNK", 3)
    for title in "甲乙丙":
        scene.topic(title)
        change_key(scene.one.body_id, PLATFORM)
    scene.topic("丁")
    assert problems() == []
    last = Entry.objects.filter(body=scene.one.body_id).order_by("-time")[0]
    with past_the_triggers() as cursor:
        put(cursor, "acts_entry", "signature", "0" * 128, "hash", last.hash)
    assert any("the signature does not hold" in one for one in problems())


def test_a_new_partnership_begins_with_the_new_key(scene: Scene) -> None:
    new = change_key(scene.one.body_id, PLATFORM)
    space = found(scene.there).id
    genesis = Entry.objects.get(space=space, body=scene.one.body_id, seq=0)
    assert read_entry(genesis.canonical).public_key == new
    assert problems() == []


def test_a_body_without_a_register_changes_its_key_too() -> None:
    alone = body(9)
    old = signer_for(alone.id).public_key
    new = change_key(alone.id, PLATFORM)
    assert signer_for(alone.id).public_key == new != old
    assert not next_key_path(alone.id).exists()


def test_an_open_act_goes_on_across_a_change(scene: Scene) -> None:
    words = kind_named("topic.confirm").payload.model_validate({"title": "演示议题"})
    act = gate.propose(scene.one, "topic.confirm", words, partnership=scene.spaces[0])
    change_key(scene.one.body_id, PLATFORM)
    assert consent(scene.two, act).state == "sealed"
    assert problems() == []


def test_the_exported_file_holds_by_itself_and_names_all_keys(scene: Scene) -> None:
    new = change_key(scene.one.body_id, PLATFORM)
    scene.topic("乙")
    written = [line.encode() for line in lines(scene.spaces[0])]
    exported = check(written)
    assert exported.report.problems == []
    ours = next(c for k, c in exported.checks.items() if k[1] == scene.one.body_id.hex)
    assert ours.keys == [scene.old, new]
    without = [line for line in written if b'\\"key-change\\"' not in line]
    assert len(without) == len(written) - 1
    said = [str(problem) for problem in check(without).report.problems]
    assert any("does not follow the entry before it" in one for one in said)
    assert any("the signature does not hold" in one for one in said)


# What a change refuses


def forged(scene: Scene, sign: Callable[[str], str], **changes: Any) -> list[str]:
    """Put another key-change in the place of the one that was made; return what is found."""
    row = scene.changes()[0]
    entry = read_entry(row.canonical).but(**changes)
    text = entry.canonical()
    register = Register.objects.get(id=row.register_id)
    with past_the_triggers() as cursor:
        put(cursor, "acts_entry", "canonical", text, "hash", row.hash)
        put(cursor, "acts_entry", "signature", sign(text), "hash", row.hash)
        put(cursor, "acts_entry", "hash", digest_of(text), "hash", row.hash)
        put(cursor, "acts_register", "head", digest_of(text), "id", _as_id(register.id))
    return problems()


def _as_id(id_: UUID) -> Any:
    from django.db import connection

    return id_.hex if connection.vendor == "sqlite" else id_


def test_a_change_that_the_new_key_signs_for_itself_is_found(scene: Scene) -> None:
    change_key(scene.one.body_id, PLATFORM)
    new = signer_for(scene.one.body_id)
    row = scene.changes()[0]
    found_ = forged(scene, new.sign)
    assert any(
        f"entry {row.seq} " in one and "the signature does not hold" in one for one in found_
    )


def test_a_change_to_the_same_key_or_to_none_is_found_by_its_own_rule(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = signer_for(scene.one.body_id)
    change_key(scene.one.body_id, PLATFORM)
    same = forged(scene, aside.sign, public_key=scene.old)
    assert any("changes the key to the same key" in one for one in same)
    none = forged(scene, aside.sign, public_key="no key")
    assert any("names no key" in one for one in none)
    monkeypatch.setattr(checks, "key_faults", lambda entry, present: iter(()))
    assert not any("names no key" in one for one in problems()), "the rule taken out"


def test_a_register_that_names_another_key_than_its_chain_is_found(scene: Scene) -> None:
    change_key(scene.one.body_id, PLATFORM)
    Register.objects.filter(body=scene.one.body_id).update(public_key=scene.old)
    assert any("its chain names another key than the register" in one for one in problems())


def test_other_entries_name_no_key(scene: Scene) -> None:
    scene.topic("甲")
    row = Entry.objects.filter(type="seal", body=scene.one.body_id).order_by("-time")[0]
    entry = read_entry(row.canonical).but(public_key=scene.old)
    text = entry.canonical()
    with past_the_triggers() as cursor:
        put(cursor, "acts_entry", "canonical", text, "hash", row.hash)
        sign = signer_for(scene.one.body_id).sign
        put(cursor, "acts_entry", "signature", sign(text), "hash", row.hash)
    assert any("names a key, which is for a genesis or a key-change" in one for one in problems())


# Losing the process, and files


class Lost(BaseException):
    """The process is gone."""


STEPS = ("make_key", "_enter", "finish", "write_key", "sync_folder", "replace")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_lost_before_or_after_any_step_the_body_can_sign_and_the_change_is_whole_or_not_at_all(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    owner: Any = Path if step == "replace" else keys
    real = getattr(owner, step)

    def lose(*args: Any) -> Any:
        if after:
            real(*args)
        raise Lost

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, lose)
        with pytest.raises(Lost):
            change_key(scene.one.body_id, PLATFORM)
    assert len(scene.changes()) in {0, 2}
    scene.topic("甲")
    assert problems() == []
    keys.finish_all()
    assert not next_key_path(scene.one.body_id).exists()
    present = signer_for(scene.one.body_id).public_key
    assert (present == scene.old) == (scene.changes() == [])
    scene.topic("乙")
    change_key(scene.one.body_id, PLATFORM)
    scene.topic("丙")
    assert problems() == []


def test_a_new_key_that_was_half_written_is_thrown_away(scene: Scene) -> None:
    next_key_path(scene.one.body_id).write_bytes(b"-----BEGIN")
    scene.topic("甲")
    assert doctor.keys().state is doctor.State.ODD
    keys.finish_all()
    assert not next_key_path(scene.one.body_id).exists()
    assert signer_for(scene.one.body_id).public_key == scene.old


def test_without_the_old_key_nothing_is_changed(scene: Scene) -> None:
    path = key_path(scene.one.body_id)
    kept = path.read_bytes()
    path.unlink()
    with pytest.raises(KeyMissing):
        change_key(scene.one.body_id, PLATFORM)
    assert scene.changes() == []
    assert not next_key_path(scene.one.body_id).exists()
    path.write_bytes(kept)
    path.chmod(0o600)
    scene.topic("甲")


def test_another_key_in_the_file_signs_nothing(scene: Scene) -> None:
    """Signed with it, every later entry would be found bad."""
    key_path(scene.one.body_id).write_bytes(key_path(scene.two.body_id).read_bytes())
    with pytest.raises(KeyMissing):
        scene.topic("甲")
    assert problems() == []


def test_the_old_key_is_put_aside_and_the_doctor_says_when_it_is_wanted(scene: Scene) -> None:
    new = change_key(scene.one.body_id, PLATFORM)
    [aside] = keys.put_aside(scene.one.body_id)
    assert aside.stat().st_mode & 0o077 == 0
    assert doctor.keys().state is doctor.State.GOOD
    # The database is put back to before the change; the files are not.
    Register.objects.filter(body=scene.one.body_id).update(public_key=scene.old)
    said = doctor.keys()
    assert said.state is doctor.State.BAD
    assert f"copy {aside} to {key_path(scene.one.body_id)}" in said.advice
    Register.objects.filter(body=scene.one.body_id).update(public_key=new)
    assert keys.destroy_old(scene.one.body_id) == [aside]
    assert not aside.exists()


# The command and the page


def test_the_command(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    assert key_command.main([scene.one.slug]) == 0
    said = capsys.readouterr().out
    assert signer_for(scene.one.body_id).public_key in said
    assert "in 2 registers" in said
    assert "put aside" in said
    assert key_command.main([str(scene.one.body_id), "--destroy-old"]) == 0
    assert capsys.readouterr().out.count("destroyed") == 2
    assert key_command.main(["nobody"]) == 1
    key_path(scene.one.body_id).unlink()
    assert key_command.main([scene.one.slug]) == 1
    assert "Put the file back from a copy" in capsys.readouterr().err
    assert problems() == []


def test_the_page_changes_the_key_once_however_often_it_is_sent(scene: Scene) -> None:
    administrator = acting(scene.one.body, Role.ADMINISTRATOR)
    client = Client()
    client.force_login(_account(administrator))
    path = f"/b/{scene.one.slug}/key/"
    assert scene.old in client.get(path).content.decode()
    sent = {"acting": administrator.token, "key": scene.old}
    for _ in range(2):
        assert client.post(path, sent).status_code == 302
    assert len(scene.changes()) == 2
    [entry] = {read_entry(row.canonical).actor for row in scene.changes()}
    assert entry.person == str(administrator.person_id)
    page = client.get(path).content.decode()
    assert signer_for(scene.one.body_id).public_key in page
    assert scene.old in page


def test_only_the_administrator_sees_the_page(scene: Scene) -> None:
    client = Client()
    client.force_login(_account(scene.one))
    assert client.get(f"/b/{scene.one.slug}/key/").status_code == 403


def test_the_page_says_when_the_key_is_not_there(scene: Scene) -> None:
    administrator = acting(scene.one.body, Role.ADMINISTRATOR)
    client = Client(headers={"accept-language": "en"})
    client.force_login(_account(administrator))
    key_path(scene.one.body_id).unlink()
    path = f"/b/{scene.one.slug}/key/"
    assert client.get(path).status_code == 200
    answer = client.post(path, {"acting": administrator.token, "key": scene.old})
    assert answer.status_code == 422
    assert scene.changes() == []


def test_the_register_page_of_an_old_act_says_its_signatures_hold(scene: Scene) -> None:
    act = scene.topic("甲")
    change_key(scene.one.body_id, PLATFORM)
    client = Client()
    client.force_login(_account(scene.one))
    page = client.get(f"/b/{scene.one.slug}/acts/{act.id}/register/").content.decode()
    assert page.count('class="tag done"') == Entry.objects.filter(act=act.id).count()


def _account(who: Any) -> Any:
    from xieqiao.bodies.models import Account

    return Account.objects.get(id=who.account_id)


def test_a_key_change_moves_nothing(scene: Scene) -> None:
    change_key(scene.one.body_id, PLATFORM)
    entry = json.loads(scene.changes()[0].canonical)
    assert entry["type"] == EntryType.KEY_CHANGE
    assert not {"act", "version", "subjects", "digests"} & entry.keys()
