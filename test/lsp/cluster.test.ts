// What the server says to ask of a cluster, and what it makes of the answers, over stdio: it starts no program for it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type {
  ClusterContextsResult,
  ClusterImported,
  ClusterPlan,
  ClusterTarget,
  ClusterVerdict,
  ClusterWanted,
} from '../../server/src/protocol.ts';
import { startServer, type TestClient } from './client.ts';

let client: TestClient;
before(async () => {
  client = await startServer();
});
after(() => client.stop());

const target: ClusterTarget = { kubectl: 'kubectl', context: 'shop', timeoutSeconds: 15 };
const uri = 'file:///w/web.yaml';
const manifest = `# first
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx
      envFrom:
        - secretRef: { name: login }
`;

test('each object of a file is a dry run of its own, with a question for what is there', async () => {
  client.open(uri, manifest);
  const { steps, problem } = await client.request<ClusterPlan>('kpod/cluster/plan', { uri, target });
  assert.equal(problem, undefined);
  const lines = steps.map(({ title, at, dryRun, live }) => [title, at, dryRun.args.join(' '), live?.args.join(' ')]);
  const to = '--context shop --request-timeout=15s';
  const dryRun = `${to} apply --server-side=false --dry-run=server -o yaml -f -`;
  assert.deepEqual(lines, [
    ['Service/web', { document: 0, object: 0 }, dryRun, `${to} get --ignore-not-found -o yaml -- Service.v1. web`],
    ['Pod/web', { document: 1, object: 0 }, dryRun, `${to} get --ignore-not-found -o yaml -- Pod.v1. web`],
  ]);
  assert.deepEqual(JSON.parse(steps[0]?.dryRun.stdin ?? ''), {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { ports: [{ port: 80 }] },
  });
});

test('what the cluster refuses stands at lines of the file', async () => {
  const refused = {
    code: 1,
    stdout: '',
    stderr: 'The Service "web" is invalid: spec.ports[0].port: Invalid value: 80: provided port is already allocated\n',
  };
  const runs = [
    { at: { document: 0, object: 0 }, run: refused },
    { at: { document: 1, object: 0 }, run: { code: 0, stdout: '{}', stderr: '' } },
  ];
  const verdict = await client.request<ClusterVerdict>('kpod/cluster/verdict', { uri, target, runs });
  const message = 'spec.ports[0].port: Invalid value: 80: provided port is already allocated';
  const range = { start: { line: 8, character: 12 }, end: { line: 8, character: 14 } };
  assert.deepEqual(verdict, { findings: [{ range, severity: 1, message }], refused: 1 });
});

test('a cluster that cannot be asked has no findings', async () => {
  const run = { code: 1, stdout: '', stderr: 'error: You must be logged in to the server (Unauthorized)\n' };
  const runs = [{ at: { document: 0, object: 0 }, run }];
  const verdict = await client.request<ClusterVerdict>('kpod/cluster/verdict', { uri, target, runs });
  assert.match(verdict.problem ?? '', /sign in/);
  assert.deepEqual(verdict.findings, []);
});

test('a file with nothing to ask about says so', async () => {
  const empty = 'file:///w/empty.yaml';
  client.open(empty, 'services: {}\n');
  const plan = await client.request<ClusterPlan>('kpod/cluster/plan', { uri: empty, target });
  assert.deepEqual(plan.steps, []);
  assert.match(plan.problem ?? '', /no Kubernetes object/);
});

test('what is missing is asked for, and comes back as documents', async () => {
  const wanted = await client.request<ClusterWanted>('kpod/cluster/wanted', { uri, target });
  assert.deepEqual(
    wanted.objects.map(({ title, call }) => [title, call.args.slice(-3)]),
    [['Secret/login', ['--', 'Secret', 'login']]],
  );
  const stdout = 'apiVersion: v1\ndata:\n  a: eA==\nkind: Secret\nmetadata:\n  name: login\n  uid: b\n';
  const params = { target, runs: [{ code: 0, stdout, stderr: '' }], showsSecrets: false };
  const imported = await client.request<ClusterImported>('kpod/cluster/imported', params);
  assert.deepEqual(imported, {
    text: '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: login\ndata:\n  a: "***"\n',
    titles: ['Secret/login'],
    fileName: 'secret-login.yaml',
    holdsSecret: true,
  });
});

test('a kubectl that does not tell its contexts is quoted', async () => {
  const run = { code: 127, stdout: '', stderr: 'kubectl: cannot load a library\n' };
  const { contexts, problem } = await client.request<ClusterContextsResult>('kpod/cluster/contexts', { target, run });
  assert.deepEqual(contexts, []);
  assert.match(problem ?? '', /cannot load a library/);
});

test('what a kustomization builds is asked about, and answered at the file that wrote it', async () => {
  const base = 'file:///w/base/kustomization.yaml';
  client.open(
    'file:///w/base/deploy.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: b\n',
  );
  client.open(base, 'namePrefix: shop-\nresources: [deploy.yaml]\n');
  const { steps } = await client.request<ClusterPlan>('kpod/cluster/plan', { uri: base, target });
  assert.deepEqual(
    steps.map(({ title }) => title),
    ['ConfigMap/shop-settings'],
  );
  const stderr =
    'The ConfigMap "shop-settings" is invalid: data.a: Forbidden: field is immutable when `immutable` is set\n';
  const runs = steps.map(({ at }) => ({ at, run: { code: 1, stdout: '', stderr } }));
  const verdict = await client.request<ClusterVerdict>('kpod/cluster/verdict', { uri: base, target, runs });
  assert.deepEqual(verdict.findings, [
    {
      uri: 'file:///w/base/deploy.yaml',
      range: { start: { line: 5, character: 2 }, end: { line: 5, character: 2 } },
      severity: 1,
      message: 'data.a: Forbidden: field is immutable when `immutable` is set',
    },
  ]);
});
