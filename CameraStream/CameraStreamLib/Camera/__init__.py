"""One camera of the panel, from its settings to what it records; and the logic that has all of them."""
