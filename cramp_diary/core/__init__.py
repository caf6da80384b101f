"""Records, vocabulary, units, time phrases and errors; imports the standard library only."""
