import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { behindFigures } from './behind-figures.mjs';
import { compressed } from './compressed.mjs';

/** `--mode demo` is the console over a world in memory, with a page of all parts; nothing of it is in the shipped one. */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  base: './', // runs below any address
  plugins: [react(), behindFigures(), compressed()],
  resolve: { conditions: ['@soulsync/source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: mode === 'demo' ? 'dist/demo' : 'dist/console',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2_000,
    ...(mode === 'demo' ? { rollupOptions: { input: `${import.meta.dirname}/demo.html` } } : {}),
  },
}));
