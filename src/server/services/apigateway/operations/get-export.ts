/** GetExport: a stage as an OpenAPI document. https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html */
import type { ExportResponse, GetExportRequest } from '@aws-sdk/client-api-gateway';
import { stringify } from 'yaml';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { exportApi } from '../open-api/export-api.ts';
import type { ApiGatewayStore } from '../store.ts';

/** The body is bytes, as the SDKs take it. @throws BadRequestException for another type, NotFoundException */
export const getExport =
  (store: ApiGatewayStore): Operation<GetExportRequest, Omit<ExportResponse, 'body'> & { body: Uint8Array }> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const stage = store.findStage(call, apiId, input.stageName ?? '');
    if (!stage) throw errors.noStage();
    const type = input.exportType ?? '';
    if (type !== 'swagger' && type !== 'oas30') throw errors.noExport(type);
    const extensions = new Set((input.parameters?.['extensions'] ?? '').split(',').map((name) => name.trim()));
    const api = store.api(call, apiId);
    const deployment = store.deployment(call, apiId, stage.deploymentId);
    const document = exportApi(call, { api, stage, deployment }, { type, extensions });
    const isYaml = input.accepts === 'application/yaml';
    const time = new Date(deployment.createdDate).toISOString();
    return {
      contentType: 'application/octet-stream',
      contentDisposition: `attachment; filename="${type}_${api.version ?? time}.${isYaml ? 'yaml' : 'json'}"`,
      body: Buffer.from(isYaml ? stringify(document) : JSON.stringify(document, undefined, 2)),
    };
  };
