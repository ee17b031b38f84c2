/**
 * Objects of up to 5 GB are not kept in memory: the body of an operation with a streaming payload goes to the receiver of its service
 * (S3 writes it to a file) while it arrives. All other bodies are read whole.
 */
import type { IncomingMessage } from 'node:http';
import type { ReceivedUpload, WireRequest } from '../wire/http.ts';
import { parseAuthorization } from './authorization.ts';
import type { FrontDoor } from './front-door.ts';
import { withPresignedHeaders } from './presigned-headers.ts';
import { withBucketInPath } from './virtual-host.ts';

/** Undefined when the body is to be read whole. @throws AwsError when its framing is broken. */
export async function receiveUpload(
  door: FrontDoor,
  wire: WireRequest,
  request: IncomingMessage,
): Promise<ReceivedUpload | undefined> {
  if (wire.method !== 'PUT' && wire.method !== 'POST') return undefined;
  const service = door.router.findService(wire, parseAuthorization(wire)?.service);
  const receiver = service && door.bodyReceivers?.get(service.id);
  if (!service || !receiver) return undefined;
  const addressed = withPresignedHeaders(wire, service);
  let streaming: boolean;
  try {
    const { operation } = door.router.route(withBucketInPath(addressed, service), service);
    const payload = operation.input.members.find((member) => member.traits.httpPayload);
    streaming = payload?.shape.kind === 'blob' && payload.shape.streaming;
  } catch {
    // The pipeline finds the same, and answers it.
    return undefined;
  }
  return streaming ? receiver(request, addressed.headers) : undefined;
}
