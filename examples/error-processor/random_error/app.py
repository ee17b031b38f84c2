"""Fails for about every second event; `{"fail": true}` and `{"fail": false}` decide it."""

import random


class UnluckyError(Exception):
    pass


def lambda_handler(event: dict, context) -> dict:
    depth = random.randint(1, 10)
    if event.get("fail", depth > 5):
        raise UnluckyError(f"nothing found at depth {depth}")
    return {"depth": depth}
