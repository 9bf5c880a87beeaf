"""The drawings of the page's charts, from Altair: `make charts`.

Each is compiled to Vega here, once, so that neither a kernel nor a browser carries the compiler.
Its tables are left empty: the page gives them (`overblik.ui.charts`).
"""

from __future__ import annotations

import json

import vl_convert

from overblik.charts.drawings import DRAWINGS, named
from overblik.paths import static_dir

FOLDER = static_dir() / "charts"


def drawing(name: str) -> str:
    """The compiled drawing of a chart as JSON: the same Altair and compiler, the same text."""
    vega = vl_convert.vegalite_to_vega(named(name).to_json())
    return json.dumps(vega, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    for name in DRAWINGS:
        (FOLDER / f"{name}.json").write_text(drawing(name), "utf-8")


if __name__ == "__main__":
    main()
