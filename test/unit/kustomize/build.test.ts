// Kustomizations built as kubectl v1.32 (kustomize v5.5) built them: recorded output, compared object by object, and the
// lines of the built view lead to what wrote them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { buildKustomization } from '../../../server/src/core/kustomize/build/build.ts';
import { viewOfBuild } from '../../../server/src/core/kustomize/build/view.ts';
import { loadBundle } from '../../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../../server/src/core/schema/versions.ts';
import { documentAt, fileOf, positionOf } from '../../../server/src/core/workspace/file.ts';
import {
  emptyWorkspace,
  fileIn,
  type Workspace,
  withFiles,
  withSchema,
} from '../../../server/src/core/workspace/workspace.ts';
import { splitDocuments } from '../../../server/src/core/yaml/documents.ts';
import { parseDocument } from '../../../server/src/core/yaml/parse.ts';
import { toPlain } from '../../../server/src/core/yaml/plain.ts';

const folder = 'test/fixtures/kustomize';
const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), '1.36');
const names = fs
  .readdirSync(folder, { recursive: true })
  .map((name) => String(name).replaceAll(path.sep, '/'))
  .filter((name) => fs.statSync(path.join(folder, name)).isFile());
const read = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8');
const uriOf = (name: string) => `file:///k/${name}`;
const texts = new Map(names.filter((name) => !/\.ya?ml$/.test(name)).map((name) => [uriOf(name), read(name)]));

function workspaceOf(changes: Readonly<Record<string, string>> = {}): Workspace {
  const yaml = names.filter((name) => /\/.*\.ya?ml$/.test(name));
  const files = yaml.map((name) => fileOf(uriOf(name), changes[name] ?? read(name)));
  return withFiles(withSchema(emptyWorkspace, schema), files);
}

const idOf = (value: unknown): string => {
  const { apiVersion, kind, metadata } = value as { apiVersion: string; kind: string; metadata: { name: string } };
  return `${apiVersion} ${kind} ${metadata.name}`;
};

for (const name of ['base', 'overlay']) {
  test(`kustomize builds ${name} as kubectl does`, () => {
    const build = buildKustomization(workspaceOf(), uriOf(`${name}/kustomization.yaml`), texts);
    assert.ok(build);
    assert.equal(build.fault, undefined);
    const expected = read(`${name}.expected.yaml`);
    const objects = splitDocuments(expected).map(
      ({ start, end }) => toPlain(parseDocument(expected.slice(start, end)).root).value,
    );
    const ours = new Map(build.objects.map(({ object }) => [idOf(object), object]));
    assert.deepEqual([...ours.keys()], objects.map(idOf));
    for (const object of objects) assert.deepEqual(ours.get(idOf(object)), object);
  });
}

test('each line of the built view leads to what wrote it', () => {
  const workspace = workspaceOf();
  const build = buildKustomization(workspace, uriOf('overlay/kustomization.yaml'), texts);
  assert.ok(build);
  const { text, origins } = viewOfBuild(build);
  const lines = text.split('\n');
  const origin = (words: string): string => {
    const site = origins[lines.findIndex((line) => line.includes(words))];
    const file = site && fileIn(workspace, site.uri);
    if (!site || !file) return 'nowhere';
    assert.ok(documentAt(file, site.index));
    return `${site.uri.slice('file:///k/'.length)}:${positionOf(file, site.index, site.span.start).line + 1}`;
  };
  assert.equal(origin('memory: 64Mi'), 'overlay/memory.yaml:10');
  assert.equal(origin('image: example.com/nginx:1.28'), 'base/deployment.yaml:16');
  assert.equal(origin('serviceAccountName:'), 'base/deployment.yaml:13');
  assert.equal(origin('defaultBackend:'), 'base/service.yaml:15');
});

test('what is not known here is named, and nothing is guessed', () => {
  const faultOf = (says: string) =>
    buildKustomization(workspaceOf({ 'base/kustomization.yaml': says }), uriOf('base/kustomization.yaml'), texts)
      ?.fault;
  assert.equal(
    faultOf('resources: [https://example.com/a.yaml]\n'),
    '"https://example.com/a.yaml" is not on this machine',
  );
  assert.equal(faultOf('resources: [gone.yaml]\n'), '"gone.yaml" is not known here');
  assert.equal(faultOf('helmCharts: [{name: x}]\nresources: []\n'), '"helmCharts" is not built here');
  assert.match(faultOf('resources: [../base]\n') ?? '', /circle/);
  const lost = 'resources: [service.yaml]\npatches:\n- patch: "{apiVersion: v1, kind: Pod, metadata: {name: x}}"\n';
  assert.equal(faultOf(lost), 'no resource matches the patch of Pod "x"');
});
