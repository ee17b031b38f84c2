/** Runs a public operation in this process, as the default account: this is how the console calls the services. */

import { callAsAccount } from '../services/service.ts';
import type { FrontDoor } from './front-door.ts';

/** The input is already in the operation's own form (dates, bytes). @throws AwsError. */
export function directCaller(door: FrontDoor): (service: string, operation: string, input: object) => Promise<unknown> {
  return async (service, operation, input) => {
    const { accountId: account, region } = door.config;
    const output = await callAsAccount(door.services.get(service), input, { service, operation, account, region });
    await door.controlPlane.flushed();
    return output;
  };
}
