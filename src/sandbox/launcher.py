"""Runs as root, for a moment: makes what bubblewrap will bind readable to an unprivileged user, becomes that user, runs bubblewrap.

Started by src/server/services/lambda/sandbox/launchers.ts when the server is root, ahead of its use. bubblewrap run as root would leave the function root's
own user id on the host; run as another user it cannot bind what lies below a private directory such as /root. So the directories are
first bound below /mnt in a mount namespace of this process alone, which vanishes with it.

Descriptor 0: eight digits, the length of JSON {"uid": n, "gid": n, "binds": {name: host path}, "cgroups": [procs file], "argv": [bubblewrap and its arguments]}, and
that JSON. What follows is for the program that this one becomes. In argv, `@name` stands for a bind's place.
"""
import ctypes
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # -I leaves it out
sys.dont_write_bytecode = True
from descriptors import close_inherited

CLONE_NEWNS = 0x00020000
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 4096, 16384, 1 << 18
STAGE = "/mnt"

libc = ctypes.CDLL(None, use_errno=True)


def check(result, what):
    if result != 0:
        number = ctypes.get_errno()
        sys.exit(f"{what}: {os.strerror(number)}")


def mount(source, target, kind, flags, data=None):
    check(libc.mount(source, target.encode(), kind, flags, data), f"mount {target}")


def read(size):
    received = b""
    while len(received) < size:
        part = os.read(0, size - len(received))
        if not part:  # the server is gone, or does not need this one
            sys.exit(0)
        received += part
    return received


def main():
    close_inherited(5)  # 3 and 4 are for the program that this one becomes
    spec = json.loads(read(int(read(8))))
    for procs in spec["cgroups"]:
        with open(procs, "w") as file:
            file.write(str(os.getpid()))
    check(libc.unshare(CLONE_NEWNS), "unshare")
    mount(b"none", "/", None, MS_REC | MS_PRIVATE)
    # Opened before the stage covers anything that lies below it.
    sources = {name: os.open(path, os.O_PATH) for name, path in spec["binds"].items()}
    mount(b"stage", STAGE, b"tmpfs", MS_NOSUID | MS_NODEV, b"mode=755,size=64k")
    for name, fd in sources.items():
        place = f"{STAGE}/{name}"
        os.mkdir(place)
        mount(f"/proc/self/fd/{fd}".encode(), place, None, MS_BIND | MS_REC)
        os.close(fd)
    argv = [f"{STAGE}/{word[1:]}" if word.startswith("@") else word for word in spec["argv"]]
    os.setgroups([])
    os.setresgid(spec["gid"], spec["gid"], spec["gid"])
    os.setresuid(spec["uid"], spec["uid"], spec["uid"])
    os.chdir("/")
    os.execv(argv[0], argv)


main()
