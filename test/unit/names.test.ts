// Names across documents and files: what the cursor is on, where it is defined, who uses it, and what a rename writes.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { highlightsAt } from '../../server/src/core/features/highlights.ts';
import { inlayHintsOf } from '../../server/src/core/features/inlayHints.ts';
import { nameAt } from '../../server/src/core/features/names.ts';
import { renameAt } from '../../server/src/core/features/rename.ts';
import { findObjects } from '../../server/src/core/features/workspaceSymbols.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { placeOfOffset, textOf } from '../../server/src/core/workspace/file.ts';
import type { Site } from '../../server/src/core/workspace/site.ts';
import {
  emptyWorkspace,
  fileIn,
  type Workspace,
  withEdits,
  withFile,
  withoutFile,
  withSchema,
} from '../../server/src/core/workspace/workspace.ts';

const app = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels:
        app: web
    spec:
      serviceAccountName: runner
      containers:
      - name: app
        image: nginx
        ports:
        - name: http
          containerPort: 80
        readinessProbe:
          httpGet: {port: http}
        envFrom:
        - configMapRef: {name: settings}
        env:
        - name: LEVEL
          valueFrom:
            configMapKeyRef:
              name: settings
              key: level
        volumeMounts:
        - {name: data, mountPath: /data}
      volumes:
      - name: data
        secret:
          secretName: keys
          items:
          - {key: tls, path: tls}
`;
const rest = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
data:
  level: debug
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: other
data:
  level: info
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: web
  ports:
  - name: front
    port: 80
    targetPort: http
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: front
  namespace: shop
spec:
  defaultBackend:
    service:
      name: web
      port: {name: front}
---
apiVersion: v1
kind: Secret
metadata:
  name: keys
stringData:
  tls: abc
`;

function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  return Object.entries(files).reduce((workspace, [uri, text]) => withFile(workspace, uri, text), emptyWorkspace);
}

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')));
const shop = workspaceOf({ app, rest });

/** `file:line:word` for each site, lines from 1. */
function drawn(workspace: Workspace, sites: readonly Site[]): string[] {
  return sites.map(({ uri, index, span }) => {
    const file = fileIn(workspace, uri);
    assert.ok(file);
    const start = (file.starts[index] ?? 0) + span.start;
    const line = textOf(file).slice(0, start).split('\n').length;
    return `${uri}:${line}:${textOf(file).slice(start, start + span.end - span.start)}`;
  });
}

/** The name at the last letter of `anchor`, which stands once in the file. */
function at(workspace: Workspace, uri: string, anchor: string) {
  const file = fileIn(workspace, uri);
  assert.ok(file);
  const text = textOf(file);
  assert.equal(text.split(anchor).length, 2, `"${anchor}" must stand once`);
  return { file, place: placeOfOffset(file, text.indexOf(anchor) + anchor.length - 1) };
}

const cases: readonly {
  readonly cursor: readonly [uri: string, anchor: string];
  readonly what: string;
  readonly definitions: readonly string[];
  readonly uses: readonly string[];
}[] = [
  {
    cursor: ['app', 'configMapRef: {name: settings'],
    what: 'object',
    definitions: ['rest:4:settings'],
    uses: ['app:24:settings', 'app:29:settings'],
  },
  { cursor: ['app', 'key: level'], what: 'member', definitions: ['rest:7:level'], uses: ['app:30:level'] },
  { cursor: ['app', 'secretName: keys'], what: 'object', definitions: ['rest:44:keys'], uses: ['app:36:keys'] },
  { cursor: ['app', '{key: tls'], what: 'member', definitions: ['rest:46:tls'], uses: ['app:38:tls'] },
  {
    cursor: ['app', 'httpGet: {port: http'],
    what: 'port',
    definitions: ['app:19:http'],
    uses: ['app:22:http', 'rest:28:http'],
  },
  {
    cursor: ['rest', 'targetPort: http'],
    what: 'port',
    definitions: ['app:19:http'],
    uses: ['app:22:http', 'rest:28:http'],
  },
  { cursor: ['app', '{name: data'], what: 'volume', definitions: ['app:34:data'], uses: ['app:32:data'] },
  {
    cursor: ['rest', 'selector:\n    app: web'],
    what: 'label',
    definitions: ['app:12:web'],
    uses: ['app:8:web', 'rest:24:web'],
  },
  { cursor: ['rest', 'port: {name: front'], what: 'member', definitions: ['rest:26:front'], uses: ['rest:39:front'] },
  { cursor: ['rest', '      name: web'], what: 'object', definitions: ['rest:20:web'], uses: ['rest:38:web'] },
  { cursor: ['app', 'serviceAccountName: runner'], what: 'object', definitions: [], uses: ['app:14:runner'] },
];

