"""``python -m overblik`` is the `overblik` command."""

from overblik.serve.cli import main

main()
