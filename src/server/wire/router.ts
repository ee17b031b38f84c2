/**
 * Which service, operation and protocol a request is for. The protocol is chosen per request, so that one operation serves
 * CloudWatch over Query, JSON and CBOR alike.
 */
import { AwsError } from './aws-error.ts';
import type { WireRequest } from './http.ts';
import { RestRoutes } from './rest-routes.ts';
import type { OperationModel, ServiceModel } from './schema.ts';

export type ProtocolName = 'rest-json' | 'rest-xml' | 'aws-json-1.0' | 'aws-json-1.1' | 'aws-query' | 'rpc-v2-cbor';

export interface Routed {
  readonly operation: OperationModel;
  readonly protocol: ProtocolName;
  readonly labels: Readonly<Record<string, string>>;
  /** Of the Query protocol. */
  readonly parameters: URLSearchParams | undefined;
}

export class Router {
  readonly #services: readonly ServiceModel[];
  readonly #routes = new Map<string, RestRoutes>();

  constructor(services: readonly ServiceModel[]) {
    this.#services = services;
  }

  service(id: string): ServiceModel | undefined {
    return this.#services.find((service) => service.id === id);
  }

  /** By the signing name in the credential scope, else by what the request itself says. */
  findService(request: WireRequest, signingName: string | undefined): ServiceModel | undefined {
    if (signingName !== undefined) return this.#signedAs(request, signingName);
    const target = request.headers['x-amz-target']?.split('.')[0];
    if (target) return this.#services.find((service) => service.target === target);
    const rpc = /^\/service\/(\w+)\/operation\//.exec(request.path)?.[1];
    if (rpc) return this.#services.find((service) => service.target === rpc);
    return this.#services.find((service) => service.rest === 'json' && this.#restRoutes(service).match(request) !== undefined);
  }

  /** API Gateway's two APIs sign with one name: there the path decides, and the first one answers for a path that neither has. */
  #signedAs(request: WireRequest, signingName: string): ServiceModel | undefined {
    const [first, ...others] = this.#services.filter((service) => service.signingName === signingName);
    if (others.length === 0) return first;
    return [first, ...others].find((service) => service && this.#restRoutes(service).match(request)) ?? first;
  }

  protocolOf(request: WireRequest, service: ServiceModel): ProtocolName {
    if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') return 'rpc-v2-cbor';
    const contentType = request.headers['content-type'] ?? '';
    if (request.headers['x-amz-target']) return contentType.includes('json-1.0') ? 'aws-json-1.0' : 'aws-json-1.1';
    if (service.rest === 'none') return 'aws-query';
    return service.rest === 'xml' ? 'rest-xml' : 'rest-json';
  }

  /** @throws AwsError UnknownOperationException, InvalidAction when there is no such operation in AWS's model. */
  route(request: WireRequest, service: ServiceModel): Routed {
    const protocol = this.protocolOf(request, service);
    switch (protocol) {
      case 'rpc-v2-cbor':
        return this.#named(service, /\/operation\/(\w+)$/.exec(request.path)?.[1] ?? '', protocol);
      case 'aws-json-1.0':
      case 'aws-json-1.1':
        return this.#named(service, request.headers['x-amz-target']?.split('.').at(-1) ?? '', protocol);
      case 'aws-query': {
        const parameters =
          request.method === 'POST' ? new URLSearchParams(Buffer.from(request.body).toString('utf8')) : request.query;
        const action = parameters.get('Action') ?? '';
        const operation = service.operation(action);
        if (!operation)
          throw new AwsError(
            'InvalidAction',
            `Could not find operation ${action} for version ${parameters.get('Version') ?? 'NO_VERSION_SPECIFIED'}`,
            400,
          );
        return { operation, protocol, labels: {}, parameters };
      }
      default: {
        const match = this.#restRoutes(service).match(request);
        if (!match)
          throw new AwsError(
            'UnknownOperationException',
            `${service.id} has no operation for ${request.method} ${request.path}`,
            404,
          );
        return { operation: match.operation, protocol, labels: match.labels, parameters: undefined };
      }
    }
  }

  #named(service: ServiceModel, name: string, protocol: ProtocolName): Routed {
    const operation = service.operation(name);
    if (!operation) throw new AwsError('UnknownOperationException', `${service.id} has no operation ${name}`, 400);
    return { operation, protocol, labels: {}, parameters: undefined };
  }

  #restRoutes(service: ServiceModel): RestRoutes {
    let routes = this.#routes.get(service.id);
    if (!routes) {
      routes = new RestRoutes(service);
      this.#routes.set(service.id, routes);
    }
    return routes;
  }
}
