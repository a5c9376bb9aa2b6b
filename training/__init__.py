"""The recipe of the Indonesian model bundle: one command per stage, see ``python -m training``."""
