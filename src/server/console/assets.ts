/**
 * The console's built files, listed once at start: a request can name only what was there then, so no path leaves the folder.
 * Called by server.ts. Files in `assets/` have their content's hash in their name and may be kept for ever; the page may not.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

export interface Asset {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: Buffer;
  /** Undefined where it would not be smaller. */
  readonly gzipped: Buffer | undefined;
}

export interface Assets {
  /** Undefined when the build holds no such file. */
  find(pathname: string): Promise<Asset | undefined>;
  /** The page with the token in it; undefined when the console has not been built. */
  page(token: string): string | undefined;
}

/** @param directory what Vite built: `index.html` and `assets/`. It may be missing. */
export async function openAssets(directory: string): Promise<Assets> {
  const names = await readdir(directory, { recursive: true }).catch(() => [] as string[]);
  const known = new Set(names.map((name) => `/${name.replaceAll('\\', '/')}`).filter((path) => extname(path) in contentTypes));
  const html = await readFile(join(directory, 'index.html'), 'utf8').catch(() => undefined);
  const loaded = new Map<string, Promise<Asset>>();

  return {
    async find(pathname) {
      if (!known.has(pathname)) return undefined;
      const asset = loaded.get(pathname) ?? load(directory, pathname);
      loaded.set(pathname, asset);
      return await asset;
    },
    page: (token) => html?.replace('</head>', `<meta name="radiograph-token" content="${token}"></head>`),
  };
}

async function load(directory: string, pathname: string): Promise<Asset> {
  const body = await readFile(join(directory, pathname));
  const contentType = contentTypes[extname(pathname)] ?? 'application/octet-stream';
  const gzipped = extname(pathname) === '.woff2' ? undefined : await compress(body);
  return {
    contentType,
    cacheControl: pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    body,
    gzipped: gzipped !== undefined && gzipped.length < body.length ? gzipped : undefined,
  };
}
