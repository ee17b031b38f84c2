/**
 * Cloudscape's global styles carry Open Sans as eight data URIs, 137 KB compressed that every page would load before its first paint.
 * This writes them to files: the browser then fetches only the faces it uses (400 and 700), and `font-src 'self'` is enough.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'vite';

const face = /@font-face\s*\{[^}]*\}/g;

export function extractFonts(): Plugin {
  return {
    name: 'extract-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@cloudscape-design/global-styles/index.css')) return null;
      const folder = join(import.meta.dirname, '../../node_modules/.cache/radiograph-fonts');
      mkdirSync(folder, { recursive: true });
      return code.replace(face, (rule) => {
        const data = /url\('data:font\/woff2;base64,([^']+)'\)/.exec(rule)?.[1];
        const weight = /font-weight:\s*(\d+)/.exec(rule)?.[1];
        const style = /font-style:\s*(\w+)/.exec(rule)?.[1];
        if (data === undefined || weight === undefined || style === undefined)
          throw new Error(
            'The @font-face rules of @cloudscape-design/global-styles have another form than vite-extract-fonts.ts knows.',
          );
        const file = join(folder, `open-sans-${weight}-${style}.woff2`);
        writeFileSync(file, Buffer.from(data, 'base64'));
        const path = relative(dirname(id.split('?')[0] ?? id), file);
        return `@font-face{font-family:'Open Sans';font-weight:${weight};font-style:${style};font-display:swap;src:url('${path}') format('woff2')}`;
      });
    },
  };
}
