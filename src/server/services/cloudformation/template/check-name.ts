/** Names of a template's members: letters and digits. Who calls it: check-shape.ts and check-parameters.ts. */
import { validationError } from '../errors.ts';

/** @param kind `Resource`, `Parameter`, as AWS's text has it. @throws ValidationError. */
export function checkName(kind: string, name: string): void {
  if (!/^[a-zA-Z0-9]+$/.test(name)) throw validationError(`Template format error: ${kind} name ${name} is non alphanumeric.`);
  if (name.length > 255)
    throw validationError(`Template format error: ${kind} name ${name} is longer than maximum allowed, 255 characters.`);
}
