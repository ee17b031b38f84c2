/**
 * Dynamic references: `{{resolve:STORE:NAME}}` in the texts of a template. Pure.
 *
 * Who calls it: the functions, for texts as they are used, and validation, before anything is made.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
import { validationError } from '../errors.ts';
import { intrinsicOf, isObject, type ResourceDeclaration } from './template.ts';

/** What Parameter Store has under a name, or under `NAME:VERSION`. */
export interface StoredParameter {
  readonly value: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
}

export type LookUp = (name: string) => StoredParameter | undefined;

const reference = /\{\{resolve:([a-z-]+):([^}]*)\}\}/g;
/** A version is a number: labels are not taken. */
const nameAndVersion = /^[a-zA-Z0-9_.\-/]+(:\d+)?$/;

/** @throws ValidationError for a parameter that is not there, is secret, or is in another store. */
export function resolveReferences(source: string, lookUp: LookUp): string {
  if (!source.includes('{{resolve:')) return source;
  return source.replace(reference, (whole, store: string, name: string) => {
    checkForm(whole, store, name);
    // Of what CloudFormation hands decrypted to nothing is built here.
    if (store === 'ssm-secure') throw validationError('SSM Secure reference is not supported here.');
    const found = lookUp(name);
    if (!found) throw validationError(`Parameters: [${store}:${name}] cannot be found.`);
    if (found.type === 'SecureString')
      throw validationError(`Non-secure ssm prefix was used for secure parameter ${name.replace(/:\d+$/, '')}`);
    return found.value;
  });
}

function checkForm(whole: string, store: string, name: string): void {
  if (store !== 'ssm' && store !== 'ssm-secure')
    throw validationError(`The dynamic reference ${whole} is not built here: only ssm is.`);
  if (!nameAndVersion.test(name)) throw validationError(`Incorrect format is used in the following SSM reference: [${whole}]`);
}

/** References as they stand in the value's texts; one that a function completes is looked at when the function runs. */
export function referencesOf(value: unknown): readonly string[] {
  return textsIn(value).flatMap((source) =>
    [...source.matchAll(reference)].map(([whole]) => whole).filter((whole) => !whole.includes('${')),
  );
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** @throws ValidationError for what is no reference, wherever it stands. */
export function checkReferenceForms(value: unknown): void {
  for (const whole of referencesOf(value))
    for (const [, store = '', name = ''] of whole.matchAll(reference)) checkForm(whole, store, name);
}

/**
 * Decrypted, a parameter goes into a few properties of AWS's only, none of which is built here.
 * @throws ValidationError that names every property with such a reference.
 */
export function refuseSecureReferences(resources: readonly ResourceDeclaration[]): void {
  const found = resources.flatMap(({ Type, Properties }) => secureIn(Properties, `${Type}/Properties`));
  if (found.length > 0) throw validationError(`SSM Secure reference is not supported in: [${found.join(',')}]`);
}

/** @returns one path for each; it ends where a list or a function begins. */
function secureIn(value: unknown, path: string): string[] {
  if (isObject(value) && !intrinsicOf(value))
    return Object.entries(value).flatMap(([key, member]) => secureIn(member, `${path}/${key}`));
  return textsIn(value).flatMap((source) => [...source.matchAll(/\{\{resolve:ssm-secure:/g)].map(() => path));
}

/** @throws ValidationError: what a parameter refers to by default may not change with every look. */
export function refuseVersionless(parameter: string, value: unknown): void {
  for (const [, store = '', name = ''] of String(value ?? '').matchAll(reference))
    if (store.startsWith('ssm') && !name.includes(':'))
      throw validationError(`Template error: parameter ${parameter} should not contain ${store} versionless resolver`);
}
