/**
 * The module `cfn-response` (Node.js) and `cfnresponse` (Python) of functions with inline code: the same function, own text.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/cfn-lambda-function-code-cfnresponsemodule.html
 */
export const nodeResponse = `'use strict';
exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';
exports.send = (event, context, Status, Data, physicalResourceId, noEcho) =>
  new Promise((resolve) => {
    const body = JSON.stringify({
      Status,
      Reason: 'See the details in CloudWatch Log Stream: ' + context.logStreamName,
      PhysicalResourceId: physicalResourceId || context.logStreamName,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      NoEcho: noEcho || false,
      Data,
    });
    const end = () => { context.done(); resolve(); };
    const { request } = require(event.ResponseURL.startsWith('https:') ? 'https' : 'http');
    const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
    request(event.ResponseURL, { method: 'PUT', headers }, (response) => { response.resume(); response.on('end', end); })
      .on('error', (error) => { console.log('cfn-response failed: ' + error.message); end(); })
      .end(body);
  });
`;

export const pythonResponse = `import json
import urllib.request

SUCCESS = "SUCCESS"
FAILED = "FAILED"


def send(event, context, responseStatus, responseData, physicalResourceId=None, noEcho=False, reason=None):
    body = json.dumps({
        "Status": responseStatus,
        "Reason": reason or "See the details in CloudWatch Log Stream: {}".format(context.log_stream_name),
        "PhysicalResourceId": physicalResourceId or context.log_stream_name,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "NoEcho": noEcho,
        "Data": responseData,
    }).encode()
    try:
        request = urllib.request.Request(event["ResponseURL"], data=body, method="PUT", headers={"content-type": ""})
        urllib.request.urlopen(request).close()
    except Exception as error:
        print("cfnresponse failed:", error)
`;
