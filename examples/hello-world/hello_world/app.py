"""GET /hello: answers {"message":"hello world"} and says so in a log line, a metric and a trace.

Powertools' Logger writes JSON to stdout, Metrics writes the embedded metric format (which CloudWatch turns into metrics), and
Tracer adds subsegments to the trace that Lambda began.
"""

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

# Service and namespace come from the environment: POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE.
logger = Logger()
metrics = Metrics()
tracer = Tracer()
app = APIGatewayRestResolver()


@app.get("/hello")
@tracer.capture_method
def hello() -> dict:
    metrics.add_metric(name="HelloWorldInvocations", unit=MetricUnit.Count, value=1)
    logger.info("Hello world API - HTTP 200")
    return {"message": "hello world"}


# The order matters: the metrics decorator is innermost, so that metrics are flushed inside the traced handler.
@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return app.resolve(event, context)
