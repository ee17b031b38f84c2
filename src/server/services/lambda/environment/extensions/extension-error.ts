/** What the Extensions, Telemetry and Logs APIs refuse, and how they say it (lambda/latest/dg/runtimes-extensions-api.html). */

/** Answered as `{errorMessage, errorType}`. */
export class ExtensionError extends Error {
  readonly errorType: string;
  readonly status: number;

  constructor(errorType: string, message: string, status = 403) {
    super(message);
    this.errorType = errorType;
    this.status = status;
  }
}

export const emptyName = () => new ExtensionError('Extension.InvalidExtensionName', 'Empty extension name');
export const invalidRequest = (message: string) => new ExtensionError('InvalidRequestFormat', message);
export const invalidEvent = (event: string, reason: string) =>
  new ExtensionError('Extension.InvalidEventType', `${event}: ${reason}`);
export const registrationClosed = () =>
  new ExtensionError('Extension.RegistrationClosed', 'Extension registration closed already');
export const nameTaken = () =>
  new ExtensionError('Extension.InvalidExtensionState', 'Extension with this name already registered');
export const tooManyExtensions = (limit: number) =>
  new ExtensionError('Extension.TooManyExtensions', `Extension limit (${limit}) reached`);
export const invalidTransition = (from: string, to: string, extension: string) =>
  new ExtensionError(
    'Extension.InvalidExtensionState',
    `State transition from ${from} to ${to} failed for extension ${extension}. Error: State transition is not allowed`,
  );
export const missingIdentifier = () =>
  new ExtensionError('Extension.MissingExtensionIdentifier', 'Missing Lambda-Extension-Identifier header');
export const invalidIdentifier = () =>
  new ExtensionError('Extension.InvalidExtensionIdentifier', 'Invalid Lambda-Extension-Identifier');
export const unknownIdentifier = (identifier: string) =>
  new ExtensionError('Extension.UnknownExtensionIdentifier', `Unknown extension ${identifier}`);
export const missingHeader = (header: string) => new ExtensionError('Extension.MissingHeader', `${header} not found`);
