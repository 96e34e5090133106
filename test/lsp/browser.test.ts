// The browser's language server without a browser: its bundle in a worker that has only what web workers have, with a
// client that hands over the extension's files and answers for the disk.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';

const bundle = 'dist/browser/server.js';
const folder = 'vscode-vfs://github/shop/manifests';
const disk: Readonly<Record<string, string>> = {
  [`${folder}/base/config.yaml`]: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n',
};
const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: nginx:1.29
      envFrom: [{configMapRef: {name: settings}}]
  restartPolicy: Sometimes
`;

let worker: Worker;
let lastId = 0;
const waiting = new Map<number, (answer: unknown) => void>();
const heard: ((message: Message) => void)[] = [];

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly uri?: string;
    readonly path?: string;
    readonly diagnostics?: readonly { readonly code?: string }[];
  };
  readonly result?: unknown;
}

/** What Node's worker gives that a web worker has by another name; `require` and `process` are taken away. */
const scope = `const { parentPort } = require('node:worker_threads');
globalThis.self = { postMessage: (message) => parentPort.postMessage(message), addEventListener: () => {} };
parentPort.on('message', (data) => self.onmessage({ data }));
new Function('require', 'module', 'exports', 'process', 'Buffer', require('node:fs').readFileSync(${JSON.stringify(bundle)}, 'utf8'))();`;

before(async () => {
  if (!fs.existsSync(bundle)) execFileSync(process.execPath, ['server/tools/build.mjs'], { stdio: 'inherit' });
  worker = new Worker(scope, { eval: true });
  worker.on('message', take);
  worker.on('error', (error) => assert.fail(error));
  const packed: Record<string, string | null> = JSON.parse(fs.readFileSync('dist/browser/files.json', 'utf8'));
  const texts = Object.entries(packed).map(([name, text]) => [name, text ?? fs.readFileSync(`.${name}`, 'utf8')]);
  const files: Record<string, string> = Object.fromEntries(texts);
  const ready = notification('kpod/indexReady');
  await request('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { workspace: { workspaceFolders: true } },
    workspaceFolders: [{ uri: folder, name: 'manifests' }],
    initializationOptions: { locale: 'en', home: 'https://host/kpod', files },
  });
  worker.postMessage({ jsonrpc: '2.0', method: 'initialized', params: {} });
  await ready;
});
after(() => worker.terminate());

function take(message: Message): void {
  if (message.method === undefined) waiting.get(message.id ?? 0)?.(message.result);
  else if (message.id !== undefined) worker.postMessage({ jsonrpc: '2.0', id: message.id, result: fromDisk(message) });
  else for (const hear of heard) hear(message);
}

function fromDisk({ method, params }: Message): unknown {
  const uri = params?.uri ?? '';
  const names = Object.keys(disk).filter((name) => name.startsWith(`${uri}/`));
  const children = new Set(names.map((name) => name.slice(uri.length + 1).split('/')[0] ?? ''));
  const kindOf = (name: string) => (name in disk ? 'file' : 'folder');
  if (method === 'kpod/extensionFile') return extensionFile(params?.path ?? '');
  if (method === 'kpod/disk/read') return disk[uri] === undefined ? null : new TextEncoder().encode(disk[uri]);
  if (method === 'kpod/disk/list')
    return [...children].map((name) => ({ name, kind: kindOf(`${uri}/${name}`), size: 0 }));
  if (method !== 'kpod/disk/stat' || (names.length === 0 && disk[uri] === undefined)) return null;
  return { name: '', kind: kindOf(uri), size: disk[uri]?.length ?? 0 };
}

const fetched: string[] = [];

function extensionFile(name: string): Uint8Array {
  fetched.push(name);
  return new Uint8Array(fs.readFileSync(name.slice(1)));
}

function request<R>(method: string, params: object): Promise<R> {
  const id = ++lastId;
  return new Promise((resolve) => {
    waiting.set(id, (answer) => resolve(answer as R));
    worker.postMessage({ jsonrpc: '2.0', id, method, params });
  });
}

function notification(method: string): Promise<unknown> {
  return new Promise((resolve) => heard.push((message) => message.method === method && resolve(message.params)));
}

test('a folder that is on no disk is read through the client, and a simulation runs', async () => {
  const uri = `${folder}/pod.yaml`;
  const published = notification('textDocument/publishDiagnostics');
  const textDocument = { uri, languageId: 'yaml', version: 1, text: pod };
  worker.postMessage({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument } });
  const { diagnostics } = (await published) as {
    diagnostics: readonly { message: string; codeDescription?: object }[];
  };
  assert.deepEqual(
    diagnostics.map(({ message }) => message.slice(0, 40)),
    ['spec.restartPolicy: Unsupported value: "'],
  );
  assert.match(JSON.stringify(diagnostics[0]?.codeDescription), /https:\/\/host\/kpod\/dist\/server\/RULES\.md#L\d+/);
  const definition = await request('textDocument/definition', {
    textDocument: { uri },
    position: { line: 7, character: 41 },
  });
  assert.match(JSON.stringify(definition), /base\/config\.yaml/);
  const hover = await request('textDocument/hover', { textDocument: { uri }, position: { line: 6, character: 8 } });
  assert.match(JSON.stringify(hover), /\*\*image\*\*/);
  const result = await request<{ trace?: object; problem?: string }>('kpod/simulate', { uri });
  assert.ok(result.trace, result.problem);
});

test('the catalogue is fetched package by package, when a kind of one is there', { timeout: 20_000 }, async () => {
  const uri = `${folder}/certificate.yaml`;
  const known = new Promise<Message>((resolve) =>
    heard.push((message) => {
      const isKnown = message.params?.diagnostics?.some(({ code }) => code === 'unknown-field');
      if (message.params?.uri === uri && isKnown) resolve(message);
    }),
  );
  const text = 'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a}\nspec:\n  secretNane: a\n';
  const textDocument = { uri, languageId: 'yaml', version: 1, text };
  worker.postMessage({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument } });
  await known;
  assert.deepEqual(fetched, ['/dist/server/schemas/catalogue/cert-manager.json.gz']);
});
