"""A function with Powertools behind a REST API, as in AWS's guide, with tracing on for both."""

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

# Powertools for AWS Lambda (Python), as its authors publish it: account 017000801446.
POWERTOOLS_LAYER = "arn:aws:lambda:{region}:017000801446:layer:AWSLambdaPowertoolsPythonV3-python312-x86_64:7"


class HelloWorldStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        powertools = lambda_.LayerVersion.from_layer_version_arn(
            self,
            "Powertools",
            self.node.try_get_context("layer") or POWERTOOLS_LAYER.format(region=self.region),
        )
        function = lambda_.Function(
            self,
            "HelloWorldFunction",
            runtime=lambda_.Runtime.PYTHON_3_12,
            architecture=lambda_.Architecture.X86_64,
            code=lambda_.Code.from_asset("lambda_function"),
            handler="app.lambda_handler",
            layers=[powertools],
            memory_size=256,
            timeout=Duration.seconds(10),
            tracing=lambda_.Tracing.ACTIVE,
            environment={
                "POWERTOOLS_SERVICE_NAME": "PowertoolsHelloWorld",
                "POWERTOOLS_METRICS_NAMESPACE": "PowertoolsSample",
                "LOG_LEVEL": "INFO",
            },
        )

        api = apigateway.RestApi(
            self,
            "HelloWorldApi",
            deploy_options=apigateway.StageOptions(stage_name="dev", tracing_enabled=True),
        )
        api.root.add_resource("hello").add_method("GET", apigateway.LambdaIntegration(function))

        CfnOutput(self, "apiUrl", value=f"{api.url}hello")
