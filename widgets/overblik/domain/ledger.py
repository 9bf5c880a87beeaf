"""The plan turned sideways: a row for each owner, and what has none or two."""

from __future__ import annotations

from typing import Literal

Absence = Literal["ill", "left"]
"""An owner who is ill or admitted, so that what rests on them is told; or who is not part of this
plan any more, so that their lines have no owner."""
