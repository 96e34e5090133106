// The property of renaming: whatever name is renamed, the workspace has the same findings afterwards, at the same places.
// New names have the old ones' length, so that the places can be compared. COLLECTION=folder:folder widens it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { nameAt } from '../../server/src/core/features/names.ts';
import { renameAt } from '../../server/src/core/features/rename.ts';
import { renamed } from '../../server/src/core/features/renameRefusals.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { treeOf } from '../../server/src/core/workspace/document.ts';
import {
  emptyWorkspace,
  filesOf,
  type Workspace,
  withFile,
  withSchemas,
} from '../../server/src/core/workspace/workspace.ts';
import type { Node } from '../../server/src/core/yaml/nodes.ts';
import { readPlain } from '../../server/src/core/yaml/scalar.ts';
import { collections, type Group } from './collections.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));
const empty = withSchemas(emptyWorkspace, (version) => schemaFor(bundle, version));

/** Every name that can be renamed, once. */
function renamesIn(workspace: Workspace) {
  const seen = new Set<string>();
  return [...filesOf(workspace)].flatMap((file) =>
    file.documents.flatMap((document, index) =>
      offsetsIn(treeOf(document).root).flatMap((offset) => {
        const name = nameAt(workspace, file, { index, document, offset });
        const first = name?.definitions[0];
        const key = name && first && `${name.what} ${first.uri} ${first.index} ${first.span.start}`;
        if (!key || seen.has(key) || isMisread(name.name)) return [];
        seen.add(key);
        return [{ file, place: { index, document, offset }, name }];
      }),
    ),
  );
}

/** Words that Kubernetes reads as something else than strings are faults, which other names mend. */
function isMisread(name: string): boolean {
  return typeof readPlain(name) === 'boolean';
}

function offsetsIn(node: Node | undefined): number[] {
  if (node?.type === 'mapping') return node.pairs.flatMap((pair) => [pair.key.start + 1, ...offsetsIn(pair.value)]);
  if (node?.type === 'sequence') return node.items.flatMap((item) => offsetsIn(item.value));
  return node ? [node.start + 1] : [];
}

/** Another name of the same length and characters, that stands nowhere. */
function otherName(name: string, text: string): string | undefined {
  for (let at = name.length - 1; at >= 0; at--) {
    for (const letter of /[a-z]/.test(name[at] ?? '') ? 'qxzjkv' : /[A-Z]/.test(name[at] ?? '') ? 'QXZJKV' : '') {
      const other = name.slice(0, at) + letter + name.slice(at + 1);
      if (!text.includes(other)) return other;
    }
  }
  return undefined;
}

/** Rules that judge what a name says. */
const ofWords = ['secret-in-configmap'];

function findingsOf(workspace: Workspace): string[] {
  return [...filesOf(workspace)].flatMap((file) =>
    file.documents.flatMap((document, index) =>
      findingsIn(workspace, file, index)
        .filter(({ code }) => !ofWords.includes(code))
        .map(
          ({ code, span }) => `${file.uri} ${index}:${document.text.slice(0, span.start).split('\n').length} ${code}`,
        ),
    ),
  );
}

const refused: string[] = [];

function check({ name: group, files }: Group): number {
  const workspace = files.reduce((all, { path, text }) => withFile(all, path, text), empty);
  const text = files.map((file) => file.text).join('\n');
  const before = findingsOf(workspace);
  const found = renamesIn(workspace);
  for (const { file, place, name } of found) {
    const other = otherName(name.name, text);
    if (other === undefined) continue;
    const edits = renameAt(workspace, file, place, other);
    if ('refused' in edits) {
      refused.push(`${name.what} "${name.name}": ${edits.refused.en}`);
      continue;
    }
    const after = findingsOf(renamed(workspace, edits));
    const what = `${group}: ${name.what} "${name.name}" → "${other}" from ${file.uri} ${place.index}:${place.offset}`;
    assert.deepEqual(after.sort(), [...before].sort(), what);
  }
  return found.length;
}

test('after any rename the set of findings is the same', () => {
  let renames = 0;
  const broken: string[] = [];
  for (const group of collections()) {
    try {
      renames += check(group);
    } catch (error) {
      if (!(error instanceof assert.AssertionError)) throw error;
      broken.push(`${error.message.split('\n')[0]}\n   ${differences(error.expected, error.actual)}`);
    }
  }
  console.log(`${renames} renames, ${refused.length} refused`);
  if (process.env['COLLECTION']) for (const line of refused) console.log(line);
  assert.equal(broken.length, 0, broken.join('\n'));
});

function differences(expected: unknown, actual: unknown): string {
  const a = expected as string[];
  const b = actual as string[];
  return [
    ...a.filter((l) => !b.includes(l)).map((l) => `- ${l}`),
    ...b.filter((l) => !a.includes(l)).map((l) => `+ ${l}`),
  ]
    .slice(0, 3)
    .join('\n   ');
}
