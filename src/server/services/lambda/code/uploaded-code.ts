/** The bytes of a zip that a request carries itself or names in S3 (Lambda API Reference, "FunctionCode", "LayerVersionContentInput"). */
import type { Tenant } from '../../ports.ts';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { invalidParameter, requestEntityTooLarge } from '../errors.ts';

export interface CodeInput {
  readonly ZipFile?: Uint8Array | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly S3ObjectVersion?: string | undefined;
  readonly ImageUri?: string | undefined;
}

/** Bytes of a zip that a request carries itself (Lambda quotas). */
export const zippedLimit = 52_428_800;
/** Bytes of the whole request, in which the zip is base64. */
const requestLimit = 70_167_211;

/**
 * Comes before everything that is said of the request's other members.
 * @throws RequestEntityTooLargeException for the zip, then for the request.
 */
export function checkUploadSize(call: CallContext, zip: Uint8Array | undefined): void {
  if (zip !== undefined && zip.byteLength > zippedLimit) {
    throw requestEntityTooLarge(`Zipped size must be smaller than ${zippedLimit} bytes`);
  }
  if (Number(call.headers['content-length'] ?? 0) > requestLimit) {
    throw requestEntityTooLarge(`Request must be smaller than ${requestLimit} bytes for the ${call.operation} operation`);
  }
}

/** The caller has checked the size of what the request carries itself. */
export async function uploadedCode(
  { readObject, hasBucket }: Pick<LambdaControl, 'readObject' | 'hasBucket'>,
  tenant: Tenant,
  input: CodeInput,
): Promise<Uint8Array> {
  if (input.ImageUri !== undefined) throw containerImageRefused();
  if (input.ZipFile !== undefined) {
    if (input.S3Bucket !== undefined || input.S3Key !== undefined) {
      throw invalidParameter('Please do not provide other FunctionCode parameters when providing a ZipFile.');
    }
    return input.ZipFile;
  }
  if (input.S3Bucket === undefined || input.S3Key === undefined) {
    throw invalidParameter('Please provide a source for function code.');
  }
  if (!readObject) throw invalidParameter('Radiograph has no S3 yet: send the code itself, in ZipFile.');
  const object = await readObject(tenant, input.S3Bucket, input.S3Key, input.S3ObjectVersion);
  if (!object) {
    // AWS ends the one sentence with a full stop and the other without.
    const [code, text] = hasBucket(input.S3Bucket)
      ? ['NoSuchKey', 'The specified key does not exist.']
      : ['NoSuchBucket', 'The specified bucket does not exist'];
    throw invalidParameter(`Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${text}`);
  }
  return object;
}

export function containerImageRefused(): Error {
  return invalidParameter(
    'Radiograph does not run container images: it needs no Docker. Package the function as a .zip file archive (PackageType Zip).',
  );
}
