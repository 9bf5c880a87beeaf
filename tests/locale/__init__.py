"""The two languages. Tests import this as ``tests.locale``: nothing is shadowed."""  # noqa: A005
