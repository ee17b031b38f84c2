"""Fails for about every second event; `{"fail": true}` and `{"fail": false}` decide it."""

import logging
import random

logger = logging.getLogger()


class UnluckyError(Exception):
    pass


def lambda_handler(event: dict, context) -> dict:
    depth = random.randint(1, 10)
    if event.get("fail", depth > 5):
        # Lambda's handler of loggers writes the id of the request into the line, which the trace of an exception does not have.
        logger.error("nothing found at depth %d", depth)
        raise UnluckyError(f"nothing found at depth {depth}")
    return {"depth": depth}
