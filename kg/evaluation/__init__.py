"""How well articles are read, measured against people's annotations."""
