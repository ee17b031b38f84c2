/** ImportRestApi: an API from an OpenAPI document. https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
import type { ImportRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { newRestApi } from '../new-rest-api.ts';
import { parseDocument } from '../open-api/document.ts';
import { importApi } from '../open-api/import-api.ts';
import { importWarnings } from '../open-api/import-warnings.ts';
import { readSettings } from '../open-api/read-settings.ts';
import { restApiShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** What is not understood always fails, with `failOnWarnings` what AWS warns of, too. @throws BadRequestException */
export const importRestApi =
  (store: ApiGatewayStore): Operation<ImportRestApiRequest, RestApi> =>
  (input, call) => {
    const document = parseDocument(Buffer.from(input.body ?? []).toString());
    const { name } = readSettings(document);
    if (!name) throw errors.emptyName();
    const warnings = importWarnings(document, input.failOnWarnings);
    const types = input.parameters?.['endpointConfigurationTypes'];
    return store.transaction(() => {
      const made = newRestApi(store, call, {
        name,
        ...(types ? { endpointConfiguration: { types: [types as 'EDGE' | 'REGIONAL' | 'PRIVATE'] } } : {}),
      });
      const options = { mode: 'overwrite', basePath: input.parameters?.['basepath'] } as const;
      return { ...restApiShape(importApi(store, call, made.id, document, options)), warnings };
    });
  };
