"""Runs AWS's own SAM translator over templates, as the judge of ours.

Standard input: {name: {"template": …, "parameters": {…}}}. Standard output: {name: {"template": …} or {"error": "what AWS says"}}.
Needs `pip install aws-sam-translator`.
"""

import json
import os
import sys

os.environ["AWS_DEFAULT_REGION"] = "us-east-1"

from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform


class NoMorePolicies:
    """The translator carries AWS's list; what it does not know is left as it stands, so nothing is asked of IAM."""

    def load(self):
        return {}


def translate(case):
    try:
        return {"template": transform(case["template"], case["parameters"], NoMorePolicies(), passthrough_metadata=True)}
    except InvalidDocumentException as error:
        return {"error": error.message, "causes": [cause.message for cause in error.causes]}
    except Exception as error:  # A crash of the translator itself, which the service answers with an internal failure.
        return {"crash": repr(error)}


if __name__ == "__main__":
    print(json.dumps({name: translate(case) for name, case in json.load(sys.stdin).items()}))
