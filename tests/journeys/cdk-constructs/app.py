"""What CDK's constructs bring along: functions of CDK's own that make, empty, fill and configure what CloudFormation does not."""

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as apigatewayv2
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_logs_destinations as destinations
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from aws_cdk import aws_s3_notifications as notifications
from aws_cdk import custom_resources as custom
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration

app = cdk.App()
stack = cdk.Stack(app, "Constructs")

bucket = s3.Bucket(stack, "Site", removal_policy=cdk.RemovalPolicy.DESTROY, auto_delete_objects=True)
deployment.BucketDeployment(
    stack,
    "Fill",
    sources=[deployment.Source.asset("site"), deployment.Source.json_data("config.json", {"bucket": bucket.bucket_name})],
    destination_bucket=bucket,
)

function = lambda_.Function(
    stack,
    "Function",
    runtime=lambda_.Runtime.PYTHON_3_12,
    handler="index.handler",
    code=lambda_.Code.from_inline("def handler(event, context):\n    return {'statusCode': 200, 'body': 'ok'}"),
    tracing=lambda_.Tracing.ACTIVE,
    log_retention=logs.RetentionDays.ONE_WEEK,
)
bucket.add_event_notification(
    s3.EventType.OBJECT_CREATED, notifications.LambdaDestination(function), s3.NotificationKeyFilter(prefix="in/")
)
events.Rule(
    stack, "Every", schedule=events.Schedule.rate(cdk.Duration.hours(5)), targets=[targets.LambdaFunction(function)]
)
group = logs.LogGroup(stack, "Group", removal_policy=cdk.RemovalPolicy.DESTROY)
group.add_subscription_filter(
    "Filter", destination=destinations.LambdaDestination(function), filter_pattern=logs.FilterPattern.all_events()
)
lambda_.Alias(stack, "Live", alias_name="live", version=function.current_version)
http = apigatewayv2.HttpApi(stack, "Http")
http.add_routes(path="/", methods=[apigatewayv2.HttpMethod.GET], integration=HttpLambdaIntegration("Call", function))
cdk.CfnOutput(stack, "Url", value=http.url)
cdk.CfnOutput(stack, "Bucket", value=bucket.bucket_name)

custom.AwsCustomResource(
    stack,
    "Parameter",
    on_create=custom.AwsSdkCall(
        service="SSM",
        action="putParameter",
        parameters={"Name": "/constructs/x", "Value": "made", "Type": "String"},
        physical_resource_id=custom.PhysicalResourceId.of("x"),
    ),
    on_delete=custom.AwsSdkCall(service="SSM", action="deleteParameter", parameters={"Name": "/constructs/x"}),
    policy=custom.AwsCustomResourcePolicy.from_sdk_calls(resources=["*"]),
)
provided = lambda_.Function(
    stack,
    "OnEvent",
    runtime=lambda_.Runtime.PYTHON_3_12,
    handler="app.on_event",
    code=lambda_.Code.from_asset("provider"),
)
provider = custom.Provider(stack, "Provider", on_event_handler=provided)
resource = cdk.CustomResource(stack, "Answer", service_token=provider.service_token)
cdk.CfnOutput(stack, "TheAnswer", value=resource.get_att_string("Answer"))
nested = cdk.NestedStack(stack, "Nested")
logs.LogGroup(nested, "Inner", removal_policy=cdk.RemovalPolicy.DESTROY)

app.synth()