for (const { cursor, what, definitions, uses } of cases) {
  test(`the name at "${cursor[1].split('\n').at(-1)?.trim()}" is a ${what}`, () => {
    const { file, place } = at(shop, ...cursor);
    const name = nameAt(shop, file, place);
    assert.equal(name?.what, what);
    assert.deepEqual(drawn(shop, name?.definitions ?? []), definitions);
    assert.deepEqual(drawn(shop, name?.uses ?? []), uses);
  });
}

test('a rename writes every place and quotes what would not be a string', () => {
  const { file, place } = at(shop, 'app', 'configMapRef: {name: settings');
  const edits = renameAt(shop, file, place, 'true');
  assert.ok(!('refused' in edits));
  assert.deepEqual(drawn(shop, edits), ['rest:4:settings', 'app:24:settings', 'app:29:settings']);
  assert.deepEqual([...new Set(edits.map(({ newText }) => newText))], ['"true"']);
});

const refusals: readonly (readonly [uri: string, anchor: string, newName: string, why: RegExp])[] = [
  ['app', 'serviceAccountName: runner', 'x', /^"runner" is defined nowhere in this workspace/],
  ['app', 'containerPort: 80\n        readinessProbe', 'x', /^there is no name here/],
  ['app', 'configMapRef: {name: settings', 'Bad_Name', /lowercase RFC 1123 subdomain/],
  ['rest', 'namespace: other\ndata:\n  level', 'a b', /a valid config key/],
  ['rest', 'selector:\n    app: web', 'two words', /^it would be wrong afterwards: .*invalid label selector/],
  ['odd', 'pod-security.kubernetes.io/enforce: base', 'x', /is a label that Kubernetes reads/],
  ['odd', '  name: plants.example.com', 'x', /is made of other fields/],
  ['odd', 'tier: cache', 'web', /^there is "web" already/],
];

const odd = `apiVersion: v1
kind: Namespace
metadata: {name: secure, labels: {pod-security.kubernetes.io/enforce: baseline}}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: plants.example.com
---
apiVersion: v1
kind: Pod
metadata:
  name: cache
  labels:
    tier: cache
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {tier: web}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: all}
spec: {selector: {matchExpressions: [{key: tier, operator: In, values: [cache, web]}]}}
`;

for (const [uri, anchor, newName, why] of refusals) {
  test(`"${anchor.split('\n').at(-1)?.trim()}" is not renamed to "${newName}"`, () => {
    const workspace = withSchema(workspaceOf({ app, rest, odd }), schema);
    const { file, place } = at(workspace, uri, anchor);
    const answer = renameAt(workspace, file, place, newName);
    assert.ok('refused' in answer, JSON.stringify(answer));
    assert.match(answer.refused.en, why);
  });
}

test('a label is renamed in expressions, too, and its key with the other values that one asks for', () => {
  const workspace = workspaceOf({ odd, app, rest });
  const value = at(workspace, 'odd', 'tier: cache');
  const values = renameAt(workspace, value.file, value.place, 'store');
  assert.ok(!('refused' in values));
  assert.deepEqual(drawn(workspace, values), ['odd:15:cache', 'odd:24:cache']);
  const tier = at(workspace, 'odd', '    tie');
  const tiers = renameAt(workspace, tier.file, tier.place, 'level');
  assert.ok(!('refused' in tiers));
  assert.deepEqual(drawn(workspace, tiers), ['odd:15:tier', 'odd:19:tier', 'odd:24:tier']);
  const key = at(workspace, 'rest', 'selector:\n    ap');
  const keys = renameAt(workspace, key.file, key.place, 'app.kubernetes.io/name');
  assert.ok(!('refused' in keys));
  assert.deepEqual(drawn(workspace, keys), ['app:12:app', 'app:8:app', 'rest:24:app']);
});

test('a key that is asked for alone is renamed with all its values', () => {
  const exists = odd.replace('operator: In, values: [cache, web]', 'operator: Exists');
  const workspace = workspaceOf({ exists });
  const { file, place } = at(workspace, 'exists', '    tie');
  const edits = renameAt(workspace, file, place, 'level');
  assert.ok(!('refused' in edits));
  assert.deepEqual(drawn(workspace, edits), ['exists:15:tier', 'exists:19:tier', 'exists:24:tier']);
});

