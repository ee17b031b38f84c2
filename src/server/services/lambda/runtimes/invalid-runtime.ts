/** A runtime that this machine cannot run. Thrown by the runtimes; Invoke answers it as Lambda's InvalidRuntimeException. */
import { AwsError } from '../../../wire/aws-error.ts';

export class InvalidRuntime extends AwsError {
  constructor(message: string) {
    super('InvalidRuntimeException', message, 502, { Type: 'Server', Message: message });
  }
}
