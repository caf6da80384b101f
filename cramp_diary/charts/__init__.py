"""Drawings of results; they compute nothing."""
