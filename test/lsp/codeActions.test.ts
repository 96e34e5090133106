// Fixes over stdio: what an editor offers at a finding, and what is left once it is taken.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Diagnostics, startServer, type TestClient } from './client.ts';

let client: TestClient;
before(async () => {
  client = await startServer();
});
after(() => client.stop());

const uri = 'file:///w/faults.yaml';
const faulty = `apiVersion: v1
kind: ConfigMap
metadata:
  name: one
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: "2"
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: app
        image: nginx:1.27
        imagePullPolcy: Always
`;

interface Edit {
  readonly range: Diagnostics['diagnostics'][number]['range'];
  readonly newText: string;
}
interface CodeAction {
  readonly title: string;
  readonly kind: string;
  readonly diagnostics?: Diagnostics['diagnostics'];
  readonly edit: { readonly changes: Readonly<Record<string, readonly Edit[]>> };
}

async function open(text: string): Promise<Diagnostics['diagnostics']> {
  client.open(uri, text);
  return (await client.diagnostics(uri)).diagnostics;
}

function actionsFor(range: Edit['range'], only?: string): Promise<CodeAction[]> {
  const context = { diagnostics: [], ...(only === undefined ? {} : { only: [only] }) };
  return client.request('textDocument/codeAction', { textDocument: { uri }, range, context });
}

/** From the last to the first, so that positions hold. */
async function take({ edit }: CodeAction): Promise<Diagnostics['diagnostics']> {
  const edits = [...(edit.changes[uri] ?? [])].sort(
    (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  );
  client.change(
    uri,
    edits.map(({ range, newText }) => ({ range, text: newText })),
  );
  return (await client.diagnostics(uri)).diagnostics;
}

const errors = (diagnostics: Diagnostics['diagnostics']) => diagnostics.filter(({ severity }) => severity === 1);

test('a misspelled field is corrected by its fix, and only it', async () => {
  const before = errors(await open(faulty));
  const misspelled = before.find(({ code }) => code === 'unknown-field');
  assert.ok(misspelled);
  const [first] = await actionsFor(misspelled.range, 'quickfix');
  assert.ok(first);
  assert.match(first.title, /imagePullPolicy/);
  assert.equal(first.diagnostics?.[0]?.code, 'unknown-field');
  const left = errors(await take(first));
  assert.deepEqual(
    left.map(({ code }) => code),
    before.filter((other) => other !== misspelled).map(({ code }) => code),
  );
});

test('one action takes every obvious fix of the file', async () => {
  assert.ok(errors(await open(faulty)).length >= 2);
  const start = { line: 0, character: 0 };
  const [all] = await actionsFor({ start, end: start }, 'source.fixAll');
  assert.equal(all?.kind, 'source.fixAll.kpod');
  assert.ok(all);
  assert.deepEqual(errors(await take(all)), []);
});

test('refactorings come when they are asked for, and light no bulb by themselves', async () => {
  await open('apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  user: admin\n');
  const at = { line: 4, character: 3 };
  const range = { start: at, end: at };
  const asked = await actionsFor(range, 'refactor');
  assert.deepEqual(
    asked.map(({ title, kind }) => `${kind}: ${title}`),
    ['refactor.rewrite: Write as data, in base64'],
  );
  const [rewrite] = asked;
  assert.ok(rewrite);
  assert.deepEqual(errors(await take(rewrite)), []);
  const context = { diagnostics: [], triggerKind: 2 };
  const automatic = await client.request('textDocument/codeAction', { textDocument: { uri }, range, context });
  assert.deepEqual(automatic, []);
});

const misspelledTwice = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - {name: a, image: nginx:1.29, imagePullPolcy: Always}
  - {name: b, image: nginx:1.29, imagePullPolcy: Always}
`;

test('one action takes all fixes of a kind', async () => {
  const misspelled = errors(await open(misspelledTwice)).filter(({ code }) => code === 'unknown-field');
  assert.equal(misspelled.length, 2);
  const [first] = misspelled;
  assert.ok(first);
  const actions = await actionsFor(first.range, 'quickfix');
  const ofKind = actions.find(({ title }) => title === 'Fix all 2 of "unknown-field" in this file');
  assert.ok(ofKind, actions.map(({ title }) => title).join(', '));
  assert.deepEqual(errors(await take(ofKind)), []);
});

test('a finding links to the section that explains it', async () => {
  const [first] = errors(await open(misspelledTwice)) as readonly { readonly codeDescription?: { href: string } }[];
  assert.match(first?.codeDescription?.href ?? '', /^file:.*RULES\.md#L\d+$/);
});
