// Both sides of what applying would change: without counts and status, without the values of Secrets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dryRunCall, liveCall } from '../../../server/src/core/cluster/calls.ts';
import { comparisonOf } from '../../../server/src/core/cluster/changes.ts';

const deployment = (replicas: number, generation: number): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"spec":{"replicas":${replicas}}}
  generation: ${generation}
  managedFields:
  - manager: kubectl
  name: web
  uid: 30a3a547-66d3-4f81-9495-b49bfb450403
spec:
  replicas: ${replicas}
status:
  observedGeneration: ${generation}
`;

test('what only the cluster counts is no change', () => {
  const pair = { title: 'Deployment/web', live: deployment(1, 1), merged: deployment(1, 2) };
  assert.deepEqual(comparisonOf([pair]), { before: '', after: '', created: 0, changed: 0, unchanged: 1 });
});

test('of what changes both sides are shown, of what is created one', () => {
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: page\n  uid: a\n';
  const { before, after, ...counts } = comparisonOf([
    { title: 'Deployment/web', live: deployment(1, 1), merged: deployment(3, 2) },
    { title: 'ConfigMap/page', live: '', merged: config },
  ]);
  const side = (replicas: number) =>
    `---\n# Deployment/web\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: ${replicas}\n`;
  const header = '---\n# ConfigMap/page\n';
  assert.equal(before, `${side(1)}${header}`);
  assert.equal(after, `${side(3)}${header}apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: page\n`);
  assert.deepEqual(counts, { created: 1, changed: 1, unchanged: 0 });
});

test('of Secrets it is shown which values change, not to what', () => {
  const secret = (data: string) => `apiVersion: v1\ndata:\n${data}kind: Secret\nmetadata:\n  name: login\n`;
  const { before, after, changed } = comparisonOf([
    {
      title: 'Secret/login',
      live: secret('  password: b2xk\n  user: bWU=\n  gone: eA==\n'),
      merged: secret('  password: bmV3\n  user: bWU=\n'),
    },
  ]);
  assert.equal(changed, 1);
  assert.match(before, /password: "\*\*\* \(before\)"\n {2}user: "\*\*\*"\n {2}gone: "\*\*\*"\n/);
  assert.match(after, /password: "\*\*\* \(after\)"\n {2}user: "\*\*\*"\n$/);
});

test('an object that kubectl could not keep in an annotation is applied by the server; one without a name is created', () => {
  const target = { kubectl: 'kubectl', context: 'c', timeoutSeconds: 1 };
  const verb = (object: Parameters<typeof dryRunCall>[1]) => dryRunCall(target, object).args.slice(3).join(' ');
  const shared = '--dry-run=server -o yaml -f -';
  assert.equal(verb({ metadata: { name: 'a' } }), `apply --server-side=false ${shared}`);
  assert.equal(verb({ metadata: { generateName: 'a-' } }), `create ${shared}`);
  const large = { metadata: { name: 'a' }, data: { a: 'x'.repeat(300_000) } };
  assert.equal(verb(large), `apply --server-side=true --force-conflicts ${shared}`);
});

test('whole numbers of any size are sent as they are written', () => {
  const target = { kubectl: 'kubectl', context: 'c', timeoutSeconds: 1 };
  const { stdin } = dryRunCall(target, { metadata: { name: 'a' }, spec: { size: 9007199254740993n, text: 'a' } });
  assert.equal(stdin, '{"metadata":{"name":"a"},"spec":{"size":9007199254740993,"text":"a"}}');
});

test('what is there is asked for by version and group, in the namespace that is written', () => {
  const target = { kubectl: 'kubectl', context: 'c', timeoutSeconds: 1 };
  const asked = (object: Parameters<typeof liveCall>[1]) => liveCall(target, object).args.slice(7).join(' ');
  assert.equal(asked({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }), '-- ConfigMap.v1. a');
  const inShop = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a', namespace: 'shop' } };
  assert.equal(asked(inShop), '-n shop -- Deployment.v1.apps a');
});
