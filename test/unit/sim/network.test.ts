// Requests through a small cluster: hop by hop and how they end. requests.txt asks, shop.txt answers; UPDATE=1 rewrites it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import type { Cluster } from '../../../server/src/core/sim/cluster.ts';
import { type RequestTrace, traceRequest } from '../../../server/src/core/sim/network/requestTrace.ts';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { manifestsIn, scenarioFrom, server } from './scenarios.ts';

const folder = 'test/fixtures/network';
const scenario = scenarioFrom(fs.readFileSync(`${folder}/shop.yaml`, 'utf8'));

function clusterAtRest(): Cluster['view'] {
  let cluster: Cluster | undefined;
  simulate(scenario, { server, afterCommit: (now) => (cluster = now) });
  assert.ok(cluster);
  return cluster.view;
}

function shown({ hops, end }: RequestTrace): string {
  const targets =
    end.type === 'reached' ? ` ${end.targets.map(({ pod, ip, port }) => `${pod?.metadata.name ?? ip}:${port}`)}` : '';
  const code = end.type === 'answered' ? ` ${end.code}` : '';
  const lines = hops.map(
    ({ stage, ref, field, says }) => `  ${stage} ${ref ? `${ref.kind}/${ref.name} ` : ''}${field ?? ''}: ${says.en}`,
  );
  return [...lines, `  = ${end.type}${code}${targets}`].join('\n');
}

test('requests end where the manifests send them', () => {
  const view = clusterAtRest();
  const lines = fs.readFileSync(`${folder}/requests.txt`, 'utf8').trim().split('\n');
  const answers = lines.map((line) => {
    const [who = '', url = ''] = line.split(' ');
    const from = who === 'outside' ? undefined : view.get('Pod', 'default', who);
    return `${line}\n${shown(traceRequest(view, { url, ...(from && { from }) }))}\n`;
  });
  const text = answers.join('').replace(/10\.96\.\d+\.\d+/g, '10.96.x.x');
  if (process.env['UPDATE'] === '1') fs.writeFileSync(`${folder}/shop.txt`, text);
  assert.equal(text, fs.readFileSync(`${folder}/shop.txt`, 'utf8'));
});

test('kubectl exec asks from inside a container; its environment is that of its start', () => {
  const lines = [
    ['exec client -- curl -s http://web', '(answered by web)\n'],
    [
      'exec client -- curl http://broken',
      'curl: (7) Failed to connect to broken port 80 after 1 ms: Could not connect to server\ncommand terminated with exit code 7\n',
    ],
    ['exec client -- wget -qO- http://nobody', "wget: bad address 'nobody'\ncommand terminated with exit code 1\n"],
    ['exec broken -- env', 'error: unable to upgrade connection: container not found ("app")\n'],
    ['patch configmap settings -p \'{"data":{"MODE":"new"}}\'', 'configmap/settings patched\n'],
    ['exec web -- printenv MODE', 'old\n'],
    [
      'exec client -- cat /etc/resolv.conf',
      'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
    ],
  ] as const;
  const steps = lines.map(([kubectl], index) => ({ atMs: 10_000 + 1000 * index, kubectl }));
  const trace = simulate({ ...scenario, steps: [...scenario.steps, ...steps] }, { server });
  const outputs = trace.commands.slice(1).map(({ output }) => output);
  assert.deepEqual(
    outputs,
    lines.map(([, output]) => output),
  );
});

test('changed ConfigMaps reach files within a minute, but neither the environment nor a subPath', () => {
  const manifests = `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {mode: old}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    image: nginx
    env: [{name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}]
    volumeMounts: [{name: all, mountPath: /all}, {name: all, mountPath: /one, subPath: mode}]
  volumes: [{name: all, configMap: {name: settings}}]
`;
  const asks = (atMs: number) =>
    ['cat /all/mode', 'cat /one', 'printenv MODE'].map((line) => ({ atMs, kubectl: `exec web -- ${line}` }));
  const steps = [
    { atMs: 0, apply: manifestsIn(manifests) },
    { atMs: 5000, kubectl: 'patch configmap settings -p \'{"data":{"mode":"new"}}\'' },
    ...asks(10_000),
    ...asks(70_000),
  ];
  const trace = simulate({ name: 'files', nodes: [{ name: 'n' }], kubelet: [], steps, untilMs: 80_000 }, { server });
  const outputs = trace.commands.slice(2).map(({ output }) => output.trim());
  assert.deepEqual(outputs, ['old', 'old', 'old', 'new', 'old', 'old']);
});
