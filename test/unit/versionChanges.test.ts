// What changes between two versions for a small workspace: APIs that go, fields that come, and the edits that migrate.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { renamed } from '../../server/src/core/features/renameRefusals.ts';
import { versionChanges } from '../../server/src/core/features/versionChanges.ts';
import { versionChangesPage } from '../../server/src/core/features/versionChangesPage.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { textOf } from '../../server/src/core/workspace/file.ts';
import { emptyWorkspace, fileIn, withFile, withSchemas } from '../../server/src/core/workspace/workspace.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));
const schemaOf = (version: string) => schemaFor(bundle, version);

const flow = `apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
kind: PriorityLevelConfiguration
metadata:
  name: low
spec:
  type: Exempt
`;
const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: app
    image: nginx
`;

function changes(files: Readonly<Record<string, string>>, from: string, to: string) {
  const empty = withSchemas(emptyWorkspace, schemaOf);
  const workspace = Object.entries(files).reduce((all, [uri, text]) => withFile(all, uri, text), empty);
  return { workspace, found: versionChanges(workspace, schemaOf, from, to) };
}

test('an API that goes is found where it stands, and the edits bring what stays', () => {
  const { workspace, found } = changes({ 'flow.yaml': flow, 'pod.yaml': pod }, '1.29', '1.33');
  assert.deepEqual(
    found.come.map(({ finding, site }) => `${site.uri} ${finding.code}`),
    ['flow.yaml removed-api'],
  );
  // That it was deprecated before is nothing that would be right.
  assert.deepEqual(found.go, []);
  const file = fileIn(renamed(workspace, found.edits), 'flow.yaml');
  assert.match(file ? textOf(file) : '', /^apiVersion: flowcontrol\.apiserver\.k8s\.io\/v1\n/);
});

test('new fields are those of types that are written', () => {
  const { found } = changes({ 'pod.yaml': pod }, '1.28', '1.34');
  const fresh = found.fields.filter(({ what }) => what === 'new').map(({ path }) => path);
  assert.ok(fresh.includes('spec.resources'), fresh.join(' '));
  assert.ok(fresh.includes('spec.containers[*].restartPolicyRules'), fresh.join(' '));
  assert.ok(!fresh.some((path) => path.includes('volumes')), fresh.join(' '));
});

test('an API that went before is told, since the edits bring it along', () => {
  const { found } = changes({ 'flow.yaml': flow }, '1.33', '1.34');
  assert.deepEqual([found.come.length, found.already.length, found.go.length], [0, 1, 0]);
  assert.match(
    versionChangesPage(found, 'en', ({ uri }) => uri),
    /## APIs that were removed or deprecated before\n\n- flow\.yaml/,
  );
});

test('a field whose gate opens is new; gates that are on are not named', () => {
  const { found } = changes({ 'pod.yaml': pod }, '1.28', '1.36');
  const fresh = new Map(found.fields.filter(({ what }) => what === 'new').map(({ path, gates }) => [path, gates]));
  assert.deepEqual(fresh.get('spec.containers[*].resizePolicy'), []);
  assert.deepEqual(fresh.get('spec.hostnameOverride'), []);
  assert.deepEqual(fresh.get('spec.schedulingGroup'), ['GenericWorkload']);
});

test('a default that older schemas did not name is no change', () => {
  const volume = pod.replace('spec:', 'spec:\n  volumes:\n  - name: a\n    iscsi: {targetPortal: a, iqn: b, lun: 1}');
  const { found } = changes({ 'pod.yaml': volume }, '1.28', '1.36');
  assert.deepEqual(
    found.fields.filter(({ what }) => what === 'default'),
    [],
  );
});

test('nothing changes from a version to itself', () => {
  const { found } = changes({ 'flow.yaml': flow, 'pod.yaml': pod }, '1.30', '1.30');
  assert.deepEqual([found.come, found.go, found.fields], [[], [], []]);
  assert.match(
    versionChangesPage(found, 'en', ({ uri }) => uri),
    /Nothing changes/,
  );
});

test('the page leads to the places', () => {
  const { found } = changes({ 'flow.yaml': flow }, '1.29', '1.33');
  const page = versionChangesPage(found, 'zh-cn', ({ uri, span }) => `${uri}:${span.start}`);
  assert.match(page, /^# 从 Kubernetes 1\.29 到 1\.33\n\n## 被移除或弃用的 API\n\n- flow\.yaml:12: /);
});
