/** Members that must be present: AWS names every missing one, in one error, before the operation runs. */
import { AwsError } from './aws-error.ts';
import type { ProtocolName } from './router.ts';
import type { OperationModel } from './schema.ts';
import type { Shape } from './shape.ts';
import { violation, violationMessage } from './violations.ts';

/** Services that give this error a name of their own. */
const codes: Readonly<Record<string, string>> = { logs: 'InvalidParameterException', apigateway: 'BadRequestException' };

/** @throws AwsError in AWS's words: `1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null`; MalformedXML in S3. */
export function checkRequiredMembers(
  operation: OperationModel,
  input: Readonly<Record<string, unknown>>,
  protocol: ProtocolName,
): void {
  const missing: string[] = [];
  collect(operation.input, input, '', missing, protocol === 'rest-xml');
  if (missing.length === 0) return;
  if (protocol === 'rest-xml')
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
      400,
    );
  const code = codes[operation.service.id] ?? (protocol === 'aws-query' ? 'ValidationError' : 'ValidationException');
  const violations = missing.map((path) => violation(path, undefined, 'Member must not be null'));
  throw new AwsError(code, violationMessage(...violations), 400);
}

/** @param inXml a list that is missing there cannot be told from an empty one: whether it may be is the operation's to say. */
function collect(shape: Shape, value: unknown, path: string, missing: string[], inXml: boolean): void {
  if (value === undefined || value === null) return;
  if (shape.kind === 'structure') {
    const source = value as Record<string, unknown>;
    for (const member of shape.members) {
      const here = `${path}${path ? '.' : ''}${lowerFirst(member.name)}`;
      const entry = source[member.name];
      if (entry === undefined) {
        const mayLack = member.traits.idempotencyToken || (inXml && member.shape.kind === 'list');
        if (shape.required.includes(member.name) && !mayLack) missing.push(here);
      } else if (member.shape.kind === 'structure' || member.shape.kind === 'list')
        collect(member.shape, entry, here, missing, inXml);
    }
  } else if (shape.kind === 'list' && shape.member.shape.kind === 'structure') {
    (value as unknown[]).forEach((entry, index) => {
      collect(shape.member.shape, entry, `${path}.${index + 1}.member`, missing, inXml);
    });
  }
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
