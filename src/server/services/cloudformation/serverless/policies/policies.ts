/**
 * `Policies` of a function: managed policies by name or ARN, inline documents, and SAM's policy templates.
 * Who calls it: resources/function-role.ts.
 */
import { InvalidResource, InvalidTemplatePart } from '../errors.ts';
import { type Fields, isIntrinsic, isMap } from '../values.ts';
import { managedPolicyPaths } from './managed-policy-paths.ts';
import { fillPolicyTemplate, isPolicyTemplate } from './policy-templates.ts';

export interface Policies {
  /** ARNs, and names or functions as they stand. */
  readonly managed: readonly unknown[];
  readonly inline: readonly Fields[];
}

type Kind = 'managed' | 'inline' | 'none';

/**
 * @param arn makes the ARN of an AWS managed policy from its path and name.
 * @throws InvalidResource for an entry that is none of the three.
 */
export function policiesOf(logicalId: string, value: unknown, roleId: string, arn: (name: string) => string): Policies {
  const list = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  const managed: unknown[] = [];
  const inline: Fields[] = [];
  for (const [index, policy] of list.entries()) {
    const converted = convert(policy);
    if (converted === undefined)
      throw new InvalidResource(logicalId, `Policy at index ${index} in the 'Policies' property is not valid`);
    if (converted.kind === 'managed') managed.push(converted.value);
    if (converted.kind === 'inline') inline.push(named(`${roleId}Policy${index}`, converted.value));
  }
  return { managed, inline };

  function convert(policy: unknown): { readonly kind: Kind; readonly value: unknown } | undefined {
    if (typeof policy === 'string') return { kind: 'managed', value: managedArn(policy, arn) };
    if (!isMap(policy)) return undefined;
    if (isPolicyTemplate(policy)) return { kind: 'inline', value: fillPolicyTemplate(logicalId, policy) };
    if ('Statement' in policy) return { kind: 'inline', value: policy };
    if (isIntrinsic(policy)) return 'Fn::If' in policy ? conditional(policy['Fn::If']) : { kind: 'managed', value: policy };
    return undefined;
  }

  function conditional(branches: unknown): { readonly kind: Kind; readonly value: unknown } | undefined {
    if (!Array.isArray(branches) || branches.length !== 3) return undefined;
    const [condition, yes, no] = branches;
    const both = [yes, no].map((branch) => (isNoValue(branch) ? { kind: 'none' as const, value: branch } : convert(branch)));
    const [first, second] = both;
    if (!first || !second) return undefined;
    if (first.kind !== second.kind && first.kind !== 'none' && second.kind !== 'none')
      throw new InvalidTemplatePart(
        'Different policy types within the same Fn::If statement is unsupported. Separate different policy types into different Fn::If statements',
      );
    const kind = first.kind === 'none' ? second.kind : first.kind;
    return { kind, value: { 'Fn::If': [condition, first.value, second.value] } };
  }
}

/** Under a condition each branch is a policy of the same name. */
function named(name: string, document: unknown): Fields {
  const branches = isMap(document) ? document['Fn::If'] : undefined;
  if (!Array.isArray(branches)) return { PolicyName: name, PolicyDocument: document };
  const [condition, yes, no] = branches;
  const policy = (branch: unknown) => (isNoValue(branch) ? branch : named(name, branch));
  return { 'Fn::If': [condition, policy(yes), policy(no)] };
}

const isNoValue = (value: unknown): boolean => isMap(value) && value['Ref'] === 'AWS::NoValue';

/** A name without a colon may be one of AWS's; another name is left for IAM to refuse. */
function managedArn(name: string, arn: (name: string) => string): string {
  const path = managedPolicyPaths.get(name);
  return path === undefined ? name : arn(path + name);
}
