"""What an environment's programs must not inherit: a library of the server's may open files without marking them to be closed by exec,
its database among them, and whoever started the server may have left some open, too.

Used by holder.py, launcher.py, network.py and dialer.py, before anything else.
"""
import os
import sys


def close_inherited(first):
    """Closes every descriptor from `first` on."""
    for name in os.listdir("/proc/self/fd" if sys.platform == "linux" else "/dev/fd"):
        if int(name) >= first:
            try:
                os.close(int(name))
            except OSError:
                pass  # the one that listed them