test('labels and targets of a kustomization are renamed with what they are about', () => {
  const kustomization = `kind: Kustomization
apiVersion: kustomize.config.k8s.io/v1beta1
labels:
- pairs: {app: web}
  includeSelectors: true
patches:
- target: {kind: Deployment, name: web}
  path: more.yaml
- target: {kind: Deployment, name: w.*}
  path: all.yaml
replacements:
- source: {kind: Deployment, name: web, fieldPath: spec.replicas}
`;
  const workspace = workspaceOf({ app, rest, 'kustomization.yaml': kustomization });
  const label = at(workspace, 'rest', 'selector:\n    app: web');
  const labels = renameAt(workspace, label.file, label.place, 'site');
  assert.ok(!('refused' in labels));
  assert.ok(drawn(workspace, labels).includes('kustomization.yaml:4:web'));
  const named = at(workspace, 'app', '  name: web');
  const names = renameAt(workspace, named.file, named.place, 'site');
  assert.ok(!('refused' in names));
  assert.deepEqual(drawn(workspace, names), ['app:4:web', 'kustomization.yaml:7:web', 'kustomization.yaml:12:web']);
});

test('what a kustomization numbers, takes from and generates is renamed with it', () => {
  const kustomization = `kind: Kustomization
apiVersion: kustomize.config.k8s.io/v1beta1
replicas:
- {name: web, count: 2}
configMapGenerator:
- name: hosts
  literals: [front=a, back=b]
replacements:
- source: {kind: ConfigMap, name: hosts, fieldPath: data.front}
`;
  const workspace = workspaceOf({ app, rest, 'kustomization.yaml': kustomization });
  const named = at(workspace, 'app', '  name: web');
  const names = renameAt(workspace, named.file, named.place, 'site');
  assert.ok(!('refused' in names));
  assert.deepEqual(drawn(workspace, names), ['app:4:web', 'kustomization.yaml:4:web']);
  const key = at(workspace, 'kustomization.yaml', 'literals: [front');
  const keys = renameAt(workspace, key.file, key.place, 'face');
  assert.ok(!('refused' in keys));
  assert.deepEqual(drawn(workspace, keys), ['kustomization.yaml:7:front', 'kustomization.yaml:9:front']);
});

test('a rule of a role that speaks of one resource names its objects', () => {
  const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: narrow, namespace: other}
rules:
- {apiGroups: [''], resources: [configmaps, configmaps/x], resourceNames: [settings], verbs: [get]}
- {apiGroups: [apps], resources: [deployments, replicasets], resourceNames: [web], verbs: [get]}
`;
  const workspace = workspaceOf({ app, rest, role });
  const named = at(workspace, 'role', 'resourceNames: [settings');
  const name = nameAt(workspace, named.file, named.place);
  assert.ok((name?.definitions ?? []).some(({ uri }) => uri === 'rest'));
  const both = at(workspace, 'role', 'resourceNames: [web');
  assert.equal(nameAt(workspace, both.file, both.place), undefined);
});

test('anchors and aliases are names', () => {
  const workspace = workspaceOf({ f: 'kind: A\napiVersion: v1\na: &one {x: 1}\nb: *one\nc: *one\n' });
  const { file, place } = at(workspace, 'f', 'b: *one');
  const name = nameAt(workspace, file, place);
  assert.deepEqual(drawn(workspace, name?.definitions ?? []), ['f:3:one']);
  assert.deepEqual(drawn(workspace, name?.uses ?? []), ['f:4:one', 'f:5:one']);
});

test('highlights keep to the file', () => {
  const { file, place } = at(shop, 'app', 'httpGet: {port: http');
  const sites = highlightsAt(shop, file, place).map((site) => ({ uri: 'app', ...site }));
  assert.deepEqual(drawn(shop, sites), ['app:19:http', 'app:22:http']);
});

test('objects are found by kind, name and namespace, the nearest first', () => {
  assert.deepEqual(
    findObjects(shop, 'web').map(({ name }) => name),
    ['Deployment/web', 'Service/web'].sort(),
  );
  assert.deepEqual(
    findObjects(shop, 'conf/sett other').map(({ name, namespace }) => `${namespace} ${name}`),
    ['other ConfigMap/settings'],
  );
});

test('an edit moves what the index knows, and a file that is gone takes its names along', () => {
  const edit = { start: { line: 3, character: 8 }, end: { line: 3, character: 16 }, newText: 'options' };
  const edited = withEdits(shop, 'rest', [edit]);
  const { file, place } = at(edited, 'app', 'configMapRef: {name: settings');
  assert.deepEqual(nameAt(edited, file, place)?.definitions, []);
  const gone = withoutFile(shop, 'rest');
  assert.deepEqual(
    findObjects(gone, '').map(({ name }) => name),
    ['Deployment/web'],
  );
});

test('hints say which workload a selector takes and which number a named port is', () => {
  const file = fileIn(shop, 'rest');
  const service = file?.documents.find(({ text }) => text.includes('kind: Service'));
  assert.ok(service);
  const hints = inlayHintsOf(shop, service).map(({ offset, label }) => {
    const line = service.text.slice(0, offset).split('\n').at(-1) ?? '';
    return `${line.trim()}${label.en}`;
  });
  assert.deepEqual(hints, ['app: web → Deployment/web', 'targetPort: http = 80']);
});
