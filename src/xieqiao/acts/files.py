"""Files: taken in, checked by what they hold, and handed out to who may have them."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID

import filetype
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.models import File, FileRelease, Seat
from xieqiao.acts.payloads import FileRef, Line
from xieqiao.acts.texts import clean_line

_SALT = "xieqiao.file"
_OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_INNER = {
    "docx": "word/",
    "xlsx": "xl/",
    "pptx": "ppt/",
    "odt": "content.xml",
    "ods": "content.xml",
}
_PLAIN = {"txt": "text/plain", "csv": "text/csv"}
_SEEN = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
TYPES = {**_OFFICE, **_PLAIN, **_SEEN}


def store_upload(acting: Acting, upload: UploadedFile[Any]) -> FileRef:
    """Keep an uploaded file for the body, and return the reference a payload holds.

    Raises ValidationError for empty, too large, unknown or renamed files, and when the disk is
    full; nothing is kept then.
    """
    name = clean_line(PurePath(str(upload.name)).name)
    media_type = _checked_type(name, upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    row = File(
        body_id=acting.body_id, sha256=digest.hexdigest(), name=name, media_type=media_type,
        size=upload.size or 0, put_in_by=acting.person_id,
    )  # fmt: skip
    place = f"{acting.body_id}/{row.sha256}-{row.id}"
    try:
        with transaction.atomic():
            row.stored.save(place, upload, save=False)
            row.save()
    except Exception as error:
        row.stored.storage.delete(place)  # what there was room for, and nobody points to
        if not isinstance(error, OSError):
            raise
        raise ValidationError(
            _("The server could not keep “%(name)s”: its disk may be full. Nothing was changed."),
            params={"name": name},
        ) from None
    return FileRef(
        file_id=row.id, sha256=row.sha256, size=row.size, media_type=media_type, name=Line(name)
    )


def _checked_type(name: str, upload: UploadedFile[Any]) -> str:
    size, most = upload.size or 0, settings.XIEQIAO_MAX_UPLOAD_MB
    ending = PurePath(name).suffix.lower().lstrip(".")
    if size == 0:
        raise ValidationError(_("“%(name)s” is empty."), params={"name": name})
    if size > most * 1_048_576:
        raise ValidationError(
            _("“%(name)s” is larger than %(most)d MB."), params={"name": name, "most": most}
        )
    if ending not in TYPES:
        raise ValidationError(
            _("“%(name)s” is of a sort that is not taken here. Possible are: %(sorts)s."),
            params={"name": name, "sorts": ", ".join(sorted(TYPES))},
        )
    if not _is_what_it_says(ending, upload):
        raise ValidationError(
            _("“%(name)s” is not what its ending says; it may have been renamed or damaged."),
            params={"name": name},
        )
    return TYPES[ending]


def _is_what_it_says(ending: str, upload: UploadedFile[Any]) -> bool:
    upload.seek(0)
    start = upload.read(8192)
    upload.seek(0)
    if ending in _PLAIN:
        return b"\0" not in start
    if ending in _SEEN:
        guessed = filetype.guess(start)
        return guessed is not None and guessed.mime == _SEEN[ending]
    try:
        with zipfile.ZipFile(upload) as archive:
            return any(n.startswith(_INNER[ending]) for n in archive.namelist())
    except zipfile.BadZipFile:
        return False
    finally:
        upload.seek(0)


def token_for(ref: dict[str, Any]) -> str:
    """Return a reference as a signed text that a form carries along."""
    return signing.dumps(ref, salt=_SALT)


def read_token(token: str) -> dict[str, Any] | None:
    """Return the reference that a form carried, or None when it is not ours."""
    try:
        found: dict[str, Any] = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return found


def release(payload: Any, space: UUID) -> None:
    """Let the parties reach the files that a payload names, from now on."""
    ids = list(_file_ids(payload))
    if not ids:
        return
    files = File.objects.filter(id__in=ids)
    files.update(deleted_at=None)
    named = files.values_list("id", flat=True)
    FileRelease.objects.bulk_create(
        [FileRelease(file_id=id_, space=space) for id_ in named], ignore_conflicts=True
    )


def _file_ids(value: Any) -> Any:
    if isinstance(value, FileRef):
        yield value.file_id
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _file_ids(item)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from _file_ids(getattr(value, name))


def file_for(acting: Acting, file_id: UUID) -> File | None:
    """Return a file that the body may have: its own, or one released in a shared partnership."""
    seats = Seat.objects.filter(body=acting.body_id)
    may = Q(body=acting.body_id) if acting.can(Capability.READ_OWN) else Q(pk__in=[])
    if acting.can(Capability.READ_SHARED):
        released = FileRelease.objects.filter(file=OuterRef("id"), space__in=seats.values("space"))
        may |= Q(Exists(released))
    return File.objects.filter(may, id=file_id, deleted_at=None).first()


def put_away(file_ids: Iterable[UUID]) -> None:
    """Take files of an own matter away; they are kept for `purge`, unless partners have them."""
    rows = File.objects.filter(id__in=list(file_ids), releases=None, deleted_at=None)
    rows.update(deleted_at=timezone.now())


def purge(before: datetime) -> int:
    """Delete for good what was put away before then. Return how many files went."""
    gone = 0
    for file in File.objects.filter(deleted_at__lte=before, releases=None):
        file.stored.delete(save=False)
        file.delete()
        gone += 1
    return gone


def handed_out(file: File) -> FileResponse:
    """Return the answer that hands a file out, to be kept and not run. Raises Http404."""
    try:
        stream = file.stored.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(
        stream, as_attachment=True, filename=file.name, content_type=file.media_type
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
