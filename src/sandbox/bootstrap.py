"""Python's runtime: prepares the module path as Lambda's does and runs AWS's own interface client, or, where that could not be
installed, the loop below, which speaks the same Runtime API with the same log lines and error types
(lambda/latest/dg/python-handler.html, runtimes-api.html).

Started by src/sandbox/holder.py; the handler's name is in `_HANDLER`.
"""
import os
import sys


def prepare_path():
    task = os.environ.get("LAMBDA_TASK_ROOT", os.getcwd())
    opt = os.environ.get("RADIOGRAPH_OPT", "/opt")
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if entry not in ("", here)]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    requested = os.environ.get("AWS_EXECUTION_ENV", "").replace("AWS_Lambda_python", "") or version
    layers = [f"{opt}/python/lib/python{v}/site-packages" for v in dict.fromkeys((version, requested))] + [f"{opt}/python"]
    sys.path[:0] = [task] + [path for path in layers if os.path.isdir(path)]


def main():
    prepare_path()
    handler = os.environ["_HANDLER"]
    try:
        from awslambdaric.__main__ import main as run
    except ImportError:
        return Loop(handler).run()
    run(["bootstrap", handler])


class Loop:
    """Offline stand-in for awslambdaric."""

    def __init__(self, handler):
        import http.client

        self.handler_name = handler
        self.connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        fd = os.environ.pop("_LAMBDA_TELEMETRY_LOG_FD", None)
        self.log_fd = int(fd) if fd else None
        self.request_id = ""

    def log(self, text):
        import struct
        import time

        data = text.encode("utf-8", "replace")
        if self.log_fd is None:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
        else:
            os.write(self.log_fd, struct.pack(">IIQ", 0xA55A0003, len(data), int(time.time() * 1e6)) + data)

    def call(self, method, path, body=None, headers=None):
        self.connection.request(method, f"/2018-06-01/runtime/{path}", body, headers or {})
        response = self.connection.getresponse()
        return response, response.read()

    def load(self):
        import importlib

        parts = self.handler_name.rsplit(".", 1)
        if len(parts) != 2:
            raise Fault("Runtime.MalformedHandlerName", f"Bad handler '{self.handler_name}': not enough values to unpack (expected 2, got 1)")
        module_name, function_name = parts
        if module_name.split(".")[0] in sys.builtin_module_names:
            raise Fault("Runtime.BuiltInModuleConflict", f"Cannot use built-in module {module_name} as a handler module")
        try:
            module = importlib.import_module(module_name.replace("/", "."))
        except ImportError as error:
            raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}")
        except SyntaxError as error:
            trace = [f'  File "{error.filename}" Line {error.lineno}\n    {error.text}']
            raise Fault("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}", trace)
        handler = getattr(module, function_name, None)
        if handler is None:
            raise Fault("Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
        return handler

    def run(self):
        import logging

        self.set_up_logging(logging)
        try:
            handler = self.load()
        except Exception:
            result, cause = self.describe(sys.exc_info())
            self.log_error(result)
            self.call("POST", "init/error", *self.error(result, cause))
            sys.exit(1)
        while True:
            response, body = self.call("GET", "invocation/next")
            self.invoke(handler, response.headers, body)

    def set_up_logging(self, logging):
        loop = self

        class Handler(logging.Handler):
            def emit(self, record):
                loop.log(self.format(record))

        class WithRequest(logging.Filter):
            def filter(self, record):
                record.aws_request_id = loop.request_id
                return True

        logging.Formatter.converter = __import__("time").gmtime
        handler = Handler()
        handler.setFormatter(
            logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)dZ\t%(aws_request_id)s\t%(message)s\n", "%Y-%m-%dT%H:%M:%S")
        )
        handler.addFilter(WithRequest())
        logging.getLogger().addHandler(handler)

    def invoke(self, handler, headers, body):
        import json

        self.request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        trace = headers.get("Lambda-Runtime-Trace-Id")
        if trace:
            os.environ["_X_AMZN_TRACE_ID"] = trace
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        path = f"invocation/{self.request_id}/"
        try:
            try:
                event = json.loads(body)
            except ValueError as error:
                raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}")
            result = handler(event, Context(headers))
            try:
                data = result if isinstance(result, bytes) else json.dumps(result, default=decimal).encode()
            except (TypeError, ValueError) as error:
                raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}")
        except Exception:
            result, cause = self.describe(sys.exc_info())
            self.log_error(result)
            sys.stdout.flush()
            self.call("POST", path + "error", *self.error(result, cause))
        else:
            sys.stdout.flush()
            self.call("POST", path + "response", data, {"Content-Type": "application/json"})

    def describe(self, info):
        import json
        import traceback

        kind, value, trace = info
        frames = [] if isinstance(value, Fault) else [
            frame for frame in traceback.extract_tb(trace) if frame.filename != os.path.abspath(__file__)
        ]
        result = {
            "errorMessage": str(value),
            "errorType": value.kind if isinstance(value, Fault) else kind.__name__,
            "requestId": self.request_id,
            "stackTrace": value.trace if isinstance(value, Fault) else traceback.format_list(frames),
        }
        stack = [{"label": frame.name, "path": frame.filename, "line": frame.lineno} for frame in frames]
        exception = {"message": result["errorMessage"], "type": result["errorType"], "stack": stack}
        cause = {
            "working_directory": os.getcwd(),
            "exceptions": [exception],
            "paths": sorted({frame["path"] for frame in stack}),
        }
        return result, json.dumps(cause)

    def error(self, result, cause):
        import json

        headers = {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": result["errorType"]}
        if len(cause) < 65536:
            headers["Lambda-Runtime-Function-XRay-Error-Cause"] = cause
        return json.dumps(result).encode(), headers

    def log_error(self, result):
        lines = [f"[ERROR] {result['errorType']}: {result['errorMessage']}"]
        if result["stackTrace"]:
            lines.append("Traceback (most recent call last):")
            lines += [line.rstrip("\n").replace("\n  ", "\n\u00a0\u00a0") for line in result["stackTrace"]]
        self.log("\n".join(lines))


class Fault(Exception):
    def __init__(self, kind, message, trace=()):
        super().__init__(message)
        self.kind, self.trace = kind, list(trace)


class Context:
    """The context object (lambda/latest/dg/python-context.html)."""

    def __init__(self, headers):
        import json
        from types import SimpleNamespace

        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.identity = SimpleNamespace(cognito_identity_id=None, cognito_identity_pool_id=None)
        client = headers.get("Lambda-Runtime-Client-Context")
        self.client_context = json.loads(client, object_hook=lambda value: SimpleNamespace(**value)) if client else None

    def get_remaining_time_in_millis(self):
        import time

        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, text):
        sys.stdout.write(str(text))


def decimal(value):
    from decimal import Decimal

    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


if __name__ == "__main__":
    main()
