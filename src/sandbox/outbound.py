"""Starts slirp4netns for an environment's network namespace, as the environment's host user.

Started by src/server/services/lambda/sandbox/outbound.ts. bubblewrap ends up in a user namespace below the one that owns the network
namespace, and only the owner may make devices in it; the kernel is asked for it here.

Given to Python as text, because that user may not be able to read this file. Arguments: slirp4netns, a process id inside the sandbox.
Descriptors: slirp4netns ends when the other end of 3 closes, and writes to 4 when the network is up.
"""
import fcntl
import os
import sys

NS_GET_USERNS = 0xB701


def main():
    program, pid = sys.argv[1:3]
    network = os.open(f"/proc/{pid}/ns/net", os.O_RDONLY)
    owner = fcntl.ioctl(network, NS_GET_USERNS)
    for fd in (network, owner):
        os.set_inheritable(fd, True)
    namespaces = ["--netns-type=path", f"--userns-path=/proc/self/fd/{owner}", f"/proc/self/fd/{network}", "tap0"]
    os.execv(program, [program, "--configure", "--mtu=65520", "--disable-host-loopback", "--exit-fd=3", "--ready-fd=4", *namespaces])


main()
