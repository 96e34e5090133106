// What is judged once and what anew: counted, so that a run of many equal pods stays cheap.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject, Verdict } from '../../../server/src/core/apiserver/types.ts';
import { rememberingVerdicts } from '../../../server/src/core/sim/admissionMemory.ts';
import { apiServerOf } from '../../../server/src/core/sim/server.ts';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { scenarioFrom, schema } from './scenarios.ts';

type Cluster = Parameters<ReturnType<typeof rememberingVerdicts>>[1];

const accepted: Verdict = { accepted: true, strict: [], errors: [], warnings: [] };

function clusterWith(namespace: () => JsonObject): Cluster {
  return { list: () => [], get: () => namespace() as ReturnType<Cluster['get']> };
}

function counting() {
  const seen = { judged: 0 };
  const judge = rememberingVerdicts((_object, cluster) => {
    seen.judged++;
    cluster.get('Namespace', 'shop');
    return accepted;
  });
  return { seen, judge };
}

test('the same request in a cluster that says the same is judged once', () => {
  const { seen, judge } = counting();
  const cluster = clusterWith(() => ({ kind: 'Namespace', metadata: { name: 'shop', uid: 'a' } }));
  for (let i = 0; i < 100; i++) judge({ kind: 'Pod', spec: { image: 'nginx' } }, cluster);
  assert.equal(seen.judged, 1);
});

test('another request, another former state, or another answer of the cluster is judged anew', () => {
  const { seen, judge } = counting();
  let uid = 'a';
  const cluster = clusterWith(() => ({ kind: 'Namespace', metadata: { name: 'shop', uid } }));
  judge({ kind: 'Pod' }, cluster);
  judge({ kind: 'Job' }, cluster);
  judge({ kind: 'Pod' }, cluster, { kind: 'Pod', spec: {} });
  uid = 'b';
  judge({ kind: 'Pod' }, cluster);
  assert.equal(seen.judged, 4);
});

test('a request with integers wider than JSON writes them is judged, every time', () => {
  const { seen, judge } = counting();
  const cluster = clusterWith(() => ({ kind: 'Namespace' }));
  for (let i = 0; i < 2; i++) judge({ kind: 'Pod', spec: { seconds: 9007199254740993n } }, cluster);
  assert.equal(seen.judged, 2);
});

const rollout = (image: string) => `
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 30
      selector: {matchLabels: {app: web}}
      template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: "${image}"}]}}`;

test('a judge that remembers gives the same run again', () => {
  const server = apiServerOf(schema);
  const scenario = scenarioFrom(`
name: again
nodes: [{name: node, count: 3}]
steps:
- at: 0s
  apply: |${rollout('nginx:1')}
- at: 30s
  apply: |${rollout('nginx:2')}
until: 120s`);
  const first = simulate(scenario, { server });
  assert.deepEqual(simulate(scenario, { server }).writes, first.writes);
});
