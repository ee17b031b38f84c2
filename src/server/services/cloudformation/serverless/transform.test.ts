/** What is decided here and not by AWS's translator: refusals, purity. Equality with it is tested in tests/serverless. */
import { describe, expect, test } from 'vitest';
import { SamTransformError } from './errors.ts';
import { type Template, transformServerless } from './transform.ts';

const context = { region: 'us-east-1', partition: 'aws' };
const code = { CodeUri: 's3://artifacts/code.zip', Handler: 'app.handler', Runtime: 'python3.12' };

const withFunction = (properties: Record<string, unknown>): Template => ({
  Resources: { Fn: { Type: 'AWS::Serverless::Function', Properties: { ...code, ...properties } } },
});

function refusal(template: Template): SamTransformError {
  try {
    transformServerless(template, {}, context);
  } catch (error) {
    if (error instanceof SamTransformError) return error;
    throw error;
  }
  throw new Error('The template was not refused.');
}

describe('transformServerless', () => {
  test('the same template gives the same text, and is not changed', () => {
    const template = withFunction({
      Tracing: 'Active',
      Events: { Get: { Type: 'Api', Properties: { Path: '/a', Method: 'get' } } },
    });
    const before = JSON.stringify(template);
    const first = JSON.stringify(transformServerless(template, {}, context));
    expect(JSON.stringify(transformServerless(template, {}, context))).toBe(first);
    expect(JSON.stringify(template)).toBe(before);
  });

  test('another route makes another deployment, the same route the same one', () => {
    const deployment = (path: string) => {
      const events = { Get: { Type: 'Api', Properties: { Path: path, Method: 'get' } } };
      const resources = transformServerless(withFunction({ Events: events }), {}, context)['Resources'];
      return Object.keys(resources as object).find((id) => /^ServerlessRestApiDeployment[0-9a-f]{10}$/.test(id));
    };
    expect(deployment('/a')).toBeDefined();
    expect(deployment('/a')).toBe(deployment('/a'));
    expect(deployment('/a')).not.toBe(deployment('/b'));
  });

  test("a parameter's value wins over its default", () => {
    const template = {
      ...withFunction({ AutoPublishAlias: { Ref: 'Name' } }),
      Parameters: { Name: { Type: 'String', Default: 'a' } },
    };
    expect(transformServerless(template, { Name: 'b' }, context)['Resources']).toHaveProperty('FnAliasb');
  });

  test('outside the commercial partition ARNs and the tracing policy are of that partition', () => {
    const china = { ...context, region: 'cn-north-1', partition: 'aws-cn' };
    const { Resources } = transformServerless(withFunction({ Tracing: 'Active' }), {}, china) as Record<
      string,
      Record<string, unknown>
    >;
    expect(JSON.stringify(Resources?.['FnRole'])).toContain('arn:aws-cn:iam::aws:policy/AWSXRayDaemonWriteAccess');
  });

  test.each(['SimpleTable', 'StateMachine', 'GraphQLApi', 'Connector'])('%s is refused by name', (type) => {
    const error = refusal({ Resources: { R: { Type: `AWS::Serverless::${type}`, Properties: {} } } });
    expect(error.message).toContain(
      `Number of errors found: 1. Resource with id [R] is invalid. Resources of type AWS::Serverless::${type} are not supported by Radiograph.`,
    );
  });

  test.each(['SQS', 'SNS', 'DynamoDB', 'Kinesis'])('events of type %s are refused by name', (type) => {
    expect(refusal(withFunction({ Events: { E: { Type: type, Properties: {} } } })).message).toContain(
      `Resource with id [Fn] is invalid. Event with id [E] is invalid. Events of type ${type} are not supported by Radiograph.`,
    );
  });

  test('gradual deployment is refused, since nothing would shift the traffic', () => {
    const properties = { AutoPublishAlias: 'live', DeploymentPreference: { Type: 'AllAtOnce' } };
    expect(refusal(withFunction(properties)).message).toContain("Property 'DeploymentPreference'");
  });

  test('a template without resources is refused', () => {
    expect(refusal({ Resources: {} }).message).toContain("'Resources' section is required");
  });

  test('AlwaysDeploy makes a deployment from the second', () => {
    const template = { Resources: { Api: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'a', AlwaysDeploy: true } } } };
    const at = (now: number) => Object.keys(transformServerless(template, {}, { ...context, now })['Resources'] as object).sort();
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(1001));
  });
});
