"""Why Simpul says what it says: the words behind a thing, and what was seen in a sentence."""
