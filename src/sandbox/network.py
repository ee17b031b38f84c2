"""Prepares an environment's network from outside, with rights over it that nothing inside has: doors on the ports below 1024, no way to
the link-local range (a cloud's metadata and credentials), and slirp4netns for the rest of the world.

Started by src/server/services/lambda/sandbox/network.ts as the environment's host user. bubblewrap ends up in a user namespace below the
one that owns the network namespace, and only the owner may do these things; the kernel is asked for it here.

Given to Python as text after descriptors.py and handover.py, because that user may not be able to read these files. Argument 1: JSON
{"pid": process id inside, "listen": [[door, "tcp"|"udp", port]], "slirp4netns": path or null}.
Descriptors: slirp4netns ends when the other end of 3 closes, and writes to 4 when the network is up.
"""
import ctypes
import fcntl
import struct

NS_GET_USERNS = 0xB701
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
NETLINK_ROUTE, RTM_NEWROUTE, NLM_REQUEST_ACK_CREATE, RTN_UNREACHABLE, RTA_DST, TABLE_MAIN = 0, 24, 0x405, 7, 1, 254


def enter(namespace, kind):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, kind) != 0:
        sys.exit(f"setns: {os.strerror(ctypes.get_errno())}")


def forbid(network, bits):
    """A route that answers "no route to host" (rtnetlink(7)). No process inside may change it."""
    body = struct.pack("=8BI", socket.AF_INET, bits, 0, 0, TABLE_MAIN, 4, 0, RTN_UNREACHABLE, 0)
    body += struct.pack("=HH4s", 8, RTA_DST, socket.inet_aton(network))
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_ROUTE) as link:
        link.send(struct.pack("=IHHII", 16 + len(body), RTM_NEWROUTE, NLM_REQUEST_ACK_CREATE, 1, 0) + body)
        error = -struct.unpack_from("=i", link.recv(4096), 16)[0]
    if error:
        sys.exit(f"route to {network}: {os.strerror(error)}")


def main():
    close_inherited(6)
    spec = json.loads(sys.argv[1])
    network = os.open(f"/proc/{spec['pid']}/ns/net", os.O_RDONLY)
    owner = fcntl.ioctl(network, NS_GET_USERNS)
    preparer = os.fork()
    if preparer == 0:
        enter(owner, CLONE_NEWUSER)
        enter(network, CLONE_NEWNET)
        forbid("169.254.0.0", 16)
        hand_over(open_doors(spec["listen"]))
        os._exit(0)
    status = os.waitpid(preparer, 0)[1]
    program = spec["slirp4netns"]
    # Without the route there is no way out either.
    if status != 0 or program is None:
        sys.exit(os.waitstatus_to_exitcode(status))
    for fd in (network, owner):
        os.set_inheritable(fd, True)
    os.close(int(os.environ.pop("NODE_CHANNEL_FD")))
    namespaces = ["--netns-type=path", f"--userns-path=/proc/self/fd/{owner}", f"/proc/self/fd/{network}", "tap0"]
    os.execv(program, [program, "--configure", "--mtu=65520", "--disable-host-loopback", "--exit-fd=3", "--ready-fd=4", *namespaces])


main()
