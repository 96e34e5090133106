// Kustomizations built as kustomize v5.8 (kubectl v1.36) built them: recorded output, compared as text, its words where it
// refuses, and the lines of the built view lead to what wrote them.
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
  withCharts,
  withFiles,
  withSchema,
} from '../../../server/src/core/workspace/workspace.ts';

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

for (const name of ['base', 'overlay', 'replacements', 'staging', 'plugins', 'variables', 'merges']) {
  test(`kustomize builds ${name} as kubectl does`, () => {
    const build = buildKustomization(workspaceOf(), uriOf(`${name}/kustomization.yaml`), texts);
    assert.ok(build);
    assert.equal(build.fault, undefined);
    const expected = read(`${name}.expected.yaml`);
    assert.equal(viewOfBuild(build).text, expected);
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

const buildOf = (changes: Readonly<Record<string, string>>) =>
  buildKustomization(workspaceOf(changes), uriOf('base/kustomization.yaml'), texts);

test('what is not known here is named, and nothing is guessed', () => {
  const faultOf = (says: string) => {
    const build = buildOf({ 'base/kustomization.yaml': says });
    assert.equal(build?.isRefused, false);
    return build?.fault;
  };
  assert.equal(
    faultOf('resources: [https://example.com/a.yaml]\n'),
    '"https://example.com/a.yaml" is not on this machine',
  );
  assert.equal(faultOf('resources: [gone.yaml]\n'), '"gone.yaml" is not known here');
  assert.equal(buildOf({ 'base/kustomization.yaml': 'resources: [gone.yaml]\n' })?.missing, uriOf('base/gone.yaml'));
});

test('a chart that lies beside the kustomization is rendered with its values, and others are not known', () => {
  const chart = {
    root: uriOf('base/charts/web'),
    files: new Map(
      Object.entries({
        'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
        'values.yaml': 'word: default\nkept: kept\n',
        'templates/map.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-map", namespace: "{{ .Release.Namespace }}"}\ndata: {word: "{{ .Values.word }}", kept: "{{ .Values.kept }}"}\n',
        'templates/test.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: test, annotations: {helm.sh/hook: test}}\n',
      }).map(([name, text]) => [name, { text }]),
    ),
  };
  const says =
    'namespace: there\nnamePrefix: p-\nhelmCharts:\n- {name: web, releaseName: r, skipTests: true, valuesInline: {word: own}}\n';
  const bare = workspaceOf({ 'base/kustomization.yaml': says });
  const workspace = withCharts(bare, new Map([[chart.root, chart]]));
  const build = buildKustomization(workspace, uriOf('base/kustomization.yaml'), texts);
  assert.equal(build?.fault, undefined);
  assert.deepEqual(
    build?.objects.map(({ object }) => object),
    [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'p-r-map', namespace: 'there' },
        data: { word: 'own', kept: 'kept' },
      },
    ],
  );
  const without = buildKustomization(bare, uriOf('base/kustomization.yaml'), texts);
  assert.match(without?.fault ?? '', /^the chart "web" is not in "charts"/);
  assert.equal(without?.isRefused, false);
});

/** What a kustomization says, and kustomize's words and the place of them. */
const refusals: readonly (readonly [says: string, words: RegExp, path: readonly (string | number)[]])[] = [
  ['resources: [../base]\n', /^cycle detected: candidate root '\/k\/base' contains visited root/, ['resources', 0]],
  [
    'resources: [service.yaml]\npatches:\n- patch: "{apiVersion: v1, kind: Pod, metadata: {name: x}}"\n',
    /^no resource matches strategic merge patch "Pod\.v1\.\[noGrp\]\/x\.\[noNs\]": no matches for Id /,
    ['patches', 0],
  ],
  [
    'resources: [service.yaml, service.yaml]\n',
    /^may not add resource with an already registered id: /,
    ['resources', 1],
  ],
  ['resources: [../components/debug]\n', /^expected kind != 'Component' for path/, ['resources', 0]],
  ['components: [../merges]\n', /^expected kind 'Component' for path .* but got 'Kustomization'/, ['components', 0]],
  [
    'resources: [service.yaml]\nreplicas: [{name: nobody, count: 1}]\n',
    /^resource with name nobody does not match a config with the following GVK \[/,
    ['replicas', 0],
  ],
  [
    'configMapGenerator: [{name: a, literals: [b]}]\n',
    /^invalid literal source b, expected key=value/,
    ['configMapGenerator', 0],
  ],
  [
    'configMapGenerator: [{name: a, behavior: merge}]\n',
    /^id resid\.ResId\{.*\} does not exist; cannot merge or replace$/,
    ['configMapGenerator', 0],
  ],
  [
    'resources: [service.yaml]\nreplacements: [{source: {kind: Pod}, targets: []}]\n',
    /^nothing selected by Pod/,
    ['replacements'],
  ],
  [
    'resources: [service.yaml]\nsortOptions: {order: up}\n',
    /^the field 'sortOptions\.order' must be one of/,
    ['sortOptions'],
  ],
  [
    'generators: ["{apiVersion: builtin, kind: LabelTransformer, metadata: {name: x}}"]\n',
    /^plugin LabelTransformer\.builtin\.\[noGrp\]\/x\.\[noNs\] not a generator$/,
    ['generators', 0],
  ],
  ['nonsense: 1\n', /^invalid Kustomization: json: unknown field "nonsense"$/, []],
];

for (const [says, words, path] of refusals) {
  test(`kustomize refuses ${JSON.stringify(says)}`, () => {
    const build = buildOf({
      'base/kustomization.yaml': `kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\n${says}`,
    });
    assert.match(build?.fault ?? '', words);
    assert.equal(build?.isRefused, true);
    assert.deepEqual(build?.place?.path, path);
    assert.equal(build?.place?.uri, uriOf('base/kustomization.yaml'));
  });
}
