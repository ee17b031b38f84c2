/** Reads a Lambda list to its end, marker by marker. Used by the functions list and a function's versions and aliases. */
import { callAws } from './call.ts';

/** A list longer than this is cut: no page can show it. */
const mostPages = 40;

/** @throws CallError; a DOMException named AbortError when `signal` aborts. */
export async function allPages<Output extends { readonly NextMarker?: string | undefined }>(
  operation: string,
  input: object,
  signal: AbortSignal,
): Promise<readonly Output[]> {
  const pages: Output[] = [];
  for (let marker: string | undefined; pages.length < mostPages; ) {
    const page = await callAws<Output>('lambda', operation, { ...input, Marker: marker }, signal);
    pages.push(page);
    marker = page.NextMarker;
    if (marker === undefined || marker === null || marker === '') break;
  }
  return pages;
}
