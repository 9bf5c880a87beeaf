"""``data/offers/patient_words.csv``: what can be booked or joined, said to the patient."""

from __future__ import annotations

from pathlib import Path

from overblik.domain.base import Frozen, Text
from overblik.domain.catalogue import Verified
from overblik.knowledge.rows import Cells, rows, text


class PatientOffer(Frozen):
    """A service in plain words: ``patient`` when somebody else sees to it, ``books`` when the
    patient orders it, None where only others can."""

    key: str
    patient: Text
    books: Text | None
    source: str
    verified: Verified


def read_patient_offers(path: Path) -> dict[str, PatientOffer]:
    """The table by key of the service. Raises TableError."""
    found: dict[str, PatientOffer] = {}

    def read(row: Cells) -> PatientOffer:
        if row["key"] in found:
            raise ValueError(f"{row['key']} stands twice")
        return PatientOffer(
            key=row["key"],
            patient=text(row, "patient"),
            books=text(row, "books") if row["books_da"] else None,
            source=row["source"],
            verified=row["verified"],  # pyright: ignore[reportArgumentType]
        )

    for one in rows(path, read):
        found[one.key] = one
    return found
