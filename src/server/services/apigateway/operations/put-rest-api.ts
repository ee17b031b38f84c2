/** PutRestApi: makes an API what an OpenAPI document says, or adds to it. https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html */
import type { PutRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { parseDocument } from '../open-api/document.ts';
import { importApi } from '../open-api/import-api.ts';
import { importWarnings } from '../open-api/import-warnings.ts';
import { restApiShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** AWS merges unless it is told to overwrite. @throws BadRequestException; then nothing is changed. */
export const putRestApi =
  (store: ApiGatewayStore): Operation<PutRestApiRequest, RestApi> =>
  (input, call) => {
    const mode: string = input.mode ?? 'merge';
    if (mode !== 'merge' && mode !== 'overwrite') throw errors.importMode();
    const document = parseDocument(Buffer.from(input.body ?? []).toString());
    const { id } = store.api(call, input.restApiId ?? '');
    const warnings = importWarnings(document, input.failOnWarnings);
    const options = { mode, basePath: input.parameters?.['basepath'] } as const;
    return { ...restApiShape(importApi(store, call, id, document, options), true), warnings };
  };
