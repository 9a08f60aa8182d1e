"""Style sheets, scripts and fonts: collected under names that contain their digest.

A browser keeps such a file for ever, which is what a poor network needs. Where nothing has been
collected (tests, a development server) the files are served from their rooms by plain names.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

_MANIFEST = "staticfiles.json"


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names by digest for what was collected, plain names for the rest."""

    def stored_name(self, name: str) -> str:
        """Return the name under which the file is served."""
        if self.clean_name(name) not in self.hashed_files:
            return name
        return str(super().stored_name(name))


def collect_if_changed() -> bool:
    """Collect the files when any is newer than the last collection. Return whether it did."""
    manifest = Path(settings.STATIC_ROOT) / _MANIFEST
    collected_at = manifest.stat().st_mtime if manifest.exists() else 0.0
    if collected_at and _newest() <= collected_at:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    return True


def _newest() -> float:
    return max(
        (
            Path(storage.path(name)).stat().st_mtime
            for finder in get_finders()
            for name, storage in finder.list([])
        ),
        default=0.0,
    )
