/** How the console is built: `vite build --config src/console/vite.config.ts` → dist/console. Called by scripts/build. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { extractFonts } from './vite-extract-fonts.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [extractFonts(), react()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // data: URIs would need a looser content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 1200,
  },
});
