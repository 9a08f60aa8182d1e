"""Initiatives as pages tell of them, and the files that show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.files import store_upload
from xieqiao.acts.models import File
from xieqiao.acts.payloads import FileRef
from xieqiao.acts.sight import is_party
from xieqiao.duty.models import Initiative, InitiativeFile


def may(acting: Acting, partnership_id: Any = None) -> dict[str, bool]:
    """Return which buttons make sense for somebody, in a partnership if one is named."""
    party = partnership_id is None or is_party(acting, partnership_id)
    own = acting.can(Capability.OWN_INITIATIVE)
    return {
        "may_report": party and acting.can(Capability.REPORT),
        "reads_shared": acting.can(Capability.READ_SHARED),
        "reads_all": acting.can(Capability.READ_OWN),
        "keeps_list": own or acting.can(Capability.READ_OWN),
        "writes_list": own or acting.can(Capability.EDIT_OWN),
    }


def keep_files(acting: Acting, row: Initiative, uploads: Iterable[UploadedFile[Any]]) -> list[str]:
    """Keep files that show an initiative, all or none; return what is wrong with them.

    What a member adds waits for the office again.
    """
    found = list(uploads)
    if not found:
        return [_("Choose a file.")]
    errors: list[str] = []
    kept: list[FileRef] = []
    with transaction.atomic():
        for upload in found:
            try:
                kept.append(store_upload(acting, upload))
            except ValidationError as error:
                errors += error.messages
            else:
                _keep(row, kept[-1])
        if errors:
            _throw_away(kept)
            transaction.set_rollback(True)
        elif not acting.can(Capability.EDIT_OWN):
            row.confirmed_at = None
            row.save(update_fields=["confirmed_at", "changed_at"])
    return errors


def _throw_away(kept: list[FileRef]) -> None:
    for file in File.objects.filter(id__in=[ref.file_id for ref in kept]):
        file.stored.delete(save=False)


def _keep(row: Initiative, stored: FileRef) -> None:
    names = ("file_id", "sha256", "size", "media_type", "name")
    InitiativeFile.objects.create(
        body_id=row.body_id,
        initiative=row,
        **{name: getattr(stored, name) for name in names},
    )
