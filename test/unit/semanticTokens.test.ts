// What the words of a manifest are: each case is a manifest and its tokens, definitions with an exclamation mark.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { semanticTokensOf } from '../../server/src/core/features/semanticTokens.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { documentOf } from '../../server/src/core/workspace/document.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')));

const cases: readonly (readonly [name: string, manifest: string, tokens: readonly string[]])[] = [
  [
    'a pod',
    `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: 'front'}
spec:
  containers:
  - name: app
    image: nginx
    env:
    - {name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: level}}}
    resources: {limits: {memory: 64Mi, cpu: 1}}
    volumeMounts: [{name: data, mountPath: /data}]
  volumes:
  - name: data
    emptyDir: {sizeLimit: 1Gi}
`,
    [
      'namespace v1',
      'class Pod',
      'variable! web',
      'property! app',
      'enumMember! front',
      'variable! app',
      'parameter! LEVEL',
      'variable settings',
      'variable level',
      'number 64Mi',
      'number 1',
      'variable data',
      'variable! data',
      'number 1Gi',
    ],
  ],
  [
    'what selects',
    `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
`,
    [
      'namespace v1',
      'class Service',
      'variable! web',
      'variable shop',
      'property app',
      'enumMember web',
      'variable http',
    ],
  ],
  ['somebody else', 'kind: thing\nname: x\n', []],
];

for (const [name, manifest, tokens] of cases) {
  test(`the words of ${name}`, () => {
    const found = semanticTokensOf(documentOf(manifest), schema).map(
      ({ type, defines, start, end }) => `${type}${defines ? '!' : ''} ${manifest.slice(start, end)}`,
    );
    assert.deepEqual(found, tokens);
  });
}
