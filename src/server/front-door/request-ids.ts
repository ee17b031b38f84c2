/**
 * The headers with which a service names the request: clients print them, and X-Ray's SDKs put them into subsegments (`request_id`, `id_2`).
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/get-request-ids.html
 */
import type { ServiceModel } from '../wire/schema.ts';

/** S3 has two ids, in headers of its own; the one of all other services is sent beside them. */
export function requestIdHeaders(service: ServiceModel | undefined, requestId: string): Record<string, string> {
  const id = { 'x-amzn-requestid': requestId };
  return service?.id === 's3' ? { ...id, 'x-amz-request-id': requestId, 'x-amz-id-2': requestId } : id;
}
