"""Drawings of results; only `gallery` calls the analysis that a drawing needs."""
