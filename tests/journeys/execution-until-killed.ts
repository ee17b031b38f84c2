/** Runs one invocation of a function of the given name, says so, and waits to be killed. Started by invocation-killed-server.test.ts. */
import { createHarness } from './execution-harness.ts';

const [, , name = ''] = process.argv;
const harness = createHarness();
harness.deploy(name, { 'app.py': 'def handler(event, context):\n    return 1\n' });
await harness.invoke(name);
process.stdout.write('ready\n');
setInterval(() => undefined, 60_000);
