"""Limits the system itself holds a process to: memory and processor time. POSIX only, and only here.

Where the system has no such limits (Windows; macOS for memory) nothing is limited, and the clock of the caller is what is
left (`worker`). Proved by tests/intake/test_budget.py.
"""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource


def limit_memory(size: int) -> None:
    """From now on this process gets no more than so many bytes of address space; it writes no file and dumps no core."""
    if sys.platform == "win32":
        return
    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_AS, size)):
        _set(what, most)


def limit_processor(seconds: int) -> None:
    """The system ends this process when it has used so many more seconds of processor time."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)


def _set(what: int, most: int) -> None:
    if sys.platform == "win32":
        return
    hard = resource.getrlimit(what)[1]
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    try:
        resource.setrlimit(what, (most, hard))
    except (ValueError, OSError):  # a system that knows the limit and does not set it
        return
