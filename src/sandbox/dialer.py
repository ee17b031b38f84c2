"""Connects to listeners inside an environment, from outside: enters its network namespace and nothing else of it, so that no process
inside can touch this one. Telemetry goes to extensions this way.

Started by src/server/services/lambda/sandbox/dialer.ts as the environment's host user, given to Python as text after descriptors.py and handover.py.
Argument 1: a process id inside. Descriptor 0: lines `ID PORT`; each is answered with a connected socket named ID over Node's channel,
or with the line `ID reason` on descriptor 1. Ends when 0 closes.
"""
import ctypes
import fcntl

NS_GET_USERNS = 0xB701
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def enter(namespace, kind):
    if ctypes.CDLL(None, use_errno=True).setns(namespace, kind) != 0:
        sys.exit(f"setns: {os.strerror(ctypes.get_errno())}")


def main():
    close_inherited(4)
    network = os.open(f"/proc/{sys.argv[1]}/ns/net", os.O_RDONLY)
    owner = fcntl.ioctl(network, NS_GET_USERNS)
    enter(owner, CLONE_NEWUSER)
    enter(network, CLONE_NEWNET)
    channel = open_channel()
    for line in sys.stdin:
        name, port = line.split()
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            connection.connect(("127.0.0.1", int(port)))
        except OSError as error:
            connection.close()
            print(name, error.strerror, flush=True)
        else:
            give(channel, name, connection.detach(), "net.Native")


main()
