"""Build hook: compiles the translation catalogues (.po) into the wheel (.mo).

The compiled files are build products: git ignores them, `make` writes them in a checkout.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("widgets") / "overblik" / "locale"


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside each overblik.po under ``root`` and return the files written.

    Fuzzy entries are left out: a guess is worse than the Danish original.
    """
    written = []
    for source in sorted((root / LOCALE).glob("*/LC_MESSAGES/overblik.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as po:
            catalogue = read_po(po, locale=source.parent.parent.name)
        with target.open("wb") as mo:
            write_mo(mo, catalogue)
        written.append(target)
    return written


class CatalogueHook(BuildHookInterface):
    """Run by hatchling before it collects the files of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        for compiled in compile_catalogues(root):
            # .mo files are git-ignored, and hatchling follows .gitignore: name them one by one.
            build_data["artifacts"].append(compiled.relative_to(root).as_posix())


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
