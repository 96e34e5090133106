// Our own requests over stdio: a simulation from the worker, places of its objects, snippets, versions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ObjectRef, Place, SimulateResult, SnippetItem } from '../../server/src/protocol.ts';
import { startServer, type TestClient } from './client.ts';

let client: TestClient;
before(async () => {
  client = await startServer();
});
after(() => client.stop());

const uri = 'file:///w/web.yaml';
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: app
        image: nginx:1.27
`;

test('a file is simulated, and what it did is found again in the file', async () => {
  client.open(uri, deployment);
  const result = await client.request<SimulateResult>('kpod/simulate', { uri });
  assert.equal(result.problem, undefined);
  assert.equal(result.documentVersion, 1);
  const pods = result.trace?.writes.filter(({ verb, ref }) => verb === 'create' && ref.kind === 'Pod');
  assert.equal(pods?.length, 2);
  const object: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };
  const place = await client.request<Place>('kpod/place', { uri, object, field: 'spec.replicas' });
  assert.deepEqual(place.range, { start: { line: 5, character: 2 }, end: { line: 5, character: 13 } });
  const at = await client.request<ObjectRef>('kpod/objectAt', { uri, position: { line: 10, character: 3 } });
  assert.deepEqual(at, object);
});

test('a file without objects says so', async () => {
  const empty = 'file:///w/empty.yaml';
  client.open(empty, '# nothing yet\n');
  const result = await client.request<SimulateResult>('kpod/simulate', { uri: empty });
  assert.match(result.problem ?? '', /no Kubernetes object/);
});

test('every snippet is listed, those that fit first', async () => {
  const blank = 'file:///w/blank.yaml';
  client.open(blank, '');
  const items = await client.request<SnippetItem[]>('kpod/snippets', {
    uri: blank,
    position: { line: 0, character: 0 },
  });
  assert.equal(items[0]?.fits, true);
  assert.equal(items.find(({ prefix }) => prefix === 'kdep')?.fits, true);
  assert.ok(items.some(({ fits }) => !fits));
});

test('a definition of the workspace has its snippet in the list', async () => {
  const definition = 'file:///w/widgets.yaml';
  client.open(
    definition,
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Widget, plural: widgets, singular: widget}\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, required: [size], properties: {size: {type: integer}}}}}}\n',
  );
  client.open('file:///w/empty2.yaml', '');
  const items = await client.request<SnippetItem[]>('kpod/snippets', {
    uri: 'file:///w/empty2.yaml',
    position: { line: 0, character: 0 },
  });
  const widget = items.find(({ body }) => body.includes('kind: Widget'));
  assert.equal(widget?.fits, true);
});

test('the known versions come newest first', async () => {
  const { versions, current } = await client.request<{ versions: string[]; current: string }>(
    'kpod/kubernetesVersions',
    {},
  );
  assert.equal(versions[0], current);
  assert.ok(versions.includes('1.28'));
});

test('a command of the console is part of the run', async () => {
  client.open('file:///w/again.yaml', deployment);
  const commands = [{ atMs: 20_000, line: 'scale deployment/web --replicas=3' }];
  const { trace } = await client.request<SimulateResult>('kpod/simulate', { uri: 'file:///w/again.yaml', commands });
  const [said] = trace?.commands.filter(({ command }) => command.startsWith('scale')) ?? [];
  assert.equal(said?.output, 'deployment.apps/web scaled\n');
  assert.equal(trace?.writes.filter(({ verb, ref }) => verb === 'create' && ref.kind === 'Pod').length, 3);
});

test('a scenario file is played', async () => {
  const scenario = 'file:///w/kpod.scenario.yaml';
  const lines = deployment.split('\n').map((line) => `      ${line}`);
  client.open(
    scenario,
    `name: s\nsteps:\n  - at: 0s\n    apply: |\n${lines.join('\n')}\n  - at: 5s\n    kubectl: get pods\n`,
  );
  const { trace, problem } = await client.request<SimulateResult>('kpod/simulate', { uri: scenario });
  assert.equal(problem, undefined);
  assert.deepEqual(
    trace?.commands.map(({ command }) => command),
    ['apply -f -', 'get pods'],
  );
});

test('an object of a scenario is found in the block that applies it, and a place in the block names the object', async () => {
  const scenario = 'file:///w/kpod.scenario.yaml';
  client.open(
    scenario,
    `steps:
  - at: 0s
    apply: |
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: first }
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: inside }
      spec:
        replicas: 3
`,
  );
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'inside' };
  const place = await client.request<Place | null>('kpod/place', { uri: scenario, object, field: 'spec.replicas' });
  assert.deepEqual(place?.range.start, { line: 11, character: 8 });
  const position = { line: 10, character: 8 };
  assert.deepEqual(await client.request('kpod/objectAt', { uri: scenario, position }), object);
});

test('a simulation has what the file needs of other files, and says so', async () => {
  const pod = 'file:///w/needing.yaml';
  client.open(
    'file:///w/needed.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: needed }\ndata: { MODE: fast }\n',
  );
  client.open(
    pod,
    'apiVersion: v1\nkind: Pod\nmetadata: { name: needing }\nspec:\n  containers:\n    - name: app\n      image: web:1\n      envFrom: [{ configMapRef: { name: needed } }]\n',
  );
  const result = await client.request<SimulateResult>('kpod/simulate', { uri: pod });
  assert.deepEqual(result.alongside, ['ConfigMap/needed']);
  const created = result.trace?.writes.filter(({ actor, verb }) => actor === 'kubectl' && verb === 'create');
  assert.deepEqual(
    created?.map(({ ref }) => ref.kind),
    ['ConfigMap', 'Pod'],
  );
});
