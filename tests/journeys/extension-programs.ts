/**
 * Extensions as their authors write them, as text: programs that speak the Extensions and Telemetry APIs with nothing but their
 * language's own library. Called by the tests of extensions.
 */

/** `call(method, path, body, headers)` -> (status, headers, body), `register(events)`, `next_event()`, `subscribe(…)`. */
const python = `#!/usr/bin/env python3
import http.client, json, os, sys, threading, time
NAME = os.path.basename(sys.argv[0])
IDENTIFIER = {}
def call(method, path, body=None, headers={}):
    connection = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    response = connection.getresponse()
    return response.status, response.headers, response.read().decode()
def register(events, name=NAME, **headers):
    status, answer, body = call('POST', '/2020-01-01/extension/register', {'events': events}, {'Lambda-Extension-Name': name, **headers})
    IDENTIFIER['Lambda-Extension-Identifier'] = answer.get('Lambda-Extension-Identifier', '')
    return status, body
def next_event():
    status, headers, body = call('GET', '/2020-01-01/extension/event/next', None, IDENTIFIER)
    return json.loads(body)
def report(kind, error_type):
    return call('POST', f'/2020-01-01/extension/{kind}/error', {}, {**IDENTIFIER, 'Lambda-Extension-Function-Error-Type': error_type})[0]
def subscribe(destination, path='/2022-07-01/telemetry', schema='2022-12-13', types=('platform', 'function', 'extension'), **buffering):
    body = {'schemaVersion': schema, 'types': types, 'buffering': {'timeoutMs': 25, **buffering}, 'destination': destination}
    status, _, answer = call('PUT', path, body, IDENTIFIER)
    return status, answer
def note(file, value):
    with open('/tmp/' + file, 'a') as out:
        out.write(json.dumps(value) + '\\n')
def listen(port, take):
    from http.server import BaseHTTPRequestHandler, HTTPServer
    class Listener(BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'
        def do_POST(self):
            take(json.loads(self.rfile.read(int(self.headers['Content-Length']))))
            self.send_response(200)
            self.send_header('Content-Length', '0')
            self.end_headers()
        do_PUT = do_POST
        def log_message(self, *words):
            pass
    server = HTTPServer(('sandbox.localdomain', port), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
`;

/** A Python extension whose main part is `body`. */
export function pythonExtension(body: string): string {
  return `${python}${body}`;
}

/** Notes every event of its life in /tmp/events and prints a line for each. */
export const witness = pythonExtension(`
status, answer = register(['INVOKE', 'SHUTDOWN'], **{'Lambda-Extension-Accept-Feature': 'accountId'})
note('events', {'registered': status, **json.loads(answer), 'variables': sorted(os.environ)})
while True:
    event = next_event()
    note('events', event)
    print('witnessed ' + event['eventType'], flush=True)
    if event['eventType'] == 'SHUTDOWN':
        break
`);

/** Keeps what telemetry it gets in /tmp/telemetry, one event a line. */
export function subscriber(destination: string, more = ''): string {
  return pythonExtension(`
def take(batch):
    for event in batch:
        note('telemetry', event)
${more}
register(['INVOKE', 'SHUTDOWN'])
note('subscribed', subscribe(${destination}))
while next_event()['eventType'] != 'SHUTDOWN':
    pass
time.sleep(0.2)
`);
}

/** A Node extension that notes every event in /tmp/events. */
export const nodeWitness = `#!/usr/bin/env node
const { appendFileSync } = require('node:fs');
const { basename } = require('node:path');
const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2020-01-01/extension/';
(async () => {
  const registered = await fetch(base + 'register', {
    method: 'POST',
    headers: { 'Lambda-Extension-Name': basename(process.argv[1]) },
    body: JSON.stringify({ events: ['INVOKE', 'SHUTDOWN'] }),
  });
  const headers = { 'Lambda-Extension-Identifier': registered.headers.get('lambda-extension-identifier') };
  for (;;) {
    const event = await (await fetch(base + 'event/next', { headers })).json();
    appendFileSync('/tmp/events', JSON.stringify(event) + '\\n');
    if (event.eventType === 'SHUTDOWN') process.exit(0);
  }
})();
`;
