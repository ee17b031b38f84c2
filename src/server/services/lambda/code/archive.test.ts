/** Uploaded archives, honest and hostile. The hostile ones are written byte by byte, since no zip tool makes them. */
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkArchive, extractArchive, unzippedLimit } from './archive.ts';

interface ZipEntry {
  readonly name: string;
  readonly content?: Buffer;
  /** Unix mode; a symbolic link is `0o120777` with its target as content. */
  readonly mode?: number;
  readonly crc?: number;
  /** What the archive claims, when it lies. */
  readonly claimedSize?: number;
}

/** A zip file of deflated entries. */
function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content = Buffer.alloc(0), mode = 0o100644, crc, claimedSize } of entries) {
    const data = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc ?? crc32(content), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(claimedSize ?? content.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), fields, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

const badZip = 'Could not unzip uploaded file. Please check your file, then try to upload again.';
const text = (content: string) => Buffer.from(content);

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'archive-test-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

describe('an honest archive', () => {
  it('is extracted with its directories, contents and executable bits, readable for everyone', async () => {
    const bytes = zip([
      { name: 'package/' },
      { name: 'package/app.py', content: text('x = 1\n'), mode: 0o100600 },
      { name: 'bin/deep/run', content: text('#!/bin/sh\n'), mode: 0o100755 },
    ]);
    expect(await checkArchive(bytes)).toBe(16);
    await extractArchive(bytes, directory);
    expect(readFileSync(join(directory, 'package/app.py'), 'utf8')).toBe('x = 1\n');
    expect(statSync(join(directory, 'package/app.py')).mode & 0o777).toBe(0o644);
    expect(statSync(join(directory, 'bin/deep/run')).mode & 0o777).toBe(0o755);
  });

  it('is readable for everyone whatever the umask of the server', async () => {
    const umask = process.umask(0o077);
    try {
      await extractArchive(zip([{ name: 'package/app.py', content: text('x = 1\n') }]), directory);
    } finally {
      process.umask(umask);
    }
    expect(statSync(join(directory, 'package')).mode & 0o777).toBe(0o755);
    expect(statSync(join(directory, 'package/app.py')).mode & 0o777).toBe(0o644);
  });

  it('may hold a large file, and a file twice, of which the later counts', async () => {
    const large = Buffer.alloc(1_000_000, 'x');
    const bytes = zip([
      { name: 'large', content: large },
      { name: 'app.py', content: text('old\n') },
      { name: 'app.py', content: text('new\n') },
    ]);
    expect(await checkArchive(bytes)).toBe(1_000_008);
    await extractArchive(bytes, directory);
    expect(readFileSync(join(directory, 'large')).equals(large)).toBe(true);
    expect(readFileSync(join(directory, 'app.py'), 'utf8')).toBe('new\n');
  });

  it('keeps links that stay inside, also when they point upwards', async () => {
    await extractArchive(
      zip([
        { name: 'lib/current', content: text('../real/lib.so'), mode: 0o120777 },
        { name: 'real/lib.so', content: text('elf') },
      ]),
      directory,
    );
    expect(readlinkSync(join(directory, 'lib/current'))).toBe('../real/lib.so');
    expect(readFileSync(join(directory, 'lib/current'), 'utf8')).toBe('elf');
  });

  it('does not make devices or set-user-id programs', async () => {
    await extractArchive(zip([{ name: 'tool', content: text('x'), mode: 0o104755 }]), directory);
    expect(lstatSync(join(directory, 'tool')).mode & 0o7777).toBe(0o755);
  });
});

describe('a hostile or broken archive', () => {
  it.each<[string, readonly ZipEntry[]]>([
    ['climbs out of the directory', [{ name: '../evil', content: text('x') }]],
    ['climbs out in the middle of a name', [{ name: 'a/../../evil', content: text('x') }]],
    ['has an absolute name', [{ name: '/tmp/evil', content: text('x') }]],
    ['has backslashes', [{ name: '..\\evil', content: text('x') }]],
    ['links to an absolute path', [{ name: 'a', content: text('/etc/passwd'), mode: 0o120777 }]],
    ['links out of the directory', [{ name: 'd/a', content: text('../../x'), mode: 0o120777 }]],
    [
      'writes through a link of its own',
      [
        { name: 'a', content: text('b'), mode: 0o120777 },
        { name: 'a/evil', content: text('x') },
      ],
    ],
    [
      'has a file where it needs a directory',
      [
        { name: 'a', content: text('x') },
        { name: 'a/b', content: text('y') },
      ],
    ],
    [
      'has a directory where it needs a file',
      [
        { name: 'a/b', content: text('y') },
        { name: 'a', content: text('x') },
      ],
    ],
    [
      'links where a file stands',
      [
        { name: 'a', content: text('x') },
        { name: 'a', content: text('b'), mode: 0o120777 },
      ],
    ],
    ['has a name that no file system takes', [{ name: 'n'.repeat(256), content: text('x') }]],
    ['has a path that no system call takes', [{ name: `${'d/'.repeat(1600)}x`, content: text('x') }]],
    ['has a wrong checksum of a large file', [{ name: 'a', content: Buffer.alloc(100_000), crc: 1 }]],
    ['has a wrong checksum', [{ name: 'a', content: text('x'), crc: 1 }]],
    ['claims less than it holds', [{ name: 'a', content: Buffer.alloc(4096), claimedSize: 10 }]],
    ['claims more than it holds', [{ name: 'a', content: Buffer.alloc(10), claimedSize: 4096 }]],
  ])('that %s is refused, unread as well as extracted', async (_name, entries) => {
    const refusal = { code: 'InvalidParameterValueException', message: badZip };
    await expect(checkArchive(zip(entries))).rejects.toMatchObject(refusal);
    await expect(extractArchive(zip(entries), directory)).rejects.toMatchObject(refusal);
    expect(readdirSync(join(directory, '..')).includes('evil')).toBe(false);
  });

  it('that is cut short, empty or no zip at all is refused', async () => {
    const whole = zip([{ name: 'a', content: text('hello') }]);
    for (const bytes of [whole.subarray(0, -10), Buffer.alloc(0), text('hello')]) {
      await expect(checkArchive(bytes)).rejects.toThrow(badZip);
      await expect(extractArchive(bytes, directory)).rejects.toThrow(badZip);
    }
  });

  it('that unzips to more than 250 MB is stopped while it is read, whatever it claims', async () => {
    const bomb = Buffer.alloc(unzippedLimit / 4 + 1);
    const entry = { content: bomb, crc: crc32(bomb) };
    const entries = ['a', 'b', 'c', 'd'].map((name) => ({ ...entry, name }));
    await expect(checkArchive(zip(entries))).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
      message: 'Unzipped size must be smaller than 262144000 bytes',
    });
  });
});
