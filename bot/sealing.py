"""AES-GCM for people's words: a key per person, wrapped by the one key that stands outside the database.

A sealed text is a version byte, a nonce of 12 bytes, and the ciphertext with its tag of 16. The purpose ("task",
"sentence") is bound in, so that one sealed field can't be put in another's place.
"""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32


class Sealed(bytes):
    """Ciphertext. Columns that hold words take this and nothing else."""


class WrongKeyError(Exception):
    """The key given does not open what was sealed: another key, or damaged bytes."""


def new_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def key_as_text(key: bytes) -> str:
    """The form in which SOFTSTART_KEY stands in `.env`: url-safe base64."""
    return base64.urlsafe_b64encode(key).decode()


def key_from_text(text: str) -> bytes:
    """Read SOFTSTART_KEY. Raises ValueError, with a sentence, for anything but 32 bytes of url-safe base64."""
    try:
        key = base64.b64decode(text.strip().encode(), altchars=b"-_", validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError(
            "SOFTSTART_KEY is not a key of 32 bytes in url-safe base64. If it was cut off, put the whole line back."
        )
    return key


def seal(key: bytes, text: str, purpose: str) -> Sealed:
    """Encrypt `text` under `key`."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Sealed(VERSION + nonce + AESGCM(key).encrypt(nonce, text.encode(), purpose.encode()))


def unseal(key: bytes, sealed: bytes, purpose: str) -> str:
    """Decrypt. Raises WrongKeyError."""
    return _open(key, sealed, purpose.encode()).decode()


def wrap(master: bytes, key: bytes, owner: str) -> Sealed:
    """Encrypt a person's key under the master key, bound to whose it is."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Sealed(VERSION + nonce + AESGCM(master).encrypt(nonce, key, owner.encode()))


def unwrap(master: bytes, wrapped: bytes, owner: str) -> bytes:
    """A person's key back. Raises WrongKeyError."""
    return _open(master, wrapped, owner.encode())


def _open(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    if not sealed.startswith(VERSION):
        raise WrongKeyError
    nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, bound)
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError from error
