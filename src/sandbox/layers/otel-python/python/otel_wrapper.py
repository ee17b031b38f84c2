"""The handler that a function has under the AWS Distro for OpenTelemetry: its own, with a span of kind SERVER around each invocation.

Started by otel-instrument, which put the function's handler into ORIG_HANDLER. Instrumenting here, when the runtime imports the handler,
is late enough: nothing loads the function's module again.
"""
import logging
import os
from importlib import import_module

from opentelemetry import context, trace
from opentelemetry.instrumentation.aws_lambda import AwsLambdaInstrumentor
from opentelemetry.propagate import get_global_textmap
from opentelemetry.propagators.aws.aws_xray_propagator import TRACE_HEADER_KEY

if os.environ.get("AWS_LAMBDA_LITE_MODE", "").lower() == "true":
    try:
        from amazon.opentelemetry.distro.opentelemetry_lite_sdk import configure_lite_mode

        configure_lite_mode()
    except Exception:
        logging.getLogger(__name__).exception("The light SDK could not be configured")


def parent_of(event):
    """Lambda's own header comes first: the span is to stand under the Invocation, not under whoever called."""
    headers = event.get("headers") if isinstance(event, dict) else None
    carrier = {
        name: value
        for name, value in (headers if isinstance(headers, dict) else {}).items()
        if name.lower() != TRACE_HEADER_KEY.lower()
    }
    own = os.environ.get("_X_AMZN_TRACE_ID")
    if own:
        carrier[TRACE_HEADER_KEY] = own
    parent = get_global_textmap().extract(carrier)
    return parent if trace.get_current_span(parent).get_span_context().is_valid else context.Context()


AwsLambdaInstrumentor().instrument(event_context_extractor=parent_of)

module_name, _, function_name = os.environ["ORIG_HANDLER"].rpartition(".")
lambda_handler = getattr(import_module(module_name.replace("/", ".")), function_name)
