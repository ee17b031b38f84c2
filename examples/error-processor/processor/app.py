"""Called by CloudWatch Logs with the error lines of another function: keeps the log and the trace of each failed request in S3.

The X-Ray SDK records the calls of X-Ray, Logs and S3 that it makes, so the trace map shows what this function depends on.
"""

import base64
import gzip
import json
import os
import re
import time

import boto3
from aws_lambda_powertools import Logger, Tracer

logger = Logger()
tracer = Tracer()  # patches boto3

logs = boto3.client("logs")
xray = boto3.client("xray")
s3 = boto3.client("s3")

REQUEST_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TRACE_ID = re.compile(r"XRAY TraceId: (1-[0-9a-f]{8}-[0-9a-f]{24})")
ATTEMPTS = 10


@logger.inject_lambda_context
@tracer.capture_lambda_handler
def lambda_handler(event: dict, context) -> None:
    data = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
    found = (REQUEST_ID.search(line["message"]) for line in data["logEvents"])
    for request_id in {match.group() for match in found if match}:
        report(data["logGroup"], request_id)


@tracer.capture_method(capture_response=False)
def report(log_group: str, request_id: str) -> None:
    lines = log_of(log_group, request_id)
    traced = TRACE_ID.search("\n".join(lines))
    traces = trace_of(traced.group(1)) if traced else []
    s3.put_object(
        Bucket=os.environ["BUCKET"],
        Key=f"errors/{request_id}.json",
        Body=json.dumps({"requestId": request_id, "log": lines, "traces": traces}, default=str, indent=2),
        ContentType="application/json",
    )
    logger.info("reported", extra={"request_id": request_id, "traces": len(traces)})


def log_of(log_group: str, request_id: str) -> list[str]:
    """The lines of one request; its last one, REPORT, comes a moment after its error."""
    lines: list[str] = []
    for _ in range(ATTEMPTS):
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=log_group, filterPattern=f'"{request_id}"')
        lines = [event["message"] for page in pages for event in page["events"]]
        if any(line.startswith("REPORT") for line in lines):
            break
        time.sleep(0.5)
    return lines


def trace_of(trace_id: str) -> list[dict]:
    """X-Ray has a trace some seconds after the request on AWS, at once here."""
    for _ in range(ATTEMPTS):
        traces = xray.batch_get_traces(TraceIds=[trace_id])["Traces"]
        if traces:
            return traces
        time.sleep(1)
    return []
