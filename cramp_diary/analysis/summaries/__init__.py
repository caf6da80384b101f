"""Counts, rates and medians of a part of the diary."""
