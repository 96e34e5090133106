// From an instance to the definition of its kind: kind, version and fields, in lists and maps too, the nearest of several.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindDefinitionAt } from '../../server/src/core/features/kindDefinition.ts';
import { placeOfOffset, textOf } from '../../server/src/core/workspace/file.ts';
import { emptyWorkspace, fileIn, type Workspace, withFile } from '../../server/src/core/workspace/workspace.ts';

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, kind: Widget}
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
        properties:
          spec:
            properties:
              size: {type: integer}
              parts:
                items:
                  properties:
                    colour: {type: string}
              notes:
                additionalProperties:
                  properties:
                    said: {type: string}
`;
const widget = `apiVersion: example.com/v1
kind: Widget
metadata: {name: one}
spec:
  size: 1
  parts:
  - colour: red
  notes: {a: {said: b}}
  other: 1
`;

/** The file, and the text that the definition's place covers. */
function definedAt(workspace: Workspace, uri: string, word: string): string | undefined {
  const file = fileIn(workspace, uri);
  assert.ok(file);
  const text = textOf(file);
  const at = kindDefinitionAt(workspace, file, placeOfOffset(file, text.indexOf(word) + 1));
  const target = at && fileIn(workspace, at.site.uri);
  if (!at || !target) return undefined;
  const { start, end } = at.site.span;
  const found = target.documents[at.site.index]?.text ?? '';
  const line = found.slice(0, start).split('\n').length;
  return `${at.site.uri}:${line} ${found.slice(start, end)}`;
}

const texts: Readonly<Record<string, string>> = { 'crds/widgets.yaml': definition, 'app/one.yaml': widget };
const workspace = Object.entries(texts).reduce((all, [uri, text]) => withFile(all, uri, text), emptyWorkspace);

test('kind and version lead to the definition, keys to the properties of its schema', () => {
  const at = (word: string) => definedAt(workspace, 'app/one.yaml', word);
  assert.equal(at('Widget'), 'crds/widgets.yaml:7 Widget');
  assert.equal(at('example.com/v1'), 'crds/widgets.yaml:9 v1');
  assert.equal(at('spec:'), 'crds/widgets.yaml:13 spec');
  assert.equal(at('size'), 'crds/widgets.yaml:15 size');
  assert.equal(at('colour'), 'crds/widgets.yaml:19 colour');
  assert.equal(at('said'), 'crds/widgets.yaml:23 said');
  assert.equal(at('other'), undefined);
  assert.equal(at('red'), undefined);
});

test('of a definition that is there twice, the nearest counts; built-in kinds have none', () => {
  const nearer = withFile(workspace, 'app/crds.yaml', definition.replace('size: {', '\n              size: {'));
  assert.equal(definedAt(nearer, 'app/one.yaml', 'size'), 'app/crds.yaml:16 size');
  const pod = withFile(workspace, 'pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n');
  assert.equal(definedAt(pod, 'pod.yaml', 'Pod'), undefined);
});
