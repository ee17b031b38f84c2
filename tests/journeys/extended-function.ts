/**
 * Functions with external extensions in a layer: how they are deployed and invoked, and what they log.
 *
 * Who calls it: the tests of extensions.
 */
import type { FunctionVersion } from '../../src/server/services/lambda/function.ts';
import type { Harness } from './execution-harness.ts';

/** Answers what a file of /tmp holds, as lines of JSON, once it has `lines` of them; `{"crash": true}` ends it. */
export const reader = `
import json, os, time
print('imported')
def handler(event, context):
    if event.get('crash'):
        os._exit(3)
    time.sleep(event.get('sleep', 0))
    if event.get('raise'):
        raise ValueError('no')
    path = '/tmp/' + event.get('file', 'events')
    while True:
        found = [json.loads(line) for line in open(path)] if os.path.exists(path) else []
        if len(found) >= event.get('lines', 0):
            return found
        time.sleep(0.01)
`;

/** Functions of this harness that answer with `reader`. */
export function extendedFunctions(harness: () => Harness) {
  return {
    /** A function `name` with these files in `/opt/extensions`. */
    deploy(name: string, extensions: Readonly<Record<string, string>>, changes: Partial<FunctionVersion> = {}): void {
      const files = Object.fromEntries(Object.entries(extensions).map(([file, text]) => [`extensions/${file}`, text]));
      harness().deploy(name, { 'app.py': reader }, { layers: harness().layers(files), ...changes });
    },
    invoke: (name: string, event: object = {}) => harness().invoke(name, event, { logType: 'Tail' }),
    /** Everything that environments of the function that are there now have logged. */
    lines(name: string): string[] {
      const arn = `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
      const { execution, logs } = harness();
      const streams = execution.environments().filter(({ functionArn }) => functionArn === arn);
      return logs.filter(({ stream }) => streams.some(({ logStream }) => logStream === stream)).map(({ message }) => message);
    },
  };
}
