"""Where things are: data, notebooks, Voilà's template, catalogues and the user's own folder.

``data/`` and ``notebooks/`` lie beside the package in a checkout, and under ``share/overblik`` in
an installed wheel. OVERBLIK_HOME names another folder holding both, for who keeps own cases.
"""

import os
import sys
from pathlib import Path

from platformdirs import user_data_path

PACKAGE = Path(__file__).resolve().parent


def home() -> Path:
    """The folder that holds ``data/``, ``notebooks/`` and ``voila.json``.

    OVERBLIK_HOME wins, then the checkout this package lies in, then the installed share folder.
    """
    if chosen := os.environ.get("OVERBLIK_HOME"):
        return Path(chosen).expanduser().resolve()
    checkout = PACKAGE.parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "data").is_dir():
        return checkout
    return Path(sys.prefix) / "share" / "overblik"


def data_dir() -> Path:
    """Model, cases and the other files with a source."""
    return home() / "data"


def notebooks_dir() -> Path:
    """The folder Voilà serves."""
    return home() / "notebooks"


def voila_config() -> Path:
    """Voilà's settings, the same file that plain ``voila`` reads in a checkout."""
    return home() / "voila.json"


def locale_dir() -> Path:
    """The gettext catalogues."""
    return PACKAGE / "locale"


def static_dir() -> Path:
    """Stylesheet and scripts that the browser fetches."""
    return PACKAGE / "ui" / "static"


def jupyter_dir() -> Path:
    """Voilà's template and the kernelspec, as Jupyter expects a data folder to look."""
    return PACKAGE / "share" / "jupyter"


def user_data_dir() -> Path:
    """The user's own folder for saved work: OVERBLIK_DATA_DIR or the system's usual place."""
    if chosen := os.environ.get("OVERBLIK_DATA_DIR"):
        return Path(chosen).expanduser().resolve()
    return user_data_path("overblik", appauthor=False)
