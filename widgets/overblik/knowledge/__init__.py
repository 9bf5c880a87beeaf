"""What the suite knows: reads and validates ``data/`` into domain types.

Every error names the file, the line and what would be right.
"""

from overblik.knowledge.library import Library, library

__all__ = ["Library", "library"]
