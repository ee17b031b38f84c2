/** Runs a public operation in this process, as the default account: this is how the console calls the services. */

import type { Operation } from '../services/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import type { FrontDoor } from './front-door.ts';

/** The input is already in the operation's own form (dates, bytes). @throws AwsError. */
export function directCaller(door: FrontDoor): (service: string, operation: string, input: unknown) => Promise<unknown> {
  return async (service, name, input) => {
    const operation = door.services.get(service)?.operations[name] as Operation<unknown> | undefined;
    if (!operation) throw new AwsError('NotImplemented', `Radiograph does not emulate ${service}:${name} yet.`, 501);
    const { accountId: account, region } = door.config;
    const output = await operation(input, {
      service,
      operation: name,
      account,
      region,
      principal: { account, arn: `arn:aws:iam::${account}:root`, userId: account, accessKeyId: undefined },
      requestId: crypto.randomUUID(),
      headers: {},
      responseHeaders: new Map(),
      signal: new AbortController().signal,
    });
    await door.controlPlane.flushed();
    return output;
  };
}
