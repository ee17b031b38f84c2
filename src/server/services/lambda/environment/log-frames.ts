/**
 * Splits what runtimes write to `_LAMBDA_TELEMETRY_LOG_FD` into messages: a frame is 4 bytes of type, 4 bytes of length, 8 bytes of
 * microseconds since the epoch, big endian, then the text (awslambdaric's FramedTelemetryLogSink). Called by output.ts.
 */
const headerBytes = 16;
const magic = 0xa55a;
/** CloudWatch Logs' own limit; a longer message is cut. */
export const maximumMessageBytes = 262_118;

export interface LogMessage {
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}

export class LogFrameReader {
  #pending: Buffer = Buffer.alloc(0);

  /** Whole messages so far. Bytes that are no frame are skipped up to the next one: a function may write anything here. */
  push(bytes: Uint8Array): LogMessage[] {
    this.#pending = this.#pending.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#pending, bytes]);
    const messages: LogMessage[] = [];
    while (this.#pending.length >= headerBytes) {
      if (this.#pending.readUInt16BE(0) !== magic) {
        const found = this.#pending.indexOf(Buffer.from([0xa5, 0x5a]), 1);
        this.#pending = found < 0 ? Buffer.alloc(0) : this.#pending.subarray(found);
        continue;
      }
      const length = this.#pending.readUInt32BE(4);
      const kept = Math.min(length, maximumMessageBytes);
      if (this.#pending.length < headerBytes + length) {
        if (length <= 16 * maximumMessageBytes) break;
        this.#pending = this.#pending.subarray(headerBytes);
        continue;
      }
      const timestamp = Math.floor(Number(this.#pending.readBigUInt64BE(8)) / 1_000);
      messages.push({ timestamp, message: this.#pending.toString('utf8', headerBytes, headerBytes + kept) });
      this.#pending = this.#pending.subarray(headerBytes + length);
    }
    return messages;
  }
}
