"""What the user is doing with a case: a frozen `State`, events, `update`, and the store."""
