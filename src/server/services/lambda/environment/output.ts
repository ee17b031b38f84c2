/**
 * An environment's log: what the runtime prints and Lambda's own lines, in order, into one log stream.
 *
 * Called by environment.ts and by the invocation's steps. Output is bounded three ways: a line is cut at CloudWatch's limit, the pipe is
 * not read while too much waits to be stored, and what is printed beyond an allowance that refills is dropped, with a line that says so
 * (the Telemetry API calls it platform.logsDropped). So a function that prints without end cannot keep the store from the others.
 */
import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import type { LogEvent, LogSink, Tenant } from '../../ports.ts';
import { LogFrameReader, maximumMessageBytes } from './log-frames.ts';

/** A burst, and what comes back a second. */
const allowanceBytes = 32 * 1024 * 1024;
const refillBytesPerSecond = 1024 * 1024;
const maximumUnstoredBytes = 4 * 1024 * 1024;
const batchBytes = 1024 * 1024;
const tailBytes = 4_096;

export interface LogDestination {
  readonly sink: LogSink;
  readonly tenant: Tenant;
  readonly group: string;
  readonly stream: string;
}

/** Whose output it is, as telemetry names it. */
export type OutputCategory = 'function' | 'extension';

export interface OutputListener {
  /** @param time epoch milliseconds. */
  message(category: OutputCategory, time: number, text: string): void;
  dropped(reason: string, records: number, bytes: number): void;
}

export class EnvironmentLog {
  readonly #destination: LogDestination;
  #listener: OutputListener | undefined;
  #partials: (() => void)[] = [];
  readonly #sources: Socket[] = [];
  #batch: LogEvent[] = [];
  #batchBytes = 0;
  #unstored = 0;
  #scheduled = false;
  #stored: Promise<void> = Promise.resolve();
  #tail = '';
  #used = 0;
  #usedAt = Date.now();
  #dropped = 0;
  #droppedBytes = 0;

  constructor(destination: LogDestination) {
    this.#destination = destination;
  }

  get group(): string {
    return this.#destination.group;
  }

  get stream(): string {
    return this.#destination.stream;
  }

  /** Told of everything that is printed, before it is stored. */
  listen(listener: OutputListener): void {
    this.#listener = listener;
  }

  /** Reads standard output and error as lines. */
  attach(output: Socket, category: OutputCategory): void {
    const decoder = new StringDecoder('utf8');
    let partial = '';
    output.on('data', (bytes: Buffer) => {
      const lines = (partial + decoder.write(bytes)).split('\n');
      partial = lines.pop() ?? '';
      // Lambda makes no log event of an empty line.
      for (const line of lines) if (line !== '') this.#printed(category, { timestamp: Date.now(), message: `${line}\n` });
      if (partial.length > maximumMessageBytes) flush();
    });
    const flush = (): void => {
      if (partial !== '') this.#printed(category, { timestamp: Date.now(), message: partial });
      partial = '';
    };
    this.#partials.push(flush);
    this.#read(output);
  }

  /** Reads the runtime's log descriptor as frames. */
  attachFrames(frames: Socket): void {
    const reader = new LogFrameReader();
    frames.on('data', (bytes: Buffer) => {
      for (const message of reader.push(bytes)) this.#printed('function', message);
    });
    this.#read(frames);
  }

  #read(socket: Socket): void {
    socket.on('error', () => undefined);
    this.#sources.push(socket);
  }

  /** A line of Lambda's own. */
  platform(message: string, timestamp = Date.now()): void {
    this.#write({ timestamp: Math.floor(timestamp), message });
  }

  /** A new invocation: its tail starts here. */
  begin(): void {
    this.#tail = '';
    const at = Date.now();
    this.#used = Math.max(0, this.#used - ((at - this.#usedAt) / 1_000) * refillBytesPerSecond);
    this.#usedAt = at;
  }

  /** Resolves once everything that was printed before this call is in the log. */
  async drained(): Promise<void> {
    for (;;) {
      // Two turns of the event loop hold a whole poll of the pipes between them.
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      if (!this.#sources.some((socket) => socket.isPaused() && !socket.destroyed)) break;
      await this.#stored;
    }
    for (const flush of this.#partials) flush();
    if (this.#dropped === 0) return;
    const reason = `more than ${allowanceBytes} bytes at once, or ${refillBytesPerSecond} a second`;
    this.#listener?.dropped(reason, this.#dropped, this.#droppedBytes);
    this.#dropped = 0;
    this.#droppedBytes = 0;
  }

  /** The last 4 KB of the invocation's log, base64: `LogType=Tail`. */
  tail(): string {
    return Buffer.from(this.#tail, 'utf8').subarray(-tailBytes).toString('base64');
  }

  /** Resolves once everything written so far is stored. */
  async flushed(): Promise<void> {
    this.#flush();
    await this.#stored;
  }

  #printed(category: OutputCategory, event: LogEvent): void {
    if (this.#used > allowanceBytes) {
      this.#dropped += 1;
      this.#droppedBytes += event.message.length;
      return;
    }
    const kept =
      event.message.length > maximumMessageBytes ? { ...event, message: event.message.slice(0, maximumMessageBytes) } : event;
    this.#listener?.message(category, kept.timestamp, kept.message.replace(/\n$/, ''));
    this.#write(kept);
  }

  #write(event: LogEvent): void {
    const size = event.message.length + 26;
    this.#used += size;
    this.#tail = (this.#tail + event.message + (event.message.endsWith('\n') ? '' : '\n')).slice(-tailBytes);
    this.#batch.push(event);
    this.#batchBytes += size;
    this.#unstored += size;
    if (this.#batchBytes >= batchBytes) this.#flush();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.#flush();
      });
    }
    if (this.#unstored > maximumUnstoredBytes) for (const socket of this.#sources) socket.pause();
  }

  #flush(): void {
    if (this.#batch.length === 0) return;
    const { sink, tenant, group, stream } = this.#destination;
    const events = this.#batch;
    const bytes = this.#batchBytes;
    this.#batch = [];
    this.#batchBytes = 0;
    this.#stored = this.#stored
      .then(() => sink.write(tenant, group, stream, events))
      .catch((error: unknown) => {
        process.stderr.write(`Lambda: ${events.length} log events of ${group} were not stored: ${String(error)}\n`);
      })
      .then(() => {
        this.#unstored -= bytes;
        if (this.#unstored <= maximumUnstoredBytes / 2) for (const socket of this.#sources) socket.resume();
      });
  }
}
