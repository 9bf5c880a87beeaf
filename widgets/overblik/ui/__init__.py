"""How it looks: the page around the content, the one widget, and the pages without a kernel."""
