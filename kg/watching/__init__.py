"""Folders and feeds that are watched: what comes is added to a workspace, and what is new is told.

Nothing is fetched or listed while something is being built. What comes in the meantime waits where
it is, and is one addition afterwards: a busy machine makes larger additions, not longer queues.
"""
