// The property of refactorings: whatever is offered anywhere in the collections, what it makes has no error that was not
// there, and where it promises to keep the meaning, the objects are the same ones. COLLECTION=folder:folder widens it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import { plainObjectsOf } from '../../server/src/core/features/objectPlaces.ts';
import { type OfferedRefactoring, refactoringsAt } from '../../server/src/core/features/refactorings/catalogue.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { treeOf } from '../../server/src/core/workspace/document.ts';
import type { ManifestFile } from '../../server/src/core/workspace/file.ts';
import {
  emptyWorkspace,
  filesOf,
  type Workspace,
  withFile,
  withSchemas,
} from '../../server/src/core/workspace/workspace.ts';
import type { Node } from '../../server/src/core/yaml/nodes.ts';
import { collections, type Group } from './collections.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));
const empty = withSchemas(emptyWorkspace, (version) => schemaFor(bundle, version));

/** Of one refactoring, as many as say whether it works; more with COLLECTION. */
const mostEach = process.env['COLLECTION'] ? 400 : 12;

function offsetsIn(node: Node | undefined): number[] {
  if (node?.type === 'mapping') return node.pairs.flatMap((pair) => [pair.key.start + 1, ...offsetsIn(pair.value)]);
  if (node?.type === 'sequence') return node.items.flatMap((item) => offsetsIn(item.value));
  return node ? [node.start] : [];
}

type Texts = ReadonlyMap<string, string>;

function applied(texts: Texts, file: ManifestFile, index: number, { fix }: OfferedRefactoring): Texts {
  const base = file.starts[index] ?? 0;
  const uris = new Set([...texts.keys(), ...fix.edits.map(({ uri }) => uri ?? file.uri)]);
  const created = fix.createFile ? [[fix.createFile.uri, fix.createFile.content] as const] : [];
  return new Map([
    ...created,
    ...[...uris].map((uri) => {
      const edits = fix.edits
        .filter((edit) => (edit.uri ?? file.uri) === uri)
        .map(({ span, newText, uri: other }) => {
          const shift = other === undefined ? base : 0;
          return { span: { start: span.start + shift, end: span.end + shift }, newText };
        });
      return [uri, applyEdits(texts.get(uri) ?? '', edits)] as const;
    }),
  ]);
}

function workspaceOf(texts: Texts): Workspace {
  return [...texts].reduce((all, [uri, text]) => withFile(all, uri, text), empty);
}

function errorsOf(workspace: Workspace): string[] {
  return [...filesOf(workspace)].flatMap((file) => errorsIn(workspace, file));
}

function errorsIn(workspace: Workspace, file: ManifestFile): string[] {
  return file.documents.flatMap((_, index) =>
    findingsIn(workspace, file, index)
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code} ${message.en}`),
  );
}

/** Objects in a form that neither order of keys nor the way Secrets are written changes. */
function objectsOf(workspace: Workspace): string[] {
  return [...filesOf(workspace)].flatMap((file) => plainObjectsOf(file).flatMap(meaning)).sort();
}

function meaning(object: unknown): string[] {
  const { kind, items, data, stringData, ...rest } = object as Record<string, unknown>;
  if (kind === 'List' && Array.isArray(items)) return items.flatMap(meaning);
  const decoded = Object.entries((kind === 'Secret' ? data : undefined) ?? {}).map(([key, value]) => [
    key,
    Buffer.from(String(value), 'base64').toString('latin1'),
  ]);
  const written = Object.entries(stringData ?? {}).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('latin1'),
  ]);
  const whole = kind === 'Secret' ? { ...rest, kind, data: Object.fromEntries([...decoded, ...written]) } : object;
  return [JSON.stringify(whole, (_, value) => (isRecord(value) ? sorted(value) : value))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const keepsMeaning = [
  'sort-keys',
  'secret-data-to-text',
  'secret-text-to-data',
  'split-list',
  'merge-documents',
  'move-document',
];

const counts = new Map<string, number>();
const broken: string[] = [];

function check({ name: group, files }: Group): void {
  const texts: Texts = new Map(files.map(({ path, text }) => [path, text]));
  const workspace = workspaceOf(texts);
  for (const file of filesOf(workspace)) {
    // What is made of a fault is faulty, and what is being typed is not judged yet.
    if (errorsIn(workspace, file).length > 0 || /half-typed|behind-a-dash/.test(group)) continue;
    for (const [index, document] of file.documents.entries()) {
      const done = new Set<string>();
      for (const offset of offsetsIn(treeOf(document).root)) {
        for (const offer of refactoringsAt(workspace, file, { index, document, offset })) {
          const { id } = offer.refactoring;
          const key = `${id} ${offer.fix.title.en}`;
          if (done.has(key) || (counts.get(id) ?? 0) >= mostEach) continue;
          done.add(key);
          counts.set(id, (counts.get(id) ?? 0) + 1);
          judge(
            `${group} ${file.uri} ${index}:${offset} ${key}`,
            id,
            workspace,
            workspaceOf(applied(texts, file, index, offer)),
          );
        }
      }
    }
  }
}

function judge(what: string, id: string, before: Workspace, after: Workspace): void {
  const left = errorsOf(before);
  const now = errorsOf(after).filter((error) => {
    const at = left.indexOf(error);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const isSame = !keepsMeaning.includes(id) || same(objectsOf(before), objectsOf(after));
  if (now.length > 0) broken.push(`${what}\n   + ${now.join('\n   + ')}`);
  if (!isSame) broken.push(`${what}\n   means something else`);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

test('no refactoring brings an error, and those that rearrange keep the objects', () => {
  for (const group of collections()) check(group);
  console.log([...counts].map(([id, count]) => `${id} ${count}`).join(', '));
  assert.equal(broken.length, 0, broken.join('\n'));
});
