// What the network, config and storage tabs derive from a run, and the console's commands in the state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containersAt } from '../../../client/webview/model/configStory.ts';
import { completionAt } from '../../../client/webview/model/lineCompletion.ts';
import { runOf } from '../../../client/webview/model/run.ts';
import { podsAt, requestAt, servicesAt, storageAt } from '../../../client/webview/model/stories.ts';
import { initialState, update } from '../../../client/webview/state.ts';
import { manifestScenario } from '../../../server/src/core/sim/scenario.ts';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { manifestsIn, server } from '../sim/scenarios.ts';

const manifests = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { LEVEL: debug }
---
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  containers:
    - name: app
      image: web:1
      envFrom: [{ configMapRef: { name: settings } }]
      volumeMounts: [{ name: etc, mountPath: /etc/app }]
  volumes: [{ name: etc, configMap: { name: settings } }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;
const trace = simulate(manifestScenario('stories', manifestsIn(manifests)), { server });
const run = runOf(trace);
const end = run.spanMs;

test('a Service shows its ports and the pods that serve it', () => {
  const web = servicesAt(run, end).find(({ name }) => name === 'web');
  assert.equal(web?.ports, '80→8080');
  assert.equal(web?.endpoints.length, 1);
  assert.match(web?.endpoints[0] ?? '', /^web 10\.[\d.]+:8080$/);
});

test('a request is followed from a pod to the pod that answers', () => {
  const [pod] = podsAt(run, end);
  assert.equal(requestAt(run, end, pod?.key, 'http://web/')?.end.type, 'reached');
  assert.equal(requestAt(run, end, pod?.key, 'http://nobody/')?.end.type, 'unresolved');
  assert.equal(requestAt(run, end, pod?.key, ' '), undefined);
});

test('a container shows what it sees, and where each value is written', () => {
  const [app] = containersAt(run, end, undefined);
  const level = app?.variables.find(({ name }) => name === 'LEVEL');
  assert.deepEqual(
    [level?.value, level?.source?.words, level?.source?.field],
    ['debug', 'ConfigMap/settings LEVEL', 'data[LEVEL]'],
  );
  assert.equal(app?.hasKeys, true);
  const [mount] = app?.mounts ?? [];
  assert.equal(mount?.follows, true);
  assert.deepEqual(
    [mount?.path, mount?.source.words, mount?.files],
    ['/etc/app', 'configMap settings', [['/etc/app/LEVEL', 'debug']]],
  );
});

test('a claim that waits is listed as such, with its class', () => {
  const { claims, classes } = storageAt(run, end);
  assert.deepEqual(
    claims.map(({ waits, cells }) => [waits, cells[0]?.value, cells[1]?.value]),
    [[true, 'data', '○\u00a0Pending']],
  );
  assert.deepEqual(
    classes.map(({ cells }) => cells[0]?.value),
    ['standard'],
  );
});

test('what is wrong at the end is told once, with the field to mend', () => {
  const broken = runOf(
    simulate(manifestScenario('broken', manifestsIn(manifests.replace('name: settings }]', 'name: setings }]'))), {
      server,
    }),
  );
  const said = broken.findings().map(({ about, causes }) => [about.kind, causes.at(-1)?.field]);
  assert.ok(said.length > 0, 'a claim without a consumer waits');
  assert.equal(new Set(said.map(String)).size, said.length);
});

test('Tab completes with the names of the moment', () => {
  assert.equal(completionAt(run, end, 'describe pod w').tabbed, 'describe pod web ');
  assert.equal(completionAt(run, end, 'get configmaps,').tabbed, undefined);
  assert.deepEqual(
    completionAt(run, end, 'rollout re').offers.map(({ word }) => word),
    ['restart', 'resume'],
  );
  assert.equal(completionAt(run, end, 'rollout re').tabbed, 'rollout res');
});

test('earlier lines come back once each, the last one last', () => {
  const asked = ['get pods', 'get nodes', ' get pods '].reduce(
    (state, line) => update(state, { type: 'asked', line }),
    initialState({ uri: 'file:///w.yaml', fileName: 'w.yaml', locale: 'en' }, undefined, true),
  );
  assert.deepEqual(asked.kept.asked, ['get nodes', 'get pods']);
});

test('commands of the console are kept for a reload', () => {
  const start = { uri: 'file:///w.yaml', fileName: 'w.yaml', locale: 'en' as const };
  const commands = [{ atMs: 5000, line: 'delete pod web' }];
  assert.deepEqual(
    update(initialState(start, undefined, true), { type: 'commands', commands }).kept.commands,
    commands,
  );
});
