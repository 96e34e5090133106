// The catalogue of popular custom resources: what it knows helps where the workspace defines nothing, gives way to a
// definition in the workspace, is read by the group, and never calls a manifest wrong.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { complete } from '../../server/src/core/features/completion/completion.ts';
import { noNames } from '../../server/src/core/features/completion/workspaceNames.ts';
import { descriptionsWithCustomKinds, schemaWithCustomKinds } from '../../server/src/core/features/customSchema.ts';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { loadCatalogue } from '../../server/src/core/schema/catalogue.ts';
import { noDescriptions } from '../../server/src/core/schema/descriptions.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { defaultSettings } from '../../server/src/core/workspace/settings.ts';
import {
  emptyWorkspace,
  fileIn,
  type Workspace,
  withCatalogue,
  withFile,
  withSchema,
  withSettings,
} from '../../server/src/core/workspace/workspace.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), 'latest');

const index = JSON.stringify({
  format: 1,
  packages: [
    {
      file: 'widgets.json.gz',
      source: 'widgets 1.0',
      kinds: [
        ['example.com/v1', 'Widget', 1, 0],
        ['example.com/v1', 'WidgetClass', 0, 2],
      ],
    },
    { file: 'others.json.gz', source: 'others 2.0', kinds: [['other.example.com/v1', 'Service', 1, 0]] },
  ],
});
const widgets = JSON.stringify({
  texts: ['What a widget is.', 'How large it is.'],
  types: [
    ['Widget', 0, { spec: [1, 1] }],
    [
      'WidgetSpec',
      -1,
      {
        size: [['e', 'small', 'large'], 1, 1],
        names: [['l', 's'], 0],
        resources: ['@io.k8s.api.core.v1.ResourceRequirements', 0],
        extra: [['m', 'a'], 0],
      },
    ],
    ['WidgetClass', -1, {}],
  ],
});

function withWidgets(texts: Readonly<Record<string, string>>, read: string[] = []): Workspace {
  const catalogue = loadCatalogue(index, (file) => {
    read.push(file);
    return widgets;
  });
  const settings = { ...defaultSettings, profiles: [] };
  const empty = withCatalogue(withSchema(withSettings(emptyWorkspace, settings), schema), catalogue);
  return Object.entries(texts).reduce((all, [uri, text]) => withFile(all, uri, text), empty);
}

function found(workspace: Workspace, uri: string): readonly string[] {
  const file = fileIn(workspace, uri);
  assert.ok(file);
  return file.documents.flatMap((_, at) =>
    findingsIn(workspace, file, at).map(({ severity, code, field }) => `${severity} ${code} ${field ?? ''}`.trim()),
  );
}

const widget = (spec: string) => `apiVersion: example.com/v1
kind: Widget
metadata: {name: one}
spec: ${spec}
`;

test('what fits the catalogue is silent; what does not is worth a look and no error', () => {
  assert.deepEqual(found(withWidgets({ f: widget('{size: small, names: [a], extra: {any: 1}}') }), 'f'), []);
  assert.deepEqual(found(withWidgets({ f: widget('{size: medium, names: a, sise: 1}') }), 'f'), [
    'info bad-enum spec.size',
    'warning wrong-type spec.names',
    'info unknown-field spec.sise',
  ]);
  assert.deepEqual(found(withWidgets({ f: widget('{}') }), 'f'), ['info missing-required spec.size']);
});

test('of a kind without types nothing is said but what is said of all', () => {
  const text = 'apiVersion: example.com/v1\nkind: WidgetClass\nmetadata: {name: one}\nspec: {any: [1]}\n';
  assert.deepEqual(found(withWidgets({ f: text }), 'f'), []);
});

test('kinds and versions that the catalogue does not have are a hint, also beside one that it has', () => {
  const other = 'apiVersion: example.com/v2\nkind: Widget\nmetadata: {name: two}\n';
  assert.deepEqual(found(withWidgets({ f: other }), 'f'), ['hint unknown-custom-kind kind']);
  const list = `apiVersion: v1
kind: List
items:
- ${widget('{size: small}').trim().replaceAll('\n', '\n  ')}
- {apiVersion: example.com/v1, kind: Gadget, metadata: {name: three}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: four}, dataa: {}}
`;
  assert.deepEqual(
    found(withWidgets({ f: list }), 'f').filter((line) => line.startsWith('error')),
    ['error unknown-field items[2].dataa'],
  );
});

test('a definition in the workspace comes first', () => {
  const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties: {spec: {type: object, properties: {colour: {type: string}}}}
`;
  const both = withWidgets({ definition, f: widget('{colour: red}'), g: widget('{size: small}') });
  assert.deepEqual(found(both, 'f'), []);
  assert.deepEqual(found(both, 'g'), ['error unknown-field spec.size']);
  const kinds = schemaWithCustomKinds(both, schema).kinds();
  assert.equal(kinds.filter(({ kind }) => kind === 'Widget').length, 1);
  assert.equal(kinds.find(({ kind }) => kind === 'Widget')?.catalogued, undefined);
});

test('switched off, it is not asked', () => {
  const workspace = withWidgets({ f: widget('{size: medium}') });
  const off = withSettings(workspace, { ...workspace.settings, catalogue: false });
  assert.deepEqual(found(off, 'f'), ['hint unknown-custom-kind kind']);
  assert.equal(schemaWithCustomKinds(off, schema), schema);
});

test('keys, values, kinds and sentences come from it; a package is read when its group is looked up, and once', () => {
  const read: string[] = [];
  const workspace = withWidgets({}, read);
  const extended = schemaWithCustomKinds(workspace, schema);
  const offered = (text: string) => {
    const offset = text.indexOf('|');
    const items = complete({
      text: text.replace('|', ''),
      offset,
      schema: extended,
      names: noNames,
      snippets: [],
      snippetSyntax: false,
    });
    return items.map(({ label }) => label);
  };
  assert.ok(offered('kind: Widg|').includes('Widget'));
  assert.deepEqual(offered('apiVersion: |\nkind: Widget\n'), ['example.com/v1']);
  assert.equal(offered('apiVersion: |\nkind: Service\n')[0], 'v1');
  assert.deepEqual(read, []);
  const head = 'apiVersion: example.com/v1\nkind: Widget\nspec:\n';
  assert.deepEqual(offered(`${head}  |`).sort(), ['extra', 'names', 'resources', 'size']);
  assert.deepEqual(offered(`${head}  size: |`), ['small', 'large']);
  assert.ok(offered(`${head}  resources:\n    |`).includes('limits'));
  assert.deepEqual(read, ['widgets.json.gz']);
  const descriptions = descriptionsWithCustomKinds(workspace, noDescriptions);
  const spec = extended.kind('example.com/v1', 'Widget')?.definition ?? '';
  assert.equal(descriptions.definition(spec), 'What a widget is.');
});
