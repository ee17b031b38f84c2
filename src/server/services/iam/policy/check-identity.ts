/**
 * What IAM asks of an identity policy beyond its form, in IAM's order, with IAM's texts (IAM User Guide, "Grammar of the IAM JSON policy
 * language"). Called when a document is stored.
 */
import { malformedPolicyDocument } from '../errors.ts';
import { isOperator } from './condition.ts';
import { noVendor, type PolicyDocument, parsePolicyDocument, type Statement } from './document.ts';

/**
 * @param kind `managed`: the newest version of the language is a must.
 * @throws MalformedPolicyDocument
 */
export function checkIdentityPolicy(text: string, kind: 'identity' | 'managed'): PolicyDocument {
  const document = parsePolicyDocument(text, kind);
  const { statements } = document;
  for (const statement of statements) checkConditions(statement.conditions);
  const ids = statements.flatMap(({ sid }) => (sid ? [sid] : []));
  if (new Set(ids).size < ids.length) throw malformedPolicyDocument('Statement IDs (SID) in a single policy must be unique.');
  for (const { principals, notPrincipals } of statements) {
    if (principals || notPrincipals) throw malformedPolicyDocument('Policy document should not specify a principal.');
  }
  for (const { resources, notResources } of statements) for (const each of resources ?? notResources ?? []) checkResource(each);
  for (const statement of statements) checkActions(statement);
  for (const { resources, notResources } of statements) {
    if ((resources ?? notResources ?? []).length === 0) {
      throw malformedPolicyDocument('Policy statement must contain resources.');
    }
  }
  return document;
}

const failedParsing = 'The policy failed legacy parsing';

function checkConditions(conditions: Statement['conditions']): void {
  for (const [operator, keys] of Object.entries(conditions)) {
    if (Object.keys(keys).length > 0 && !isOperator(operator)) throw malformedPolicyDocument('Syntax errors in policy.');
    if (!/^(for(all|any)values?:)?date/i.test(operator)) continue;
    for (const value of Object.values(keys).flat()) if (!isDate(value)) throw malformedPolicyDocument(failedParsing);
  }
}

/** ISO 8601, of any precision, or epoch seconds of 63 bits; a policy's variable may stand for it. */
function isDate(value: string): boolean {
  if (value.includes('${')) return true;
  if (/^-?\d+$/.test(value) && value.length > 4) {
    const seconds = BigInt(value);
    return seconds >= -(2n ** 63n) && seconds < 2n ** 63n;
  }
  return /^(\d{4}|\d\d)(-\d\d(-\d\d)?)?(T(\d{1,2}(:\d\d(:\d\d(\.\d{1,9})?)?)?)?(Z|[+-]\d\d(:?\d\d)?)?)?$/i.test(value);
}

const partitions = ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'];
const iamPaths = [
  ...['user/', 'federated-user/', 'role/', 'group/', 'instance-profile/', 'mfa/', 'server-certificate/', 'policy/', 'sms-mfa/'],
  ...['saml-provider/', 'oidc-provider/', 'report/', 'access-report/'],
];

function checkResource(resource: string): void {
  if (resource === '*') return;
  if (!resource.includes(':')) throw malformedPolicyDocument(`Resource ${resource} must be in ARN format or "*".`);
  const given = resource.split(':');
  const [, partition = '*', vendor = '*', region = '*', account = '*', path = '*'] = given;
  if (partition !== '*' && !partition.includes('${') && !partitions.includes(partition)) {
    const whole = ['arn', ...given.slice(1), ...Array<string>(Math.max(0, 6 - given.length)).fill('*')].join(':');
    throw malformedPolicyDocument(`Partition "${partition}" is not valid for resource "${whole}".`);
  }
  if (/[*?]/.test(vendor)) {
    throw malformedPolicyDocument('Resource vendor must be fully qualified and cannot contain regexes.');
  }
  if (!['', '*'].includes(region) && !region.includes('${')) checkRegion(resource, vendor, account);
  // `arn:aws:logs:*` is short and good; with an empty part it must be whole.
  if (vendor === '' || (given.length < 6 && resource.includes('::'))) throw malformedPolicyDocument(failedParsing);
  if (vendor !== 'iam' || path.startsWith('*') || path.includes('${') || path === 'root') return;
  if (!iamPaths.some((start) => path.startsWith(start))) {
    throw malformedPolicyDocument(`IAM resource path must either be "*" or start with ${iamPaths.join(', ')}.`);
  }
}

/** Neither users nor buckets are of a region; access points are. */
function checkRegion(resource: string, vendor: string, account: string): void {
  if (vendor === 'iam') throw malformedPolicyDocument(`IAM resource ${resource} cannot contain region information.`);
  if (vendor === 's3' && account === '') {
    throw malformedPolicyDocument(`Resource ${resource} can not contain region information.`);
  }
}

function checkActions({ actions, notActions }: Statement): void {
  const named = actions ?? notActions ?? [];
  if (named.length === 0) throw malformedPolicyDocument('Policy statement must contain actions.');
  for (const action of named) {
    if (action === '*') continue;
    const [vendor = '', ...rest] = action.split(':');
    if (rest.length === 0) throw malformedPolicyDocument(noVendor);
    if (rest.length > 1) throw malformedPolicyDocument('Actions/Condition can contain only one colon.');
    if (!/^[\w.*?-]+$/.test(vendor)) throw malformedPolicyDocument(`Vendor ${vendor} is not valid`);
  }
}
