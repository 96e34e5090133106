// What the network, config and storage tabs derive from a run, and the console's commands in the state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runOf } from '../../../client/webview/model/run.ts';
import {
  claimsAt,
  containersAt,
  podsAt,
  requestAt,
  servicesAt,
  storageTables,
} from '../../../client/webview/model/stories.ts';
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

test('a container shows what it sees', () => {
  const [app] = containersAt(run, end, undefined);
  assert.deepEqual(
    app?.variables.filter(([name]) => name === 'LEVEL'),
    [['LEVEL', 'debug']],
  );
  assert.equal(app?.mounts[0], '/etc/app ← configMap settings');
});

test('a claim that waits is listed, beside kubectl’s own tables', () => {
  assert.deepEqual(
    claimsAt(run, end).map(({ name, phase }) => [name, phase]),
    [['data', 'Pending']],
  );
  assert.match(storageTables(run, end)[0] ?? '', /^NAMESPACE +NAME +STATUS/);
});

test('commands of the console are kept for a reload', () => {
  const start = { uri: 'file:///w.yaml', fileName: 'w.yaml', locale: 'en' as const };
  const commands = [{ atMs: 5000, line: 'delete pod web' }];
  assert.deepEqual(
    update(initialState(start, undefined, true), { type: 'commands', commands }).kept.commands,
    commands,
  );
});
