"""The apps. A notebook opens one with `open_app`."""

from overblik.apps.session import open_app

__all__ = ["open_app"]
