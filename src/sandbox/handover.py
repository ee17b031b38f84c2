"""Gives sockets to the server. Used by holder.py, network.py and dialer.py, for sockets made inside an environment's namespaces: a socket
belongs to the network namespace that it was made in, whoever uses it.
"""
import array
import json
import os
import socket
import sys


def hand_over(handles):
    """Passes (name, descriptor, Node's handle type), then closes the channel."""
    channel = open_channel()
    for name, fd, kind in handles:
        give(channel, name, fd, kind)
    channel.close()


def open_channel():
    """Node's own channel (lib/internal/child_process.js), of this process alone."""
    channel = socket.socket(fileno=int(os.environ.pop("NODE_CHANNEL_FD")))
    channel.setblocking(True)
    return channel


def give(channel, name, fd, kind):
    """Passes a descriptor with SCM_RIGHTS in the framing of Node's channel, waits for its receipt, and closes it here."""
    os.set_blocking(fd, False)  # the server's event loop reads until there is nothing more, and must not wait for it
    message = {"cmd": "NODE_HANDLE", "type": kind, "msg": {"door": name}}
    line = json.dumps(message).encode() + b"\n"
    channel.sendmsg([line], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [fd]))])
    pending = b""
    while b"NODE_HANDLE_ACK" not in pending:
        received = channel.recv(4096)
        if not received:
            sys.exit(1)
        pending += received
    os.close(fd)


def open_doors(listen):
    """[[door, "tcp"|"udp", port]] on the namespace's loopback."""
    doors = []
    for name, protocol, port in listen:
        kind = socket.SOCK_STREAM if protocol == "tcp" else socket.SOCK_DGRAM
        door = socket.socket(socket.AF_INET, kind)
        if protocol == "tcp":
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        else:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        door.bind(("127.0.0.1", port))
        if protocol == "tcp":
            door.listen(128)
        doors.append((name, door.detach(), "net.Native" if protocol == "tcp" else "dgram.Native"))
    return doors
