/**
 * Root causes in AWS's shape: steps grouped by service.
 *
 * Used by GetTraceSummaries and by `rootcause.json`. AWS page: FaultRootCause and its kind (API).
 */
import type { CauseStep, RootCausePath, RootCauses } from './root-causes.ts';
import { type AwsServiceId, awsServiceId, serviceKey } from './service-id.ts';

export interface AwsRootCause {
  readonly ClientImpacting: boolean;
  readonly Services: readonly (AwsServiceId & { readonly Inferred: boolean; readonly EntityPath: readonly AwsCauseEntity[] })[];
}

/** Failures have exceptions, response times a coverage. */
export interface AwsCauseEntity {
  readonly Name: string;
  readonly Remote: boolean;
  readonly Exceptions?: readonly { readonly Name?: string | undefined; readonly Message?: string | undefined }[];
  readonly Coverage?: number | undefined;
}

export interface AwsRootCauses {
  readonly FaultRootCauses: readonly AwsRootCause[];
  readonly ErrorRootCauses: readonly AwsRootCause[];
  readonly ResponseTimeRootCauses: readonly AwsRootCause[];
}

/** @param own account of whoever asks. */
export function printedRootCauses({ fault, error, responsetime }: RootCauses, own: string | undefined): AwsRootCauses {
  const printed = (path: RootCausePath): AwsRootCause => printedPath(path, own);
  return {
    FaultRootCauses: fault.map(printed),
    ErrorRootCauses: error.map(printed),
    ResponseTimeRootCauses: responsetime.map(printed),
  };
}

function printedPath({ clientImpacting, steps }: RootCausePath, own: string | undefined): AwsRootCause {
  return {
    ClientImpacting: clientImpacting,
    Services: stepsByService(steps).map((path) => {
      const [{ service, inferred }] = path;
      return { ...awsServiceId(service, own), Inferred: inferred, EntityPath: path.map(printedStep) };
    }),
  };
}

/** Neighbouring steps in the same service are one entry. */
export function stepsByService(steps: readonly CauseStep[]): readonly (readonly [CauseStep, ...CauseStep[]])[] {
  const groups: [CauseStep, ...CauseStep[]][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last !== undefined && serviceKey(last[0].service) === serviceKey(step.service)) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function printedStep({ name, remote, exceptions, coverage }: CauseStep): AwsCauseEntity {
  if (coverage !== undefined) return { Name: name, Remote: remote, Coverage: coverage };
  return { Name: name, Remote: remote, Exceptions: exceptions.map(({ type, message }) => ({ Name: type, Message: message })) };
}
