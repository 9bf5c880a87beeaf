"""What is true about patients, tiers and plans: frozen types and pure functions.

No I/O, no clock, no widgets: nothing here imports more than pydantic and the standard library.
"""
