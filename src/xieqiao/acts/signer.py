"""Keys of bodies behind one Signer, so that a hardware module or SM2 can take its place."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from xieqiao.acts.errors import KeyMissing


class Signer(Protocol):
    """Signs for one body."""

    @property
    def public_key(self) -> str:
        """The public key as 64 hexadecimal digits (Ed25519, RFC 8032)."""

    def sign(self, text: str) -> str:
        """Return the signature of `text` as 128 hexadecimal digits."""


class FileSigner:
    """A key in a file that only the server's account can read."""

    def __init__(self, path: Path) -> None:
        try:
            loaded = load_pem_private_key(path.read_bytes(), password=None)
        except FileNotFoundError:
            raise KeyMissing(path) from None
        if not isinstance(loaded, Ed25519PrivateKey):
            raise KeyMissing(path)
        self._key = loaded
        self.public_key = loaded.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, text: str) -> str:
        """Return the signature of `text` as 128 hexadecimal digits."""
        return self._key.sign(text.encode()).hex()


def key_path(body_id: UUID) -> Path:
    """Return where a body's key lies."""
    return Path(settings.XIEQIAO_KEYS) / f"{body_id}.pem"


def next_key_path(body_id: UUID) -> Path:
    """Return where a body's new key lies while it takes the old one's place."""
    return key_path(body_id).with_suffix(".next.pem")


def signer_for(body_id: UUID, public_key: str = "") -> Signer:
    """Return the body's signer, that of `public_key` when its registers name one.

    The registers say which key signs, the files follow: right after a change of the key it may
    still lie beside its place. Raises KeyMissing when no file holds it.
    """
    path = key_path(body_id)
    for one in (path, next_key_path(body_id)) if public_key else (path,):
        try:
            state = one.stat()
        except FileNotFoundError:
            continue
        signer = _loaded(one, state.st_ino, state.st_mtime_ns)
        if public_key in {"", signer.public_key}:
            return signer
    raise KeyMissing(path)


@lru_cache(maxsize=512)
def _loaded(path: Path, inode: int, changed: int) -> FileSigner:
    return FileSigner(path)


def ensure_key(body_id: UUID) -> None:
    """Make a key for the body unless it has one; never overwrites."""
    if not key_path(body_id).exists():
        make_key(key_path(body_id))


def make_key(path: Path) -> None:
    """Make a key in a new file; one that is there already stays as it is."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    write_key(path, pem)


def write_key(path: Path, pem: bytes) -> None:
    """Write a key so that it is on the disk for certain; never overwrites."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """See that what was made, renamed or removed in a folder is so after a loss of power, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_key(text: str | None) -> bool:
    """Say whether a text is a public key as entries name it."""
    try:
        return text is not None and bytes.fromhex(text).hex() == text and len(text) == 64
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def _public(key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))


def signature_holds(public_key: str, text: str | bytes, signature: str) -> bool:
    """Say whether `signature` is the key's over `text`; malformed hexadecimals do not hold."""
    try:
        raw = bytes.fromhex(signature)
        if raw.hex() != signature:
            return False
        _public(public_key).verify(raw, text.encode() if isinstance(text, str) else text)
    except (InvalidSignature, ValueError):
        return False
    return True
