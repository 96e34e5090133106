// npm run build: dist/ from the sources, with esbuild: the extension, the panel's page.
import fs from 'node:fs';
import path from 'node:path';
import { packagesReady } from './ready.mjs';
import { root } from './steps.mjs';

packagesReady();
const { build } = await import('esbuild');
const common = { absWorkingDir: root, bundle: true, minify: true, sourcemap: 'linked', sourcesContent: false, logLevel: 'warning' };
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await Promise.all([
  build({ ...node, entryPoints: ['client/src/extension.ts'], outfile: 'dist/client/extension.js', external: ['vscode'] }),
  build({
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: { webview: 'client/webview/main.tsx' },
    outdir: 'dist/client',
    loader: { '.ttf': 'file' },
  }),
]);
