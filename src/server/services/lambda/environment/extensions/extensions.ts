/**
 * The extensions of one environment and the states they go through (lambda/latest/dg/runtimes-extensions-api.html): external ones are
 * programs in `/opt/extensions` that were started before the runtime, internal ones are threads of the runtime that register.
 * Told by extensions-api.ts and the phases of environment.ts, which wait until all are ready.
 */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { invalidEvent, invalidTransition, nameTaken, registrationClosed, tooManyExtensions } from './extension-error.ts';

export const maximumExtensions = 10;

export type ExtensionEvent = 'INVOKE' | 'SHUTDOWN';
export type ExtensionState = 'Started' | 'Registered' | 'Ready' | 'Running' | 'InitError' | 'ExitError' | 'LaunchError';

export interface Extension {
  readonly id: string;
  readonly name: string;
  readonly external: boolean;
  readonly state: ExtensionState;
  readonly events: readonly ExtensionEvent[];
  /** What it reported, or why it could not be started. */
  readonly errorType: string | undefined;
}

/** The body of `/event/next`. */
export type EventBody = { readonly eventType: ExtensionEvent } & Readonly<Record<string, unknown>>;

interface Known extends Extension {
  state: ExtensionState;
  events: readonly ExtensionEvent[];
  errorType: string | undefined;
  /** Its open request for the next event. */
  response: ServerResponse | undefined;
  /** An event for one whose request broke off: it gets it when it asks again. */
  pending: EventBody | undefined;
}

export class Extensions {
  readonly #changed: () => void;
  readonly #known = new Map<string, Known>();
  #open = true;
  #fatal: string | undefined;

  /** @param changed called after every change that a phase may wait for. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  list(): readonly Extension[] {
    return [...this.#known.values()];
  }

  /** The first error that an extension reported of itself, as Lambda names it. */
  get fatal(): string | undefined {
    return this.#fatal;
  }

  /** Have all external ones registered? */
  get registered(): boolean {
    return this.list().every(({ state }) => state !== 'Started');
  }

  /** Do all wait for their next event? */
  get ready(): boolean {
    return this.list().every(({ state }) => state !== 'Started' && state !== 'Registered' && state !== 'Running');
  }

  /** Is there one that takes part in invocations? */
  get invoked(): boolean {
    return this.list().some(({ events }) => events.includes('INVOKE'));
  }

  find(id: string): Extension | undefined {
    return this.list().find((extension) => extension.id === id);
  }

  /** A new life of the environment: nobody is registered. */
  reset(): void {
    for (const { response } of this.#known.values()) response?.destroy();
    this.#known.clear();
    this.#open = true;
    this.#fatal = undefined;
  }

  /** An external one is about to be started. @returns false beyond the limit. */
  launch(name: string): boolean {
    const allowed = this.#known.size < maximumExtensions;
    this.#add(name, true, allowed ? 'Started' : 'LaunchError').errorType = allowed ? undefined : 'TooManyExtensions';
    if (!allowed) this.#fatal ??= 'Extension.LaunchError';
    return allowed;
  }

  /** Its program could not be executed. */
  launchFailed(name: string, errorType: string): void {
    const extension = this.#known.get(name);
    if (extension === undefined) return;
    extension.state = 'LaunchError';
    extension.errorType = errorType;
    this.#fatal ??= 'Extension.LaunchError';
  }

  /** @throws ExtensionError */
  register(name: string, events: readonly string[]): Extension {
    const launched = this.#known.get(name);
    const external = launched?.external === true;
    for (const event of events) {
      if (event !== 'INVOKE' && event !== 'SHUTDOWN') throw invalidEvent(event, 'ErrorInvalidEventType');
      if (event === 'SHUTDOWN' && !external) throw invalidEvent(event, 'ShutdownEventNotSupportedForInternalExtension');
    }
    if (launched !== undefined && external && launched.state !== 'Started')
      throw invalidTransition(launched.state, 'Registered', name);
    if (!external) {
      if (!this.#open) throw registrationClosed();
      if (this.#known.size >= maximumExtensions) throw tooManyExtensions(maximumExtensions);
      if (launched !== undefined) throw nameTaken();
    }
    const extension = launched ?? this.#add(name, false, 'Started');
    extension.state = 'Registered';
    extension.events = [...new Set(events)] as ExtensionEvent[];
    this.#changed();
    return extension;
  }

  /** The init phase is past its runtime's part: no internal extension may come any more. */
  closeRegistration(): void {
    this.#open = false;
  }

  /**
   * It asks for its next event, and is ready.
   * @throws ExtensionError when it has asked already, or has reported an error.
   */
  next(id: string, response: ServerResponse): void {
    const extension = this.#byId(id);
    const asksAgain = extension.state === 'Ready' && extension.response?.destroyed === true;
    if (extension.pending !== undefined) {
      const event = extension.pending;
      extension.pending = undefined;
      extension.state = 'Running';
      send(response, event);
      return;
    }
    if (extension.state !== 'Registered' && extension.state !== 'Running' && !asksAgain)
      throw invalidTransition(extension.state, 'Ready', id);
    extension.state = 'Ready';
    extension.response = response;
    this.#changed();
  }

  /** @throws ExtensionError */
  initError(id: string, errorType: string): void {
    this.#fail(id, 'InitError', errorType, ['Registered']);
  }

  /** @throws ExtensionError */
  exitError(id: string, errorType: string): void {
    this.#fail(id, 'ExitError', errorType, ['Registered', 'Ready', 'Running']);
  }

  /** To those that registered for it and wait. */
  deliver(event: EventBody): void {
    for (const extension of this.#known.values()) {
      if (!extension.events.includes(event.eventType)) continue;
      // One that is at work hears of the shutdown when it asks.
      if (event.eventType === 'SHUTDOWN' && ['Registered', 'Running'].includes(extension.state)) extension.pending = event;
      if (extension.state !== 'Ready') continue;
      const { response } = extension;
      extension.state = 'Running';
      extension.response = undefined;
      if (response === undefined || response.destroyed) extension.pending = event;
      else send(response, event);
    }
  }

  #add(name: string, external: boolean, state: ExtensionState): Known {
    const extension: Known = {
      id: randomUUID(),
      name,
      external,
      state,
      events: [],
      errorType: undefined,
      response: undefined,
      pending: undefined,
    };
    this.#known.set(name, extension);
    return extension;
  }

  #byId(id: string): Known {
    const extension = [...this.#known.values()].find((known) => known.id === id);
    if (extension === undefined) throw new Error(`no extension ${id}`);
    return extension;
  }

  /** A second report is accepted, and the first one counts. */
  #fail(id: string, to: 'InitError' | 'ExitError', errorType: string, from: readonly ExtensionState[]): void {
    const extension = this.#byId(id);
    if (extension.state === to) return;
    if (!from.includes(extension.state)) throw invalidTransition(extension.state, to === 'InitError' ? to : 'Exited', id);
    extension.state = to;
    extension.errorType = errorType;
    this.#fatal ??= `Extension.${to}`;
    this.#changed();
  }
}

function send(response: ServerResponse, event: EventBody): void {
  const body = JSON.stringify(event);
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Lambda-Extension-Event-Identifier': randomUUID(),
  });
  response.end(body);
}
