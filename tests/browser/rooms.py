"""One window for each app, shared by the tests that do not need a page to be new."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

from tests.browser.driver import Window, create
from tests.support.server import Server


class Rooms:
    """A window for each app, kept open and lent to test after test: kernels are slow to start."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self._context = context
        self._server = server
        self._windows: dict[str, Window] = {}

    def enter(self, app: str, case: str = "C01", variant: str = "", language: str = "da") -> Window:
        """The app's window on a new forløb."""
        id = create(self._context.request, self._server, case, app, variant)
        return self.look_in(app, id, language)

    def look_in(self, app: str, id: str, language: str = "da") -> Window:
        """The app's window on a forløb."""
        if app not in self._windows:
            self._windows[app] = Window(self._context.new_page(), self._server)
            self._windows[app].go(app, id)
        window = self._windows[app]
        window.page.bring_to_front()  # the others get few frames and answer slowly
        window.speak(language)
        window.show(id)
        return window

    def leave(self) -> None:
        """Close the windows that a failed test has left in a state of their own."""
        for app, window in list(self._windows.items()):
            if window.at("unsaved").count() or window.at("stale").is_visible():
                window.page.close()
                del self._windows[app]

    def troubles(self) -> list[str]:
        """What the windows should not have met since last asked."""
        found = [one for window in self._windows.values() for one in window.troubles]
        for window in self._windows.values():
            window.troubles.clear()
        return found
