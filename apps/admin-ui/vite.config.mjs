import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './compressed.mjs';

export default defineConfig({
  root: import.meta.dirname,
  base: './', // runs below any address
  plugins: [react(), compressed()],
  resolve: { conditions: ['@soulsync/source', 'module', 'browser', 'development|production'] },
  build: { outDir: 'dist/console', emptyOutDir: true, chunkSizeWarningLimit: 2_000 },
});
