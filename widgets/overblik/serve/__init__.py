"""The `overblik` command and the server: Voilà with our own addresses beside it."""
