"""Overblik: teaching apps for the tiered care model in DSAM's proposal. Fictional patients only."""

__version__ = "0.1.0"
