"""Deling."""

from __future__ import annotations

from markupsafe import Markup

from overblik.apps.scene import Scene
from overblik.ui.chrome import render


def page(scene: Scene) -> Markup:
    """The app's page."""
    context = {**scene.context(), "paper": Markup("")}
    return render("deling.html", scene.language, scene.frame, context)
