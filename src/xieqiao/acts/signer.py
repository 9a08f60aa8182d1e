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


def signer_for(body_id: UUID) -> Signer:
    """Return the body's signer. Raises KeyMissing when its file is not there."""
    path = key_path(body_id)
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        raise KeyMissing(path) from None
    return _loaded(path, changed)


@lru_cache(maxsize=512)
def _loaded(path: Path, changed: int) -> FileSigner:
    return FileSigner(path)


def ensure_key(body_id: UUID) -> None:
    """Make a key for the body unless it has one; never overwrites."""
    path = key_path(body_id)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())


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
