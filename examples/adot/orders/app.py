"""Keeps an order in S3 and reads it back. Nothing here knows that it is traced."""
import json
import os

import boto3

s3 = boto3.client("s3")
bucket = os.environ["ORDERS"]


def lambda_handler(event, context):
    key = f"orders/{event['pathParameters']['id']}.json"
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps({"id": event["pathParameters"]["id"], "items": 3}))
    order = json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(order)}
