"""What the browser draws charts with: `make charts` and, seldom, `make chart-runtime`."""
