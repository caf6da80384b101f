"""Words as people say them, for what is recorded; loaded only for words that need it."""
