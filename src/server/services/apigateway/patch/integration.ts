/** What UpdateIntegration can patch. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateIntegration-Patch */
import type { RestIntegration } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import type { Patch } from './read-patches.ts';
import { isTrue, without } from './read-patches.ts';

/** The whole integration is checked afterwards, by integration-rules.ts. @throws BadRequestException */
export function patchIntegration(integration: RestIntegration, { op, parts, path, value }: Patch): RestIntegration {
  const [field = '', name = ''] = parts;
  if ((field === 'requestParameters' || field === 'requestTemplates') && parts.length === 2) {
    if (op === 'remove') return { ...integration, [field]: without(integration[field], name) };
    return { ...integration, [field]: { ...integration[field], [name]: value ?? '' } };
  }
  if (field === 'cacheKeyParameters') {
    const keys = (integration.cacheKeyParameters ?? []).filter((key) => key !== name);
    return { ...integration, cacheKeyParameters: op === 'remove' ? keys : [...keys, name] };
  }
  const change = fields[path];
  if (!change) throw errors.patchInvalid(path);
  if (op === 'remove' && path === '/contentHandling') return change(integration, undefined);
  if (op !== 'replace') throw errors.patchOperation('replace');
  return change(integration, value);
}

const fields: Readonly<Record<string, (integration: RestIntegration, value: string | undefined) => RestIntegration>> = {
  '/uri': (integration, uri) => ({ ...integration, uri }),
  '/httpMethod': (integration, httpMethod) => ({ ...integration, httpMethod }),
  '/credentials': (integration, value) => ({ ...integration, credentials: value || undefined }),
  '/passthroughBehavior': (integration, value) => ({ ...integration, passthroughBehavior: value ?? 'WHEN_NO_MATCH' }),
  '/contentHandling': (integration, value) => ({ ...integration, contentHandling: value || undefined }),
  '/timeoutInMillis': (integration, value) => ({ ...integration, timeoutInMillis: Number(value) }),
  '/cacheNamespace': (integration, value) => ({ ...integration, cacheNamespace: value ?? integration.cacheNamespace }),
  '/tlsConfig/insecureSkipVerification': (integration, value) => ({ ...integration, insecureSkipVerification: isTrue(value) }),
};
