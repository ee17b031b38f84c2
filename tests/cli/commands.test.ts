/** The command line as a shell sees it: output, exit codes, signals. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { radiograph } from '../harness/radiograph.ts';
import { isolatedFlags, startTestServer, type TestServer, temporaryDirectory } from '../harness/server.ts';

const directory = temporaryDirectory();
let server: TestServer;
let port: string;

beforeAll(async () => {
  server = await startTestServer();
  port = new URL(server.apiUrl).port;
});

afterAll(async () => {
  await server?.stop();
  directory.remove();
});

/** Prints the environment of the command as JSON. */
const printEnvironment = [process.execPath, '-e', 'console.log(JSON.stringify(process.env))'];

describe('radiograph start', () => {
  it('prints the listeners with their real ports, and the lines to export', () => {
    expect(server.output()).toContain(server.consoleUrl);
    expect(server.output()).toContain(`export AWS_ENDPOINT_URL=${server.apiUrl}`);
  });

  it('says which port is taken, by whom, and how to choose another', async () => {
    const { code, stderr } = await radiograph(['start', ...isolatedFlags(directory.path), '--port', port]);
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} is taken by another Radiograph`);
    expect(stderr).not.toMatch(/Error:|at .*\.[jt]s:/);
  });

  it('refuses a flag that it does not understand, and says what it takes', async () => {
    const { code, stderr } = await radiograph(['start', '--auth', 'maybe']);
    expect(code).toBe(1);
    expect(stderr.trim()).toBe('--auth takes one of none, sigv4, not "maybe".');
  });

  it('ends cleanly when it is asked to, and says where the data is', async () => {
    const other = await startTestServer({ dataDir: directory.path });
    expect(await other.stop()).toBe(0);
    expect(other.output()).toContain(`data kept in ${directory.path}`);
  });
});

describe('radiograph env', () => {
  it('prints lines that a shell can evaluate', async () => {
    const { stdout, code } = await radiograph(['env', '--port', port]);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      `export AWS_ENDPOINT_URL=${server.apiUrl}`,
      'export AWS_ACCESS_KEY_ID=test',
      'export AWS_SECRET_ACCESS_KEY=test',
      'export AWS_REGION=us-east-1',
      'export AWS_DEFAULT_REGION=us-east-1',
      `export AWS_XRAY_DAEMON_ADDRESS=${server.address.xrayAddress}`,
      `export OTEL_EXPORTER_OTLP_ENDPOINT=${server.address.otlpUrl}`,
    ]);
  });

  it('says how to start a server when none answers', async () => {
    const { stdout, stderr, code } = await radiograph(['env', '--port', '1']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('radiograph start');
  });
});

describe('radiograph run', () => {
  it('uses the server that answers and leaves it running', async () => {
    const { stdout } = await radiograph(['run', '--port', port, '--', ...printEnvironment]);
    expect(JSON.parse(stdout)).toMatchObject({ AWS_ENDPOINT_URL: server.apiUrl });
    expect((await fetch(`${server.apiUrl}/_radiograph/health`)).status).toBe(200);
  });

  it('passes the exit code on, and that of a signal as a shell does', async () => {
    const exits = await radiograph(['run', '--port', port, '--', process.execPath, '-e', 'process.exit(7)']);
    expect(exits.code).toBe(7);
    const killed = await radiograph([
      'run',
      '--port',
      port,
      '--',
      process.execPath,
      '-e',
      'process.kill(process.pid, "SIGTERM")',
    ]);
    expect(killed.code).toBe(143);
  });

  it('gives the command its own flags', async () => {
    const { stdout } = await radiograph(['run', '--port', port, '--', process.execPath, '-p', '1 + 1']);
    expect(stdout.trim()).toBe('2');
  });

  it('lets nothing through that leads to AWS', async () => {
    const caller = {
      AWS_PROFILE: 'prod',
      AWS_ENDPOINT_URL_LAMBDA: 'https://a.test',
      AWS_SESSION_TOKEN: 'x',
      HTTPS_PROXY: 'http://p:1',
    };
    const { stdout } = await radiograph(['run', '--port', port, '--', ...printEnvironment], caller);
    const seen = JSON.parse(stdout) as Record<string, string>;
    expect(seen).not.toHaveProperty('AWS_PROFILE');
    expect(seen).not.toHaveProperty('AWS_ENDPOINT_URL_LAMBDA');
    expect(seen).not.toHaveProperty('AWS_SESSION_TOKEN');
    expect(seen['NO_PROXY']).toContain('127.0.0.1');
  });

  it('starts a server when none answers, and stops it afterwards', async () => {
    const { stdout, stderr, code } = await radiograph(['run', ...isolatedFlags(directory.path), '--', ...printEnvironment]);
    expect(code, stderr).toBe(0);
    const url = (JSON.parse(stdout) as Record<string, string>)['AWS_ENDPOINT_URL'];
    expect(stderr).toContain(`Radiograph started for this command: ${url}`);
    await expect(fetch(`${url}/_radiograph/health`)).rejects.toThrow();
  });

  it('says that there is no such program', async () => {
    const { code, stderr } = await radiograph(['run', '--port', port, '--', 'no-such-program']);
    expect(code).toBe(127);
    expect(stderr).toContain('There is no program "no-such-program" on the PATH.');
  });
});
