// Who uses whom: for objects of one small shop, what they use, who uses them, and the workloads behind them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hierarchyName, incoming, outgoing } from '../../server/src/core/features/hierarchy.ts';
import { objectAt, type Relation, usedBy, usersOf, workloadsBehind } from '../../server/src/core/features/relations.ts';
import { placeOfOffset } from '../../server/src/core/workspace/file.ts';
import { emptyWorkspace, fileIn, withFile } from '../../server/src/core/workspace/workspace.ts';

const files = {
  'app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: front}}
    spec:
      containers:
      - name: app
        envFrom: [{configMapRef: {name: settings}}]
        env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {a: b}
`,
  'net.yaml': `apiVersion: v1
kind: Service
metadata: {name: web-svc, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site, namespace: shop}
spec: {defaultBackend: {service: {name: web-svc, port: {number: 80}}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: keep, namespace: shop}
spec: {minAvailable: 1, selector: {matchExpressions: [{key: tier, operator: In, values: [front, back]}]}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all, namespace: shop}
spec: {podSelector: {}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: grow, namespace: shop}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
`,
  'other.yaml': `apiVersion: v1
kind: Service
metadata: {name: web-svc, namespace: other}
spec: {selector: {app: web}}
`,
};

const shop = Object.entries(files).reduce((all, [uri, text]) => withFile(all, uri, text), emptyWorkspace);

interface Expected {
  readonly uses?: readonly string[];
  readonly users?: readonly string[];
  readonly behind?: readonly string[];
}

const cases: Readonly<Record<string, Expected>> = {
  'name: web, namespace': {
    uses: ['ConfigMap/settings 2'],
    users: ['Service/web-svc 1', 'PodDisruptionBudget/keep 1', 'HorizontalPodAutoscaler/grow 1'],
    behind: ['Deployment/web'],
  },
  'name: settings, namespace': { uses: [], users: ['Deployment/web 2'], behind: [] },
  'name: web-svc, namespace: shop': {
    uses: ['Deployment/web 1'],
    users: ['Ingress/site 1'],
    behind: ['Deployment/web'],
  },
  'name: site, namespace': { uses: ['Service/web-svc 1'], users: [], behind: ['Deployment/web'] },
  'service: {name: web-svc': { behind: ['Deployment/web'] },
  'name: keep, namespace': { uses: ['Deployment/web 1'], behind: ['Deployment/web'] },
  'name: all, namespace': { uses: ['Deployment/web 1'] },
  'name: grow, namespace': { uses: ['Deployment/web 1'], behind: ['Deployment/web'] },
  'name: web-svc, namespace: other': { uses: [], behind: [] },
};

const shown = ({ other: { fact }, spans }: Relation) => `${fact.kind}/${fact.name} ${spans.length}`;

for (const [anchor, { uses, users, behind }] of Object.entries(cases)) {
  test(`who uses whom at "${anchor}"`, () => {
    const [uri = '', text = ''] = Object.entries(files).find(([, content]) => content.includes(anchor)) ?? [];
    const file = fileIn(shop, uri);
    assert.ok(file);
    const object = objectAt(shop, file, placeOfOffset(file, text.indexOf(anchor) + anchor.indexOf('name: ') + 6));
    assert.ok(object);
    if (uses) assert.deepEqual(usedBy(shop, object).map(shown), uses);
    if (users) assert.deepEqual(new Set(usersOf(shop, object).map(shown)), new Set(users));
    if (behind)
      assert.deepEqual(
        workloadsBehind(shop, object).map(({ fact }) => `${fact.kind}/${fact.name}`),
        behind,
      );
  });
}

test('a kustomization uses what it builds, and what is built is used by it', () => {
  const kustomized = [
    ['w/base/kustomization.yaml', 'resources: [app.yaml]\nkind: Kustomization\n'],
    ['w/base/app.yaml', files['app.yaml']],
    ['w/top/kustomization.yaml', 'resources: [../base]\npatches: [{path: more.yaml}]\nkind: Kustomization\n'],
    ['w/top/more.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n'],
  ].reduce((all, [uri = '', text = '']) => withFile(all, uri, text), emptyWorkspace);
  const entry = (uri: string) => {
    const file = fileIn(kustomized, uri);
    const found = file && objectAt(kustomized, file, placeOfOffset(file, 3));
    assert.ok(found, uri);
    return found;
  };
  const names = (relations: readonly Relation[]) => relations.map(({ other }) => hierarchyName(other)).sort();
  assert.deepEqual(names(outgoing(kustomized, entry('w/base/kustomization.yaml'))), [
    'ConfigMap/settings',
    'Deployment/web',
  ]);
  assert.deepEqual(names(outgoing(kustomized, entry('w/top/kustomization.yaml'))), [
    'Deployment/web',
    'Kustomization/base',
  ]);
  assert.deepEqual(names(incoming(kustomized, entry('w/base/kustomization.yaml'))), ['Kustomization/top']);
  assert.deepEqual(names(incoming(kustomized, entry('w/base/app.yaml'))), ['Kustomization/base']);
  assert.deepEqual(names(incoming(kustomized, entry('w/top/more.yaml'))), ['Kustomization/top']);
});
