"""The holder: the first program of an execution environment, alive as long as the environment is.

Started by src/server/services/lambda/sandbox/holder.ts, inside bubblewrap where there is one. It opens the environment's listening
sockets and output pipes, hands them to the server (which accepts and reads them itself, so that no relay stands in the data path),
then starts, stops, freezes and measures processes on command: the runtime, and the external extensions beside it. `/tmp` and the
namespaces live as long as it does; runtimes come and go (lambda/latest/dg/lambda-runtime-environment.html).

Descriptors: 0 commands (JSON lines), 1 reports (JSON lines), 3 Node's channel, closed before any function code runs: from then on
nothing that a function does can reach the server's parser of that channel. Argument 1: JSON
{"isolated": bool, "listen": [[door, "tcp"|"udp", port]], "cwd": path, "processes": n, "files": n, "extensions": bool}.
"""
import errno
import json
import os
import resource
import select
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # -I leaves it out
sys.dont_write_bytecode = True
from descriptors import close_inherited
from handover import hand_over, open_doors

RUNTIME = "runtime"
PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_CAP_AMBIENT = 4, 36, 47
WATCH_SECONDS = 0.025
PAGE = os.sysconf("SC_PAGE_SIZE")


def report(**event):
    os.write(1, json.dumps(event, separators=(",", ":")).encode() + b"\n")


def harden(isolated):
    """The function runs under the same user: a process that is not dumpable can be neither traced nor have its descriptors read."""
    if sys.platform != "linux":
        return
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if isolated:
        libc.prctl(PR_CAP_AMBIENT, 4, 0, 0, 0)  # clear all: what the runtime executes has no capability
        libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


class Processes:
    """The runtime and the external extensions, each with what it started: `roots` names the processes that were asked for."""

    def __init__(self, isolated, cwd, limits, output, frames, extensions):
        self.isolated, self.cwd, self.limits = isolated, cwd, limits
        self.output, self.frames, self.extensions = output, frames, extensions
        self.roots = {}
        self.unstarted = {}
        self.limit = 0
        self.peak = 0
        self.frozen = False
        self.out_of_memory = False

    def start(self, name, argv, env):
        if not self.roots:
            self.peak, self.out_of_memory, self.frozen = 0, False, False
        failed_read, failed_write = os.pipe()  # closed by a successful exec
        pid = os.fork()
        if pid == 0:
            self.execute(name, argv, env, failed_write)
        self.roots[pid] = name
        os.close(failed_write)
        failed = os.read(failed_read, 16)
        os.close(failed_read)
        if failed:
            self.unstarted[name] = "PermissionDenied" if int(failed) in (errno.EACCES, errno.EPERM) else "UnknownError"

    def execute(self, name, argv, env, failed):
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            output = self.output if name == RUNTIME else self.extensions
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(output, 1)
            os.dup2(output, 2)
            if name == RUNTIME:
                os.dup2(self.frames, 3)
            for name, value in self.limits:
                hard = resource.getrlimit(name)[1]
                value = value if hard == resource.RLIM_INFINITY else min(value, hard)
                resource.setrlimit(name, (value, value))
            for ignored in (signal.SIGPIPE, signal.SIGXFSZ):
                signal.signal(ignored, signal.SIG_DFL)
            self.offer_to_the_kernel()
            os.chdir(self.cwd)
            os.execve(argv[0], argv, env)
        except OSError as error:
            os.write(2, f"{argv[0]}: {error.strerror}\n".encode())
            os.write(failed, str(error.errno).encode())
            os._exit(127)
        finally:
            os._exit(126)

    def offer_to_the_kernel(self):
        """Where the kernel ends something for want of memory, it is to be the function's, not the holder."""
        try:
            if self.isolated:
                import ctypes

                ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # its own /proc files are root's otherwise
            with open("/proc/self/oom_score_adj", "w") as file:
                file.write("1000")
        except OSError:
            pass

    def tree(self):
        """Process ids of everything that was started, and of what that started."""
        try:
            every = [int(name) for name in os.listdir("/proc") if name.isdigit()]
        except OSError:
            return list(self.roots)
        if self.isolated:
            return [pid for pid in every if pid not in (1, os.getpid())]
        parents = {}
        for pid in every:
            try:
                with open(f"/proc/{pid}/stat", "rb") as file:
                    parents.setdefault(int(file.read().rsplit(b")", 1)[1].split()[1]), []).append(pid)
            except (OSError, IndexError):
                pass
        found, queue = [], [os.getpid()]
        while queue:
            children = parents.get(queue.pop(), [])
            found += children
            queue += children
        return found

    def signal(self, number):
        """In a process id namespace -1 is this environment and nothing else; the kernel walks it at once, fork bomb or not."""
        if self.isolated:
            try:
                os.kill(-1, number)
            except ProcessLookupError:
                pass
            return
        for pid in self.tree():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass

    def kill(self):
        self.signal(signal.SIGKILL)

    def signal_one(self, name, number):
        """To a process that was asked for, and to those that stayed in its group."""
        for pid, own in self.roots.items():
            if own == name:
                try:
                    os.killpg(pid, number)
                except (ProcessLookupError, PermissionError):
                    pass

    def sweep(self):
        """Kills what was left behind and waits until it is gone: the next runtime starts in an empty environment."""
        give_up = time.monotonic() + 5
        while time.monotonic() < give_up:
            self.kill()
            try:
                while os.wait4(-1, os.WNOHANG)[0]:
                    pass
            except ChildProcessError:
                return
            time.sleep(0.001)

    def measure(self):
        """Bytes: the anonymous memory of every process, and once the mapped files that they share. Page cache and /tmp do not count."""
        private, mapped = 0, 0
        for pid in self.tree():
            try:
                with open(f"/proc/{pid}/statm", "rb") as file:
                    _, resident, shared = map(int, file.read().split()[:3])
            except (OSError, ValueError):
                continue
            private += max(0, resident - shared)
            mapped = max(mapped, shared)
        total = (private + mapped) * PAGE
        self.peak = max(self.peak, total)
        return total

    def measure_exactly(self):
        """The same, with pages that forked processes share counted once. Slow, so it only confirms what `measure` suspects."""
        total = 0
        for pid in self.tree():
            try:
                with open(f"/proc/{pid}/smaps_rollup", "rb") as file:
                    fields = dict(line.split()[:2] for line in file if line.startswith((b"Pss_Anon:", b"Pss_File:")))
                total += sum(int(kilobytes) for kilobytes in fields.values()) * 1024
            except (OSError, ValueError):
                pass
        return total

    def watch(self):
        if self.out_of_memory or self.measure() <= self.limit:
            return
        exact = self.measure_exactly()
        self.peak = exact
        if exact > self.limit:
            self.out_of_memory = True
            self.kill()

    def reap(self):
        ended = []
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            if pid in self.roots:
                ended.append((self.roots.pop(pid), status, usage))
        if ended and not self.roots:
            self.sweep()
        for name, status, usage in ended:
            self.report_end(name, status, usage)

    def report_end(self, name, status, usage):
        self.peak = max(self.peak, min(usage.ru_maxrss * 1024, self.limit or usage.ru_maxrss * 1024) if self.out_of_memory else 0)
        report(
            exit={
                "name": name,
                "code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
                "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None,
                "outOfMemory": self.out_of_memory,
                "memory": self.peak,
                "unstarted": self.unstarted.pop(name, None),
            }
        )


