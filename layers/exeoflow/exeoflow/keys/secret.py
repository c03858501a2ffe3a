"""The secret of a key: random, and recognisable by people and by scanners for leaked credentials."""

import secrets
import string
from typing import Final

from exeoflow.model.api_key import SECRET_PREFIX

PREFIX: Final = f"{SECRET_PREFIX}_"
_ALPHABET: Final = string.ascii_letters + string.digits
# 40 of 62 letters and digits are 238 bits.
_LENGTH: Final = 40


def new_secret() -> str:
    """Return a secret that nobody can guess."""
    return PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
