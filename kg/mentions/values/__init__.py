"""The parts from which dates and numbers are read: words, numerals, the calendar, rules."""
