/** A page of versions: as listing.ts, but a page may end between two versions of one key. */
import { behindCommonPrefix, listPage } from './listing.ts';
import type { ObjectRecord, ObjectVersion } from './object-record.ts';

export interface ListedVersion {
  readonly key: string;
  readonly version: ObjectVersion;
  readonly latest: boolean;
}

export interface VersionPage {
  readonly versions: readonly ListedVersion[];
  readonly prefixes: readonly string[];
  readonly next: { readonly key: string; readonly versionId: string | undefined } | undefined;
}

export interface VersionListRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly limit: number;
  /** The page begins after this key or common prefix, or behind `versionIdMarker` among its versions. */
  readonly keyMarker: string;
  readonly versionIdMarker: string | undefined;
}

export function versionPage(request: VersionListRequest, scan: (from: string) => Iterable<ObjectRecord>): VersionPage {
  const { prefix, delimiter, limit, keyMarker, versionIdMarker } = request;
  const all = ({ key, versions }: ObjectRecord): ListedVersion[] =>
    versions.map((version, index) => ({ key, version, latest: index === 0 }));
  const begun: ListedVersion[] = [];
  if (versionIdMarker !== undefined && limit > 0) {
    for (const record of scan(keyMarker)) {
      if (record.key !== keyMarker) break;
      const shown = all(record);
      begun.push(...shown.slice(shown.findIndex(({ version }) => version.versionId === versionIdMarker) + 1));
      break;
    }
  }
  const page = listPage(
    {
      prefix,
      delimiter,
      after: behindCommonPrefix(keyMarker, prefix, delimiter),
      limit: limit && Math.max(limit - begun.length, 1),
    },
    scan,
    all,
  );
  const entries = [...begun.map((item) => ({ key: item.key, item })), ...page.entries];
  const shown = entries.slice(0, limit);
  const last = shown[shown.length - 1];
  const truncated = limit > 0 && (entries.length > limit || page.next !== undefined);
  const next =
    truncated && last
      ? 'item' in last
        ? { key: last.key, versionId: last.item.version.versionId }
        : { key: last.prefix, versionId: undefined }
      : undefined;
  return {
    versions: shown.flatMap((entry) => ('item' in entry ? [entry.item] : [])),
    prefixes: shown.flatMap((entry) => ('prefix' in entry ? [entry.prefix] : [])),
    next,
  };
}
