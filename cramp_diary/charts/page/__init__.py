"""The monthly page: where each panel stands on it."""
