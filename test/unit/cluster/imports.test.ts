// What a workspace lacks, and what becomes of it once it was fetched: no server fields, Secrets without values.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectCall } from '../../../server/src/core/cluster/calls.ts';
import { readContexts } from '../../../server/src/core/cluster/contexts.ts';
import {
  definitionsNamed,
  fileNameFor,
  holdsSecret,
  importedFrom,
  missingObjects,
  objectNamed,
  undefinedKinds,
} from '../../../server/src/core/cluster/imports.ts';
import { fileIn } from '../../../server/src/core/workspace/workspace.ts';
import { parseFixture } from '../fixture.ts';
import { workspaceOf } from './asked.ts';

const shop = parseFixture(
  'shop',
  `#- web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      serviceAccountName: runner
      containers:
        - name: web
          image: nginx
          envFrom:
            - configMapRef: { name: settings }
            - configMapRef: { name: here }
            - configMapRef: { name: may-be, optional: true }
            - secretRef: { name: login }
            - secretRef: { name: login }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
#- here.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: here, namespace: shop }
#- custom.yaml
apiVersion: shop.example.com/v1
kind: Widget
metadata: { name: one }
---
apiVersion: shop.example.com/v1
kind: Widget
metadata: { name: two }
---
apiVersion: defined.example.com/v1
kind: Gadget
metadata: { name: one }
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: { name: one }
#- definition.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gadgets.defined.example.com }
spec:
  group: defined.example.com
  scope: Namespaced
  names: { plural: gadgets, singular: gadget, kind: Gadget }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`,
);

test('what the file refers to and the workspace does not have is missing, once', () => {
  const workspace = workspaceOf(shop);
  const file = fileIn(workspace, 'web.yaml');
  assert.ok(file);
  assert.deepEqual(missingObjects(workspace, file), [
    { type: 'ConfigMap', name: 'settings', namespace: 'shop' },
    { type: 'Secret', name: 'login', namespace: 'shop' },
    { type: 'ServiceAccount', name: 'runner', namespace: 'shop' },
    { type: 'Role.rbac.authorization.k8s.io', name: 'reader' },
  ]);
});

test('kinds that nobody defines are those of custom groups without a definition', () => {
  assert.deepEqual(undefinedKinds(workspaceOf(shop)), [{ group: 'shop.example.com', kind: 'Widget' }]);
});

test('definitions are found by group and kind in what kubectl lists', () => {
  const listed = `widgets.shop.example.com      shop.example.com   Widget
widgets.other.example.com     other.example.com  Widget
gadgets.defined.example.com   defined.example.com Gadget
`;
  assert.deepEqual(definitionsNamed(listed, [{ group: 'shop.example.com', kind: 'Widget' }]), [
    { type: 'customresourcedefinitions.apiextensions.k8s.io', name: 'widgets.shop.example.com' },
  ]);
});

const names: readonly (readonly [words: string, args: string | undefined])[] = [
  ['deployment/web', '-- deployment web'],
  ['deploy web', '-- deploy web'],
  ['kubectl get deployments.apps/web -n shop', '-n shop -- deployments.apps web'],
  [' cm settings --namespace=shop ', '-n shop -- cm settings'],
  ['web', undefined],
  ['deployment/', undefined],
  ['deployment/web --as admin', undefined],
  ['-o/yaml', undefined],
  ['deployment/web; rm', undefined],
];

for (const [words, args] of names) {
  test(`an object is named as for kubectl get: "${words}"`, () => {
    const name = objectNamed(words);
    const call = name && objectCall({ kubectl: 'kubectl', context: 'c', timeoutSeconds: 1 }, name);
    const expected =
      args === undefined ? undefined : `--context c --request-timeout=1s get --ignore-not-found -o yaml ${args}`;
    assert.equal(call?.args.join(' '), expected);
  });
}

const configMap = `apiVersion: v1
data:
  page: |
    <h1>hi</h1>
kind: ConfigMap
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1"}
  creationTimestamp: "2026-11-21T14:16:34Z"
  name: page
  namespace: shop
  resourceVersion: "344"
  uid: a9e78b37-a1e6-4bbf-905f-a03fdc0ed7a9
`;
const secret = `apiVersion: v1
data:
  password: b2xk
  user: bWU=
kind: Secret
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","kind":"Secret","stringData":{"password":"old"}}
  name: login
  resourceVersion: "344"
type: Opaque
`;

test('what was fetched is kept without what the cluster filled in; what is not there is no document', () => {
  assert.deepEqual(importedFrom([configMap, ''], false), {
    text: '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: page\n  namespace: shop\ndata:\n  page: |\n    <h1>hi</h1>\n',
    objects: [{ kind: 'ConfigMap', name: 'page' }],
  });
});

test('a Secret is kept without its values unless they are wanted', () => {
  assert.ok(holdsSecret(secret) && !holdsSecret(configMap));
  const masked = importedFrom([secret], false).text;
  assert.match(masked, /password: "\*\*\*"\n {2}user: "\*\*\*"\n/);
  assert.doesNotMatch(masked, /b2xk|bWU=|old/);
  const shown = importedFrom([secret], true).text;
  assert.match(shown, /password: b2xk\n/);
  assert.doesNotMatch(shown, /last-applied/);
});

test('a file is named after its one object', () => {
  assert.equal(fileNameFor([{ kind: 'ConfigMap', name: 'page' }]), 'configmap-page.yaml');
  assert.equal(fileNameFor([{ kind: 'ClusterRole', name: 'system:node' }]), 'clusterrole-system-node.yaml');
  assert.equal(fileNameFor([]), 'imported.yaml');
});

test('contexts are read with their servers, the current one first', () => {
  const config = {
    kind: 'Config',
    clusters: [{ name: 'a', cluster: { server: 'https://a.example' } }],
    contexts: [
      { name: 'alpha', context: { cluster: 'a', user: 'me' } },
      { name: 'beta', context: { cluster: 'gone', user: 'me', namespace: 'shop' } },
    ],
    'current-context': 'beta',
  };
  assert.deepEqual(readContexts(JSON.stringify(config)), [
    { name: 'beta', server: '', namespace: 'shop', user: 'me', isCurrent: true },
    { name: 'alpha', server: 'https://a.example', namespace: 'default', user: 'me', isCurrent: false },
  ]);
  assert.deepEqual(readContexts('{"kind":"Config","clusters":null,"contexts":null}'), []);
  assert.equal(readContexts('no JSON'), undefined);
});
