/**
 * What the transform refuses, in the words of AWS's translator. Who calls it: every file of this folder; CloudFormation shows the
 * message as the reason of a failed change set ("Transform AWS::Serverless-2016-10-31 failed with: …").
 */

/** One invalid resource: found errors are collected, so that a template with several faults names them all. */
export class InvalidResource extends Error {
  readonly logicalId: string;

  constructor(logicalId: string, reason: string) {
    super(`Resource with id [${logicalId}] is invalid. ${reason}`);
    this.logicalId = logicalId;
  }
}

export class InvalidEvent extends Error {
  constructor(eventId: string, reason: string) {
    super(`Event with id [${eventId}] is invalid. ${reason}`);
  }
}

/** A fault of the template outside one resource. AWS stops at it and tells nothing else. */
export class InvalidTemplate extends Error {
  constructor(reason: string) {
    super(`Structure of the SAM template is invalid. ${reason}`);
  }
}

/** One that AWS tells beside the faults of other resources. */
export class InvalidTemplatePart extends InvalidTemplate {}

/** A fault of the template's `Globals`. */
export class InvalidGlobals extends Error {
  constructor(reason: string) {
    super(`'Globals' section is invalid. ${reason}`);
  }
}

/** What `transformServerless` throws; the message names every fault. To be answered as a ValidationError. */
export class SamTransformError extends Error {
  readonly code = 'ValidationError';
  readonly causes: readonly string[];

  /** @param faults of which equal ones are told once: an API's `Auth` is looked at with each function that needs it. */
  constructor(faults: readonly string[]) {
    const causes = [...new Set(faults)];
    super(
      `Invalid Serverless Application Specification document. Number of errors found: ${causes.length}. ${causes.join(' ')}`.trim(),
    );
    this.name = 'SamTransformError';
    this.causes = causes;
  }
}
