"""The time, and how to let it pass; tests have a clock of their own."""

import time

DAY = 86_400.0  #: seconds


class Clock:
    """Seconds since 1970, so that what is due survives a restart."""

    def now(self) -> float:
        """The time."""
        return time.time()

    def wait(self, seconds: float) -> None:
        """Come back later."""
        time.sleep(seconds)
