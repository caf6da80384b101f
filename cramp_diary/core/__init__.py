"""The ground floor: records, words, times and measures, with the standard library alone."""
