/** Runs an operation; a call that may have written is acknowledged only once the write is on disk. */
import type { CallContext, Operation } from '../services/service.ts';
import type { FrontDoor } from './front-door.ts';

const reads = /^(Get|List|Describe|BatchGet|Filter|Head)/;

export async function callOperation(
  door: FrontDoor,
  operation: Operation,
  input: Record<string, unknown>,
  call: CallContext,
): Promise<unknown> {
  door.counters.calls++;
  const output = await (operation as Operation<Record<string, unknown>>)(input, call);
  if (!reads.test(call.operation) && call.operation !== 'Invoke') await door.controlPlane.flushed();
  return output;
}
