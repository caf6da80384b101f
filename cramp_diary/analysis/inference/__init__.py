"""Associations of exposures with the episodes, tests and verdicts. See analysis/README.md."""
