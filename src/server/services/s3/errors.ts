/**
 * Every error that S3 answers with. Texts are AWS's, because clients print and match them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
import { AwsError } from '../../wire/aws-error.ts';

/** `AwsError`s by what is wrong. */
export const errors = {
  noBucket: (bucket: string) => new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket }),
  noKey: (key: string) => new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key }),
  noVersion: (key: string, versionId: string) =>
    new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key, VersionId: versionId }),
  noUpload: (uploadId: string) =>
    new AwsError(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      404,
      { UploadId: uploadId },
    ),
  /** What GET of a delete marker answers. */
  deleted: (key: string, versionId: string) =>
    new AwsError(
      'NoSuchKey',
      'The specified key does not exist.',
      404,
      { Key: key },
      {
        'x-amz-delete-marker': 'true',
        'x-amz-version-id': versionId,
      },
    ),
  markerNotAllowed: (lastModified: string, versionId: string) =>
    new AwsError(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      405,
      { Method: 'GET', ResourceType: 'DeleteMarker' },
      { 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId, 'last-modified': lastModified, allow: 'DELETE' },
    ),
  /** What the tagging of a delete marker answers. */
  methodOfMarker: (method: string, headers: Readonly<Record<string, string>>) =>
    new AwsError(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      405,
      { Method: method, ResourceType: 'DeleteMarker' },
      { ...headers, allow: 'DELETE' },
    ),
  /** Of objects that would have to be restored first. */
  archived: (storageClass: string) =>
    new AwsError('InvalidObjectState', "The operation is not valid for the object's storage class", 403, {
      StorageClass: storageClass,
    }),
  archivedSource: () =>
    new AwsError(
      'ObjectNotInActiveTierError',
      'The source object of the COPY operation is not in the active tier and is only stored in Amazon Glacier.',
      403,
    ),
  conflict: (condition: string, key: string) =>
    new AwsError(
      'ConditionalRequestConflict',
      'The conditional request cannot succeed due to a conflicting operation against this resource.',
      409,
      { Condition: condition, Key: key },
    ),
  noBypass: () =>
    errors.invalid(
      'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.',
      'x-amz-bypass-governance-retention',
    ),
  bucketName: (bucket: string) =>
    new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: bucket }),
  bucketOwned: (bucket: string) =>
    new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
      { BucketName: bucket },
    ),
  bucketTaken: (bucket: string) =>
    new AwsError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      409,
      { BucketName: bucket },
    ),
  notEmpty: (bucket: string) =>
    new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, { BucketName: bucket }),
  versionsLeft: (bucket: string) =>
    new AwsError(
      'BucketNotEmpty',
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
      409,
      { BucketName: bucket },
    ),
  locationConstraint: (constraint: string) =>
    new AwsError(
      'IllegalLocationConstraintException',
      `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      400,
    ),
  noLocation: (constraint: string) =>
    new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, {
      LocationConstraint: constraint,
    }),
  keyTooLong: (size: number) =>
    new AwsError('KeyTooLongError', 'Your key is too long', 400, { Size: size, MaxSizeAllowed: 1024 }),
  metadataTooLarge: (size: number) =>
    new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
      Size: size,
      MaxSizeAllowed: 2048,
    }),
  entityTooLarge: (size: number, largest: number) =>
    new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
      ProposedSize: size,
      MaxSizeAllowed: largest,
    }),
  partTooSmall: (part: number, etag: string, size: number) =>
    new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
      PartNumber: part,
      ETag: etag,
      MinSizeAllowed: 5 * 1024 * 1024,
      ProposedSize: size,
    }),
  incompleteBody: () =>
    new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header', 400),
  invalidDigest: (given: string) =>
    new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, { 'Content-MD5': given }),
  /** @param expected hex. @param calculated base64. */
  badMd5: (expected: string, calculated: string) =>
    new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400, {
      ExpectedDigest: expected,
      CalculatedDigest: calculated,
    }),
  badDigest: (which: string) =>
    new AwsError('BadDigest', `The ${which} you specified did not match the calculated checksum.`, 400),
  badPartDigest: (which: string, part: number) =>
    new AwsError('BadDigest', `The ${which} you specified for part ${part} did not match what we received.`, 400),
  sha256Mismatch: (client: string, server: string) =>
    new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400,
      { ClientComputedContentSHA256: client, S3ComputedContentSHA256: server },
    ),
  range: (range: string, size: number) =>
    new AwsError(
      'InvalidRange',
      'The requested range is not satisfiable',
      416,
      { RangeRequested: range, ActualObjectSize: size },
      { 'content-range': `bytes */${size}` },
    ),
  partNumber: (requested: number, actual: number) =>
    new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
      PartNumberRequested: requested,
      ActualPartCount: actual,
    }),
  notModified: (headers: Readonly<Record<string, string>>) => new AwsError('NotModified', 'Not Modified', 304, {}, headers),
  precondition: (condition: string) =>
    new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
      Condition: condition,
    }),
  /** @param value as it was given; null where AWS prints an empty element. */
  invalid: (message: string, name?: string, value?: unknown) =>
    new AwsError('InvalidArgument', message, 400, {
      ...(name === undefined ? {} : { ArgumentName: name }),
      ...(value === undefined ? {} : { ArgumentValue: value }),
    }),
  versionId: (versionId: string) => errors.invalid('Invalid version id specified', 'versionId', versionId),
  storageClass: (name: string) =>
    new AwsError('InvalidStorageClass', 'The storage class you specified is not valid', 400, { StorageClassRequested: name }),
  /** @param why AWS's second sentence. */
  header: (name: string, why?: string) =>
    new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', 501, {
      Header: name,
      ...(why === undefined ? {} : { additionalMessage: why }),
    }),
  request: (message: string) => new AwsError('InvalidRequest', message, 400),
  part: (uploadId: string, part: number, etag: string) =>
    new AwsError(
      'InvalidPart',
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      400,
      { UploadId: uploadId, PartNumber: part, ETag: etag },
    ),
  partOrder: (uploadId: string) =>
    new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order. Parts must be ordered by part number.', 400, {
      UploadId: uploadId,
    }),
  malformedXml: () =>
    new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
      400,
    ),
  malformedPolicy: (message: string) => new AwsError('MalformedPolicy', message, 400),
  checksumAlgorithm: () =>
    errors.request(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    ),
  noVersioningStatus: () =>
    new AwsError('IllegalVersioningConfigurationException', 'The Versioning element must be specified', 400),
  invalidTag: (message: string, members: Readonly<Record<string, string>> = {}) =>
    new AwsError('InvalidTag', message, 400, members),
  owner: () => new AwsError('AccessDenied', 'Access Denied', 403),
  ownerId: (account: string) =>
    new AwsError(
      'InvalidBucketOwnerAWSAccountID',
      `The value of the expected bucket owner parameter must be an AWS Account ID... [${account}]`,
      400,
    ),
  /** Of a configuration that was never put: the code differs from one to the next. */
  noConfiguration: (code: string, message: string, bucket: string) => new AwsError(code, message, 404, { BucketName: bucket }),
  notBuilt: (what: string) => new AwsError('NotImplemented', `${what} is not built here.`, 501),
} as const;
