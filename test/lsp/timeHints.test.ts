// Hints of what only time reveals come unasked once typing pauses, at the place that causes them, and go with an edit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Diagnostics, startServer, type TestClient } from './client.ts';

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
  strategy:
    rollingUpdate: { maxUnavailable: 2, maxSurge: 0 }
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: app
          image: nginx:1.27
`;
const code = 'zero-available-update';
const hints = ({ diagnostics }: Diagnostics) => diagnostics.filter((one) => one.code === code);
const pushed = (wanted: (hints: number) => boolean) =>
  client.notification<Diagnostics>(
    'textDocument/publishDiagnostics',
    (params) => params.uri === uri && wanted(hints(params).length),
  );

test('an update through zero available pods is a hint at the field, and none after the edit', async () => {
  const found = pushed((count) => count === 1);
  client.open(uri, deployment);
  const [hint] = hints(await found);
  assert.equal(hint?.severity, 4);
  assert.equal(hint?.range.start.line, 7);
  assert.match(hint?.message ?? '', /zero available/);
  const gone = pushed((count) => count === 0);
  const at = { line: 7, character: 37 };
  client.change(uri, [{ range: { start: at, end: { line: 7, character: 38 } }, text: '1' }]);
  await gone;
});

const crowded = deployment
  .replace('name: web', 'name: crowd\n  namespace: shop')
  .replace('replicas: 2', 'replicas: 5')
  .replace('{ maxUnavailable: 2, maxSurge: 0 }', '{ maxUnavailable: 1 }');
const quota = `apiVersion: v1
kind: ResourceQuota
metadata: { name: few, namespace: shop }
spec:
  hard: { pods: "3" }
`;

test('what another file brings is seen, and named as the cause; it goes when that file is mended', async () => {
  const there = 'file:///w/crowd.yaml';
  const refused = (wanted: number) =>
    client.notification<Diagnostics>(
      'textDocument/publishDiagnostics',
      ({ uri: of, diagnostics }) =>
        of === there && diagnostics.filter((one) => one.code === 'refused-pods').length === wanted,
    );
  const found = refused(1);
  client.open(there, crowded);
  client.open('file:///w/quota.yaml', quota);
  const hint = (await found).diagnostics.find((one) => one.code === 'refused-pods');
  assert.equal(hint?.range.start.line, 6);
  assert.ok(hint?.relatedInformation?.some(({ location }) => location.uri === 'file:///w/quota.yaml'));
  const gone = refused(0);
  client.change('file:///w/quota.yaml', [
    { range: { start: { line: 4, character: 17 }, end: { line: 4, character: 18 } }, text: '9' },
  ]);
  await gone;
});
