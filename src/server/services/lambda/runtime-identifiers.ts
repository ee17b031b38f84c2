/** Which `Runtime` a function may be created with (Lambda developer guide, "Lambda runtimes"). */
import { invalidParameter } from './errors.ts';

/** What the data plane can run, newest first. */
const supported = [
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python3.9',
  'python3.8',
  'nodejs24.x',
  'nodejs22.x',
  'nodejs20.x',
  'nodejs18.x',
  'nodejs16.x',
  'provided.al2023',
  'provided.al2',
  'provided',
];

const deprecated = [
  'nodejs',
  'nodejs4.3',
  'nodejs4.3-edge',
  'nodejs6.10',
  'nodejs8.10',
  'nodejs10.x',
  'nodejs12.x',
  'nodejs14.x',
  'python2.7',
  'python3.6',
  'python3.7',
  'dotnetcore1.0',
  'dotnetcore2.0',
  'dotnetcore2.1',
  'dotnetcore3.1',
  'dotnet5.0',
  'ruby2.5',
  'ruby2.7',
  'java8',
  'go1.x',
];

/** @throws InvalidParameterValueException for a runtime that AWS no longer takes, or that cannot be run here. */
export function checkRuntime(runtime: string): string {
  if (deprecated.includes(runtime)) {
    throw invalidParameter(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
  if (!supported.includes(runtime)) {
    throw invalidParameter(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${supported.join(', ')}] or be a valid ARN`,
    );
  }
  return runtime;
}
