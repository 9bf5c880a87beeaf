"""Codes, owners and days of a case file, held against what the suite knows.

The catalogue and the day of today come in the validation context; without them only the shape is
checked.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from overblik.domain.base import Day, Slug
from overblik.domain.catalogue import Catalogue


def is_kept(info: ValidationInfo) -> bool:
    """Whether the case is read from a save: what was allowed when it was written stays readable."""
    return bool((info.context or {}).get("kept"))


def catalogue_of(info: ValidationInfo) -> Catalogue | None:
    """The catalogue of the validation context; None when only the shape is checked."""
    return (info.context or {}).get("catalogue")


def _known_condition(code: str, info: ValidationInfo) -> str:
    if (catalogue := catalogue_of(info)) is None:
        return code
    try:
        return catalogue.condition(code).key
    except KeyError:
        raise PydanticCustomError("unknown_condition", "{value}", {"value": code}) from None


def _known_medicine(atc: str, info: ValidationInfo) -> str:
    tidy = atc.strip().upper()
    if (catalogue := catalogue_of(info)) and tidy not in catalogue.medicines:
        raise PydanticCustomError("unknown_medicine", "{value}", {"value": atc})
    return tidy


def _known_flag(key: str, info: ValidationInfo) -> str:
    if (catalogue := catalogue_of(info)) and key not in catalogue.red_flags:
        raise PydanticCustomError(
            "unknown_red_flag", "{value}", {"value": key, "known": ", ".join(catalogue.red_flags)}
        )
    return key


def _known_owner(owner: str, info: ValidationInfo) -> str:
    if (catalogue := catalogue_of(info)) and catalogue.owners and owner not in catalogue.owners:
        known = ", ".join(sorted(catalogue.owners))
        raise PydanticCustomError("unknown_owner", "{value}", {"value": owner, "known": known})
    return owner


def _known_service(key: str, info: ValidationInfo) -> str:
    if (catalogue := catalogue_of(info)) and catalogue.services and key not in catalogue.services:
        known = ", ".join(sorted(catalogue.services))
        raise PydanticCustomError("unknown_service", "{value}", {"value": key, "known": known})
    return key


def _not_in_future(day: date, info: ValidationInfo) -> date:
    today: date | None = (info.context or {}).get("today")
    if today and day > today:
        raise PydanticCustomError("future_date", "{value}", {"value": day.isoformat()})
    return day


PastDay = Annotated[Day, AfterValidator(_not_in_future)]
Owner = Annotated[Slug, AfterValidator(_known_owner)]
ServiceKey = Annotated[Slug, AfterValidator(_known_service)]
ConditionCode = Annotated[str, AfterValidator(_known_condition)]
MedicineCode = Annotated[str, AfterValidator(_known_medicine)]
FlagKey = Annotated[str, AfterValidator(_known_flag)]
