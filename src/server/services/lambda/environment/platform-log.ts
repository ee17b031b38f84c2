/**
 * Lambda's own events as log events of a function, in the format and from the level that it asks for
 * (lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html). Called by environment.ts.
 */
import type { FunctionVersion } from '../function.ts';
import type { PlatformEvent } from './platform-events.ts';

const systemLevels = ['DEBUG', 'INFO', 'WARN'];

/** @returns messages, each with its line end. */
export function logLines({ loggingConfig }: FunctionVersion, event: PlatformEvent, time = Date.now()): readonly string[] {
  if (loggingConfig.LogFormat !== 'JSON') return event.text;
  const threshold = systemLevels.indexOf(loggingConfig.SystemLogLevel ?? 'INFO');
  if (systemLevels.indexOf(event.level) < threshold) return [];
  return [`${JSON.stringify({ time: new Date(time).toISOString(), type: event.type, record: event.record })}\n`];
}
