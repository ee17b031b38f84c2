/**
 * The telemetry of one environment: what happened, to whoever subscribed (lambda/latest/dg/telemetry-api.html). Extensions subscribe
 * during the init phase and get what happened before too; what an extension could not be given before its environment was reset it
 * gets when it subscribes again. Made by environment.ts; told by it and by output.ts.
 */
import { ExtensionError } from '../extensions/extension-error.ts';
import type { Extension } from '../extensions/extensions.ts';
import { type Connect, type Destination, openDestination } from './destination.ts';
import { Subscription } from './subscription.ts';
import { parseSubscription, type SubscriptionApi, type SubscriptionRequest } from './subscription-request.ts';
import { encodeEvent, type TelemetryEvent } from './telemetry-event.ts';

/** Of the init phase, for those who subscribe late in it. */
const backlogBytes = 1024 * 1024;
const flushPatienceMs = 500;
const fellBehind = 'Consumer seems to have fallen behind as it has not acknowledged receipt of logs.';

interface Subscriber {
  readonly request: SubscriptionRequest;
  readonly subscription: Subscription;
  readonly destination: Destination;
}

export class Telemetry {
  readonly #connect: Connect;
  readonly #subscribers = new Map<string, Subscriber>();
  /** By extension: what it was not given before the last reset. */
  #undelivered = new Map<string, readonly string[]>();
  #backlog: TelemetryEvent[] = [];
  #backlogSize = 0;
  #open = true;

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  publish(event: TelemetryEvent): void {
    if (this.#open) this.#keep(event);
    for (const { request, subscription } of this.#subscribers.values())
      for (const text of encodeEvent(event, request)) subscription.add(text);
  }

  /**
   * Subscribing again replaces what was asked for first.
   * @returns the request, checked.
   * @throws ExtensionError
   */
  subscribe(api: SubscriptionApi, extension: Extension, body: unknown): SubscriptionRequest {
    const [name, prefix] = api === 'logs' ? ['Logs', 'Logs.'] : ['Telemetry', ''];
    if (!this.#open) throw new ExtensionError(`${name}.SubscriptionClosed`, `${name} API subscription is closed already`);
    const request = parseSubscription(api, body);
    const earlier = this.#subscribers.get(extension.name);
    if (earlier !== undefined && earlier.request.api !== api)
      throw new ExtensionError(`${prefix}ValidationError`, 'The extension has subscribed with the other API already', 400);
    const destination = openDestination(request.destination, this.#connect);
    const subscription = new Subscription({
      buffering: request.buffering,
      deliver: destination.deliver,
      dropped: (droppedRecords, droppedBytes) => {
        const record = { reason: fellBehind, droppedRecords, droppedBytes };
        const event = { category: 'platform', time: Date.now(), type: 'platform.logsDropped', record } as const;
        for (const text of encodeEvent(event, request)) subscription.add(text);
      },
    });
    if (earlier === undefined) {
      for (const text of this.#undelivered.get(extension.name) ?? []) subscription.add(text);
      for (const event of this.#backlog) for (const text of encodeEvent(event, request)) subscription.add(text);
    } else {
      for (const text of this.#end(earlier)) subscription.add(text);
    }
    this.#undelivered.delete(extension.name);
    this.#subscribers.set(extension.name, { request, subscription, destination });
    return request;
  }

  /** The init phase is over. */
  closeSubscriptions(): void {
    this.#open = false;
    this.#backlog = [];
    this.#backlogSize = 0;
    this.#undelivered = new Map();
  }

  /** Sends what was gathered, and waits a moment for its receipt. */
  async flush(): Promise<void> {
    if (this.#subscribers.size === 0) return;
    const flushed = [...this.#subscribers.values()].map(({ subscription }) => subscription.flush());
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, flushPatienceMs);
    });
    await Promise.race([Promise.all(flushed), patience]);
    clearTimeout(timer);
  }

  /** The processes of the environment are gone: who comes again subscribes again. */
  reset(): void {
    for (const [name, subscriber] of this.#subscribers) {
      const rest = this.#end(subscriber);
      if (rest.length > 0) this.#undelivered.set(name, rest);
    }
    this.#subscribers.clear();
    this.#open = true;
  }

  #end({ subscription, destination }: Subscriber): readonly string[] {
    const rest = subscription.close();
    destination.close();
    return rest;
  }

  #keep(event: TelemetryEvent): void {
    const size = typeof event.record === 'string' ? event.record.length : 256;
    if (this.#backlogSize + size > backlogBytes) return;
    this.#backlogSize += size;
    this.#backlog.push(event);
  }
}
