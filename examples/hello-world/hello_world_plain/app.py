"""GET /hello with Python's standard library only: what hello_world/app.py does, for machines that cannot reach PyPI.

It shows what Powertools does underneath: log lines are JSON on stdout, metrics are JSON on stdout in the embedded metric format, and
subsegments are documents sent by UDP to the X-Ray daemon that Lambda offers.
"""

import json
import os
import secrets
import socket
import time
from contextlib import contextmanager
from datetime import datetime, timezone

SERVICE = os.environ.get("POWERTOOLS_SERVICE_NAME", "PowertoolsHelloWorld")
NAMESPACE = os.environ.get("POWERTOOLS_METRICS_NAMESPACE", "PowertoolsSample")

cold_start = True


def log(level: str, message: str, event: dict, context, cold: bool) -> None:
    now = datetime.now(timezone.utc)
    print(
        json.dumps(
            {
                "level": level,
                "message": message,
                "timestamp": f"{now:%Y-%m-%d %H:%M:%S},{now.microsecond // 1000:03d}+0000",
                "service": SERVICE,
                "cold_start": cold,
                "function_name": context.function_name,
                "function_memory_size": context.memory_limit_in_mb,
                "function_arn": context.invoked_function_arn,
                "function_request_id": context.aws_request_id,
                "correlation_id": (event.get("requestContext") or {}).get("requestId"),
                "xray_trace_id": trace_header().get("Root"),
            }
        )
    )


def count(name: str, **dimensions: str) -> None:
    """One metric with the value 1: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"""
    dimensions = {**dimensions, "service": SERVICE}
    print(
        json.dumps(
            {
                "_aws": {
                    "Timestamp": int(time.time() * 1000),
                    "CloudWatchMetrics": [
                        {
                            "Namespace": NAMESPACE,
                            "Dimensions": [list(dimensions)],
                            "Metrics": [{"Name": name, "Unit": "Count"}],
                        }
                    ],
                },
                **dimensions,
                name: [1.0],
            }
        )
    )


def trace_header() -> dict:
    """Lambda's tracing header of this invocation: Root, Parent, Sampled."""
    header = os.environ.get("_X_AMZN_TRACE_ID", "")
    return dict(part.strip().split("=", 1) for part in header.split(";") if "=" in part)


@contextmanager
def subsegment(name: str, parent_id: str = "", annotations: dict = {}):
    """Records the time of a block below `parent_id`, or below Lambda's own subsegment; yields the id for what is nested."""
    header = trace_header()
    document = {
        "type": "subsegment",
        "id": secrets.token_hex(8),
        "name": name,
        "trace_id": header.get("Root"),
        "parent_id": parent_id or header.get("Parent"),
        "start_time": time.time(),
        "namespace": "local",
    }
    if annotations:
        document["annotations"] = annotations
    try:
        yield document["id"]
    except Exception as error:
        document["fault"] = True
        document["cause"] = {
            "exceptions": [{"id": secrets.token_hex(8), "type": type(error).__name__, "message": str(error)}]
        }
        raise
    finally:
        document["end_time"] = time.time()
        if header.get("Sampled") == "1" and document["parent_id"]:
            send(document)


def send(document: dict) -> None:
    host, _, port = os.environ.get("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000").rpartition(":")
    packet = json.dumps({"format": "json", "version": 1}) + "\n" + json.dumps(document)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.sendto(packet.encode(), (host, int(port)))


def hello(event: dict, context, cold: bool) -> dict:
    count("HelloWorldInvocations")
    log("INFO", "Hello world API - HTTP 200", event, context, cold)
    return {"message": "hello world"}


def answer(status: int, body: dict) -> dict:
    return {
        "statusCode": status,
        "body": json.dumps(body, separators=(",", ":")),
        "isBase64Encoded": False,
        "multiValueHeaders": {"Content-Type": ["application/json"]},
    }


def lambda_handler(event: dict, context) -> dict:
    global cold_start
    cold, cold_start = cold_start, False
    with subsegment("## lambda_handler", annotations={"ColdStart": cold, "Service": SERVICE}) as handler_id:
        if cold:
            count("ColdStart", function_name=context.function_name)
        if event.get("httpMethod") != "GET" or event.get("path") != "/hello":
            return answer(404, {"statusCode": 404, "message": "Not found"})
        with subsegment("## app.hello", parent_id=handler_id):
            return answer(200, hello(event, context, cold))
