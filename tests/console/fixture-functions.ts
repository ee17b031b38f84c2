/** Made-up functions, their versions and log, and roles that begin without tracing's permission. For the console's tests. */
import { AwsError } from '../../src/server/wire/aws-error.ts';
import { ordersLog } from './fixture-log.ts';

type Input = Record<string, unknown>;

const account = '000000000000';

export function shopFunctions(now: number, tracedId: string) {
  const log = ordersLog(now, tracedId);
  const policies = new Map<string, string>();
  const attached = new Map<string, string[]>();
  const names = ['orders', 'payments-worker', 'thumbnail', 'nightly-report-with-a-rather-long-name-of-its-own', 'locked'];
  const functions = new Map(
    names.map((name, index) => [
      name,
      {
        FunctionName: name,
        FunctionArn: `arn:aws:lambda:us-east-1:${account}:function:${name}`,
        Runtime: index % 2 === 0 ? 'python3.13' : 'nodejs22.x',
        Role: `arn:aws:iam::${account}:role/service-role/${name}-role`,
        Handler: 'app.handler',
        CodeSize: 48_213 + index,
        Description: name === 'orders' ? 'Takes orders and puts them into the queue' : '',
        Timeout: 3 + index * 9,
        MemorySize: 128 * (index + 1),
        LastModified: new Date((now - 100 - index * 4000) * 1000).toISOString().replace('Z', '+0000'),
        Version: '$LATEST',
        Environment: { Variables: { TABLE_NAME: 'orders', DATABASE_PASSWORD: 'correct horse battery staple' } },
        TracingConfig: { Mode: name === 'orders' ? 'Active' : 'PassThrough' },
        Architectures: ['x86_64'],
        EphemeralStorage: { Size: 512 },
        Layers: [{ Arn: 'arn:aws:lambda:us-east-1:017000801446:layer:AWSLambdaPowertoolsPythonV3-python313-x86_64:18' }],
        PackageType: 'Zip',
        State: name.startsWith('nightly') ? 'Pending' : 'Active',
        StateReason: name.startsWith('nightly') ? 'The function is being created.' : undefined,
        LastUpdateStatus: name === 'payments-worker' ? 'Failed' : 'Successful',
        LastUpdateStatusReason: name === 'payments-worker' ? 'The layer version was deleted.' : undefined,
        LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
      },
    ]),
  );
  const find = ({ FunctionName }: Input) => {
    const found = functions.get(String(FunctionName));
    if (found === undefined)
      throw new AwsError(
        'ResourceNotFoundException',
        `Function not found: arn:aws:lambda:us-east-1:${account}:function:${FunctionName}`,
        404,
      );
    return found;
  };
  const operations = {
    listFunctions: () => ({ Functions: [...functions.values()] }),
    getFunctionConfiguration: find,
    listVersionsByFunction(input: Input) {
      const latest = find(input);
      return { Versions: [latest, { ...latest, Version: '1' }, { ...latest, Version: '2', Description: 'Faster queue' }] };
    },
    listAliases: () => ({
      Aliases: [
        { Name: 'live', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { '2': 0.1 } } },
        { Name: 'next', FunctionVersion: '2', Description: 'What goes live on Monday' },
      ],
    }),
    updateFunctionConfiguration(input: Input) {
      const found = find(input);
      const { Mode } = input['TracingConfig'] as { Mode: string };
      // A boundary keeps `locked` from tracing, whatever its role is given.
      const allowed = found.FunctionName !== 'locked' && (attached.get(roleName(found.Role)) ?? []).length > 0;
      if (Mode === 'Active' && found.FunctionName !== 'orders' && !allowed)
        throw new AwsError(
          'InvalidParameterValueException',
          'The provided execution role does not have permissions to call PutTraceSegments on XRAY',
        );
      functions.set(found.FunctionName, { ...found, TracingConfig: { Mode } });
      return found;
    },
    createPolicy({ PolicyName, Path, PolicyDocument }: Input) {
      policies.set(String(PolicyName), String(PolicyDocument));
      return { Policy: { Arn: `arn:aws:iam::${account}:policy${String(Path)}${String(PolicyName)}` } };
    },
    attachRolePolicy({ RoleName, PolicyArn }: Input) {
      attached.set(String(RoleName), [...(attached.get(String(RoleName)) ?? []), String(PolicyArn)]);
      return {};
    },
    detachRolePolicy({ RoleName, PolicyArn }: Input) {
      attached.set(
        String(RoleName),
        (attached.get(String(RoleName)) ?? []).filter((arn) => arn !== PolicyArn),
      );
      return {};
    },
    deletePolicy({ PolicyArn }: Input) {
      policies.delete(roleName(String(PolicyArn)));
      return {};
    },
    listFunctionUrlConfigs: ({ FunctionName }: Input) => ({
      FunctionUrlConfigs:
        FunctionName === 'orders'
          ? [{ FunctionUrl: 'http://a1b2c3d4e5.lambda-url.us-east-1.localhost:4566/', AuthType: 'NONE' }]
          : [],
    }),
    getFunctionConcurrency: ({ FunctionName }: Input) => (FunctionName === 'orders' ? { ReservedConcurrentExecutions: 5 } : {}),
    filterLogEvents(input: Input) {
      if (input['logGroupName'] !== '/aws/lambda/orders')
        throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
      return log.filterLogEvents(input);
    },
  };
  return { operations, policies };
}

function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
