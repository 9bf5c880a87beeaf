"""Jinja with our two languages: every value is escaped, every missing name is an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from overblik.language import (
    LANGUAGES,
    Language,
    Message,
    clock,
    day,
    either,
    month,
    number,
    translations,
)


class Templates:
    """The templates of some folders, rendered in a language."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders

    def render(self, name: str, language: Language, context: Mapping[str, Any]) -> Markup:
        """The HTML of a template; ``lang`` is in the context, texts are shown with ``|t``."""
        return Markup(_environment(self._folders, language).get_template(name).render(context))

    def prepare(self) -> None:
        """Compile every template for every language now, instead of when it is first drawn."""
        for language in LANGUAGES:
            environment = _environment(self._folders, language)
            for name in environment.list_templates():
                environment.get_template(name)


@cache
def _environment(folders: tuple[Path, ...], language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(  # pyright: ignore[reportAttributeAccessIssue]
        translations(language), newstyle=True
    )
    environment.globals["lang"] = language
    environment.globals["pick"] = lambda keys, table: [table[key] for key in keys]

    def said(text: Any) -> str:
        if isinstance(text, Message):
            return text.text(language)
        return text if isinstance(text, str) else text[language]

    def shown_day(value: date) -> str:
        return day(value, language)

    def shown_month(value: date) -> str:
        return month(value, language)

    def shown_clock(value: datetime) -> str:
        return clock(value, language)

    def shown_number(value: float, decimals: int | None = None) -> str:
        return number(value, language, decimals)

    def shown_either(values: Sequence[object]) -> str:
        return either(values, language)

    environment.filters.update(
        t=said,
        either=shown_either,
        day=shown_day,
        month=shown_month,
        clock=shown_clock,
        num=shown_number,
    )
    return environment
