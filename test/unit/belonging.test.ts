// Runs test/fixtures/timeFindings/together: of several files, what belongs with the first is found in the workspace, and what
// time reveals of it is as the golden says.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { belongingTo } from '../../server/src/core/features/belonging.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { timeFindings } from '../../server/src/core/sim/timeFindings.ts';
import {
  emptyWorkspace,
  fileIn,
  type Workspace,
  withFile,
  withSchemas,
} from '../../server/src/core/workspace/workspace.ts';
import { type Fixture, fixturesIn, rewriteGolden, updating } from './fixture.ts';
import { server } from './sim/scenarios.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));
const empty = withSchemas(emptyWorkspace, (version) => schemaFor(bundle, version));
const uri = (name: string) => `file:///w/${name}`;

function workspaceOf({ files }: Fixture): Workspace {
  return files.reduce((workspace, { path, text }) => withFile(workspace, uri(path), text), empty);
}

for (const fixture of fixturesIn('timeFindings/together')) {
  test(`what belongs together: ${fixture.name}`, () => {
    const workspace = workspaceOf(fixture);
    const home = fileIn(workspace, uri(fixture.files[0]?.path ?? ''));
    assert.ok(home);
    const { objects } = belongingTo(workspace, home, 100);
    const named = objects.map(({ kind, metadata }) => `${kind}/${(metadata as { name?: string }).name}`);
    const found = timeFindings(objects, { server }).flatMap(({ code, object, field, message }) => [
      `${code} at ${object.kind}/${object.name} ${field}`,
      `  ${message.en}`,
    ]);
    const now = new Map([
      ['belonging', `${named.join('\n')}\n`],
      ['findings', `${found.join('\n') || 'none'}\n`],
    ]);
    if (updating) rewriteGolden(fixture, now);
    else assert.deepEqual(new Map([...fixture.golden].map(([name, text]) => [name, `${text.trimEnd()}\n`])), now);
  });
}

test('no more than may be, the file’s own first', () => {
  const config = (at: number) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c${at} }\n`;
  const names = Array.from({ length: 30 }, (_, at) => at);
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n    - name: a\n      image: b\n      envFrom:\n${names
    .map((at) => `        - configMapRef: { name: c${at} }\n`)
    .join('')}`;
  const all = names.reduce((workspace, at) => withFile(workspace, uri(`c${at}.yaml`), config(at)), empty);
  const workspace = withFile(all, uri('p.yaml'), pod);
  const home = fileIn(workspace, uri('p.yaml'));
  assert.ok(home);
  const { objects } = belongingTo(workspace, home, 10);
  assert.equal(objects.length, 10);
  assert.equal(objects.at(-1)?.['kind'], 'Pod');
});
