/**
 * The three ways in which a call may name a function, each with an optional qualifier (Lambda API Reference, "FunctionName"):
 * `NAME`, `ACCOUNT:function:NAME`, `arn:aws:lambda:REGION:ACCOUNT:function:NAME`. Used by every operation and by the data plane.
 */
import type { Tenant } from '../ports.ts';
import { Constraints } from './constraints.ts';
import { accessDenied, invalidParameter, resourceNotFound } from './errors.ts';

/** What a call may write, in AWS's own spelling of it. */
interface Spelling {
  readonly longest: number;
  readonly pattern: RegExp;
  readonly shown: string;
}

const prefix = String.raw`^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:((?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?`;
const shownPrefix = String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?`;

/** Of the operations that also take functions of other namespaces: nearly all. */
const namespaced: Spelling = {
  longest: 256,
  pattern: new RegExp(String.raw`${prefix}([a-zA-Z0-9-_\.]+)(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$`),
  shown: String.raw`${shownPrefix}([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
};

/** Of creation and change, of aliases and of concurrency. */
const plain: Spelling = {
  longest: 140,
  pattern: new RegExp(String.raw`${prefix}([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$`),
  shown: String.raw`${shownPrefix}([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?`,
};

export interface FunctionName {
  readonly name: string;
  readonly qualifier: string | undefined;
}

/** Whoever names a function, and by which operation; none is an invocation. */
type Caller = Tenant & { readonly operation?: string | undefined };

/**
 * @param text what the client sent as FunctionName.
 * @param qualifier what it sent as Qualifier; must agree with the one inside `text`.
 * @throws ValidationException, ResourceNotFoundException (another region), AccessDeniedException (another account),
 * InvalidParameterValueException (qualifiers disagree).
 */
export function parseFunctionName(tenant: Caller, text: string, qualifier?: string | undefined): FunctionName {
  return parse(tenant, text, qualifier, namespaced);
}

/** The same for the operations that know no names with a dot, and none longer than 140 characters. */
export function parsePlainFunctionName(tenant: Caller, text: string): FunctionName {
  return parse(tenant, text, undefined, plain);
}

function parse(tenant: Caller, text: string, qualifier: string | undefined, { longest, pattern, shown }: Spelling): FunctionName {
  new Constraints()
    .length('functionName', text, 1, longest)
    .pattern('functionName', text, pattern, shown)
    .length('qualifier', qualifier, 1, 128)
    .pattern('qualifier', qualifier, /^[a-zA-Z0-9-_$]+$|^\$LATEST\.PUBLISHED$/, '\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+')
    .check();
  const [, region, account, name = '', own] = pattern.exec(text) ?? [];
  if (region !== undefined && region !== tenant.region) {
    throw resourceNotFound(`Functions from '${region}' are not reachable in this region ('${tenant.region}')`);
  }
  if (account !== undefined && account !== tenant.account) {
    throw accessDenied(
      `arn:aws:iam::${tenant.account}:root`,
      `lambda:${tenant.operation ?? 'InvokeFunction'}`,
      functionArn({ ...tenant, account }, name),
    );
  }
  if (own !== undefined && qualifier !== undefined && own !== qualifier) {
    throw invalidParameter('The derived qualifier from the function name does not match the specified qualifier.');
  }
  return { name, qualifier: qualifier ?? own };
}

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]`. */
export function functionArn(tenant: Tenant, name: string, qualifier?: string | undefined): string {
  const arn = `arn:aws:lambda:${tenant.region}:${tenant.account}:function:${name}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}

/** A published version's number, as against `$LATEST` or an alias. */
export function isVersionNumber(qualifier: string): boolean {
  return /^\d+$/.test(qualifier);
}
