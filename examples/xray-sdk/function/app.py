"""Asks Lambda for the account's settings, notes them in a database, and records both with the X-Ray SDK.

Lambda makes the segment, so a function only ever adds subsegments: `patch_all` adds one for each call of a known library, and
`in_subsegment` one of our own.
"""

import json
import logging
import sqlite3

import boto3
from aws_xray_sdk.core import patch_all, xray_recorder

patch_all()

logger = logging.getLogger()
logger.setLevel(logging.INFO)

# Clients are made once for each environment and used by all its invocations.
client = boto3.client("lambda")


def lambda_handler(event: dict, context) -> dict:
    usage = client.get_account_settings()["AccountUsage"]
    logger.info("usage %s", json.dumps(usage))
    with xray_recorder.in_subsegment("remember usage") as subsegment:
        # Annotations are indexed: `annotation.functions > 0` finds this trace. Metadata is only kept.
        subsegment.put_annotation("functions", usage["FunctionCount"])
        subsegment.put_metadata("usage", usage, "lambda")
        remembered = remember(usage["FunctionCount"])
    return {"functions": usage["FunctionCount"], "remembered": remembered}


def remember(count: int) -> int:
    database = sqlite3.connect("/tmp/usage.sqlite")
    database.execute("CREATE TABLE IF NOT EXISTS usage (functions INTEGER)")
    database.execute("INSERT INTO usage VALUES (?)", (count,))
    (rows,) = database.execute("SELECT count(*) FROM usage").fetchone()
    database.commit()
    database.close()
    return rows
