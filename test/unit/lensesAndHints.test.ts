// Lenses and inlay hints, each with its setting: what they say of one small shop, and that none is there unasked.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { inlayHintsOf } from '../../server/src/core/features/inlayHints.ts';
import { objectLensesOf } from '../../server/src/core/features/objectLenses.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { defaultSettings } from '../../server/src/core/workspace/settings.ts';
import {
  emptyWorkspace,
  fileIn,
  type Workspace,
  withFile,
  withSchema,
  withSettings,
} from '../../server/src/core/workspace/workspace.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')));
const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: app
        image: nginx
        ports: [{name: http, containerPort: 8080}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetPort: http
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: grow}
spec: {maxReplicas: 9, minReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
---
apiVersion: v1
kind: Secret
metadata: {name: keys}
data:
  word: c2VjcmV0
  many: b25lCnR3bw==
  bytes: AAEC
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {replicas: 3}
`;

const shop = withFile(withSchema(emptyWorkspace, schema), 'a', text);
const off = { references: false, selectedPods: false, replicas: false };
const dark = { selectedPods: false, ports: false, decodedBase64: false, defaults: false };

function documentsOf(workspace: Workspace) {
  const file = fileIn(workspace, 'a');
  assert.ok(file);
  return file.documents;
}

function lenses(on: Partial<typeof off>): string[] {
  const workspace = withSettings(shop, { ...defaultSettings, lenses: { ...off, ...on } });
  return documentsOf(workspace).flatMap((document) =>
    objectLensesOf(workspace, 'a', document).map(({ title, sites }) => `${title.en} → ${sites.length}`),
  );
}

/** The line before each hint and the hint. */
function hints(on: Partial<typeof dark>): string[] {
  const workspace = withSettings(shop, { ...defaultSettings, inlayHints: { ...dark, ...on } });
  return documentsOf(workspace).flatMap((document) =>
    inlayHintsOf(workspace, document).map(({ offset, label }) => {
      const line = document.text.slice(document.text.lastIndexOf('\n', offset - 1) + 1, offset).trim();
      return `${line}⟨${label.en}⟩`;
    }),
  );
}

test('no further lens is there unasked', () => {
  assert.deepEqual(
    documentsOf(shop).flatMap((document) => objectLensesOf(shop, 'a', document)),
    [],
  );
});

test('lenses', () => {
  assert.deepEqual(lenses({ references: true }), [
    '2 references → 2',
    '0 references → 0',
    '0 references → 0',
    '0 references → 0',
    '0 references → 0',
  ]);
  assert.deepEqual(lenses({ selectedPods: true }), ['selects Deployment/web → 1']);
  assert.deepEqual(lenses({ replicas: true }), ['replicas: 2–9 (HorizontalPodAutoscaler/grow) → 1', 'replicas: 3 → 1']);
});

test('hints', () => {
  assert.deepEqual(hints({ selectedPods: true }), ['selector: {app: web}⟨ → Deployment/web⟩']);
  assert.deepEqual(hints({ ports: true }), ['targetPort: http⟨ = 8080⟩']);
  assert.deepEqual(hints({ decodedBase64: true }), [
    'word: c2VjcmV0⟨ = secret⟩',
    'many: b25lCnR3bw==⟨ = one…⟩',
    'bytes: AAEC⟨ = 3 bytes⟩',
  ]);
  assert.deepEqual(hints({ defaults: true }), [
    'spec:⟨  replicas: 1, progressDeadlineSeconds: 600⟩',
    'spec:⟨  restartPolicy: Always, terminationGracePeriodSeconds: 30⟩',
    '- name: app⟨  imagePullPolicy: Always⟩',
    'ports: [{name: http, containerPort: 8080}]⟨  protocol: TCP⟩',
    'spec:⟨  type: ClusterIP⟩',
    '- port: 80⟨  protocol: TCP⟩',
    'spec: {replicas: 3}⟨  podManagementPolicy: OrderedReady⟩',
  ]);
});

test('secrets are not shown unasked', () => {
  assert.ok(
    !documentsOf(shop).some((document) =>
      inlayHintsOf(shop, document).some(({ label }) => label.en.includes('secret')),
    ),
  );
});
