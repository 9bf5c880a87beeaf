"""How many random examples a property is tried on: a sample in CI, many more in `make fuzz`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("OVERBLIK_FUZZ", "1"))
"""How many times the sample; the long run sets it."""


def examples(sample: int) -> settings:
    """Try a property on this many examples, and in the long run on `TIMES` as many."""
    return settings(
        max_examples=sample * TIMES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