def obey(processes, command):
    name = command["do"]
    if name == "start":
        processes.start(command["name"], command["argv"], command["env"])
    elif name == "terminate":
        processes.signal_one(command["name"], signal.SIGTERM)
    elif name == "end":
        processes.signal_one(command["name"], signal.SIGKILL)
    elif name == "kill":
        processes.kill()
    elif name == "freeze":
        processes.frozen = True
        processes.signal(signal.SIGSTOP)
    elif name == "thaw":
        processes.frozen = False
        processes.signal(signal.SIGCONT)
    elif name == "watch":
        processes.limit = command["limit"]
    elif name == "measure":
        processes.measure()
        report(memory=processes.peak)


def main():
    close_inherited(4)
    spec = json.loads(sys.argv[1])
    output_read, output_write = os.pipe()
    frames_read, frames_write = os.pipe()
    pipes = [("output", output_read, "net.Native"), ("frames", frames_read, "net.Native")]
    extensions_write = None
    if spec["extensions"]:
        extensions_read, extensions_write = os.pipe()
        pipes.append(("extensions", extensions_read, "net.Native"))
    hand_over(open_doors(spec["listen"]) + pipes)
    harden(spec["isolated"])
    limits = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, spec["files"])]
    if spec["isolated"]:
        limits.append((resource.RLIMIT_NPROC, spec["processes"]))
    processes = Processes(spec["isolated"], spec["cwd"], limits, output_write, frames_write, extensions_write)

    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_read, False)
    os.set_blocking(wake_write, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    poll = select.poll()
    poll.register(0, select.POLLIN)
    poll.register(wake_read, select.POLLIN)
    report(ready=True)

    pending = b""
    while True:
        watching = processes.limit and processes.roots and not processes.frozen
        events = poll.poll(WATCH_SECONDS * 1000 if watching else None)
        if watching:
            processes.watch()
        for fd, _ in events:
            if fd == wake_read:
                os.read(wake_read, 4096)
                processes.reap()
            else:
                received = os.read(0, 1 << 20)
                if not received:  # the server is gone
                    processes.kill()
                    return
                pending += received
                while b"\n" in pending:
                    line, pending = pending.split(b"\n", 1)
                    obey(processes, json.loads(line))


main()
