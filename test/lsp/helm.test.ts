// A chart in an editor: findings of what it renders to stand at the template, values complete, explain and rename, the
// rendered view leads back, and a simulation takes the rendered manifests.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Diagnostics, startServer, type TestClient } from './client.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-helm-'));
const uriOf = (name: string) => pathToFileURL(path.join(folder, 'web', name)).href;
const textOf = (name: string) => fs.readFileSync(path.join(folder, 'web', name), 'utf8');
const template = 'templates/deployment.yaml';

let client: TestClient;
before(async () => {
  fs.cpSync('test/fixtures/helm/web', path.join(folder, 'web'), { recursive: true });
  client = await startServer({ folder: pathToFileURL(folder).href });
});
after(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true });
});

async function diagnosticsWhere(
  uri: string,
  wanted: (found: Diagnostics['diagnostics']) => boolean,
): Promise<Diagnostics['diagnostics']> {
  for (;;) {
    const { diagnostics } = await client.diagnostics(uri);
    if (wanted(diagnostics)) return diagnostics;
  }
}

/** The place behind a text of a file. */
function behind(name: string, words: string) {
  const before = textOf(name).slice(0, textOf(name).indexOf(words) + words.length);
  const lines = before.split('\n');
  const position = { line: lines.length - 1, character: lines[lines.length - 1]?.length ?? 0 };
  return { textDocument: { uri: uriOf(name) }, position };
}

test('what the rendered manifest does wrong is marked in the template, and nothing of YAML', async () => {
  client.open(uriOf(template), textOf(template));
  const found = await diagnosticsWhere(uriOf(template), (all) => all.length > 0);
  assert.deepEqual(
    found.map(({ code, range }) => [code, range.start.line]),
    [['unknown-field', 19]],
  );
});

test('a value that no template uses is a hint in values.yaml', async () => {
  client.open(uriOf('values.yaml'), textOf('values.yaml'));
  const found = await diagnosticsWhere(uriOf('values.yaml'), (all) => all.length > 0);
  assert.deepEqual(
    found.map(({ code, range }) => [code, range.start.line]),
    [['helm-unused-value', 4]],
  );
});

test('Q9: values complete, say what they are and lead to values.yaml', async () => {
  const items = await client.request<readonly { label: string }[]>(
    'textDocument/completion',
    behind(template, '.Values.image.'),
  );
  assert.deepEqual(items.map(({ label }) => label).sort(), ['repository', 'tag']);
  const hover = await client.request<{ contents: { value: string } }>(
    'textDocument/hover',
    behind(template, '.Values.rep'),
  );
  assert.match(hover.contents.value, /```yaml\n2\n```/);
  const [target] = await client.request<readonly { targetUri: string; targetRange: { start: { line: number } } }[]>(
    'textDocument/definition',
    behind(template, '.Values.rep'),
  );
  assert.deepEqual([target?.targetUri, target?.targetRange.start.line], [uriOf('values.yaml'), 0]);
});

test('a key of values.yaml is renamed with its uses', async () => {
  const edit = await client.request<{ changes: Record<string, readonly { newText: string }[]> }>(
    'textDocument/rename',
    {
      ...behind('values.yaml', 'repo'),
      newName: 'name',
    },
  );
  assert.deepEqual(Object.keys(edit.changes).sort(), [uriOf(template), uriOf('values.yaml')].sort());
});

test('the rendered view leads back to the lines of the template', async () => {
  const { text, origins } = await client.request<{ text: string; origins: readonly { line: number }[] }>(
    'kpod/rendered',
    {
      uri: uriOf(template),
    },
  );
  const lines = text.split('\n');
  const line = lines.findIndex((one) => one.includes('replicas: 2'));
  assert.match(textOf(template).split('\n')[origins[line]?.line ?? -1] ?? '', /replicas: \{\{/);
  const label = lines.findIndex((one) => one.includes('app.kubernetes.io/name: web'));
  assert.match(textOf(template).split('\n')[origins[label]?.line ?? -1] ?? '', /include "web.labels"/);
});

test('a simulation of a template applies what the chart renders to', async () => {
  const fixed = textOf(template).replace('imagePulPolicy', 'imagePullPolicy');
  client.change(uriOf(template), [{ text: fixed }]);
  const result = await client.request<{ trace?: { writes: readonly { ref: { kind: string; name: string } }[] } }>(
    'kpod/simulate',
    { uri: uriOf(template) },
  );
  const names = new Set(result.trace?.writes.map(({ ref }) => `${ref.kind}/${ref.name}`));
  assert.ok(names.has('Deployment/release-name-web'));
  assert.ok(!names.has('Pod/release-name-test'), 'test hooks are not applied');
});

test('from values.yaml, too; what the run shows leads to the line of the template, and back', async () => {
  const uri = uriOf('values.yaml');
  const result = await client.request<{ isMade?: boolean; trace?: object }>('kpod/simulate', { uri });
  assert.ok(result.trace);
  assert.equal(result.isMade, true);
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'release-name-web' };
  const place = (field?: string) =>
    client.request<{ uri: string; range: { start: { line: number } } } | null>('kpod/place', { uri, object, field });
  const replicas = await place('spec.replicas');
  assert.equal(replicas?.uri, uriOf(template));
  assert.match(textOf(template).split('\n')[replicas.range.start.line] ?? '', /replicas: \{\{/);
  assert.equal((await place())?.range.start.line, 0);
  const at = await client.request('kpod/objectAt', { uri: uriOf(template), position: { line: 7, character: 4 } });
  assert.deepEqual(at, object);
});

test('the chart of a file says how it is installed, and follows .kpod.yaml', async () => {
  const ask = () =>
    client.request<{ chosen: readonly string[]; templateArguments: readonly string[]; template?: string }>(
      'kpod/chart',
      { uri: uriOf(template) },
    );
  const before = await ask();
  assert.deepEqual([before.chosen, before.template], [[], template]);
  const settings = pathToFileURL(path.join(folder, '.kpod.yaml')).href;
  client.open(
    settings,
    'kubernetesVersion: "1.31"\nhelm:\n  releaseName: shop\n  namespace: prod\n  valuesFiles: [values.yaml]\n',
  );
  const after = await ask();
  assert.deepEqual(after.chosen, ['values.yaml']);
  assert.equal(after.templateArguments.join(' '), '--namespace=prod --kube-version=1.31.0');
  const { text } = await client.request<{ text: string }>('kpod/rendered', { uri: uriOf(template) });
  assert.match(text, /name: shop-web/);
  client.notify('textDocument/didClose', { textDocument: { uri: settings } });
});
