// Every snippet for a whole document, expanded with its defaults, has no finding of any severity, and what it makes runs:
// workloads become ready, tasks succeed.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import type { JsonObject } from '../../server/src/core/apiserver/types.ts';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { expandWithDefaults, parseSnippet } from '../../server/src/core/features/snippets.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { manifestScenario } from '../../server/src/core/sim/scenario.ts';
import { apiServerOf } from '../../server/src/core/sim/server.ts';
import { simulate } from '../../server/src/core/sim/simulate.ts';
import { verdictOf } from '../../server/src/core/sim/verdict.ts';
import { emptyWorkspace, fileIn, withFile, withSchema } from '../../server/src/core/workspace/workspace.ts';
import { splitDocuments } from '../../server/src/core/yaml/documents.ts';
import { parseDocument } from '../../server/src/core/yaml/parse.ts';
import { toPlain } from '../../server/src/core/yaml/plain.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));
const newest = schemaFor(bundle);
const server = apiServerOf(schemaFor(bundle, '1.36'));

const snippets = fs
  .readdirSync('snippets')
  .map((file) => parseSnippet(file.replace(/\.yaml$/, ''), fs.readFileSync(`snippets/${file}`, 'utf8')))
  .filter(({ place }) => place.at === 'document');

for (const { prefix, body } of snippets) {
  const text = `${expandWithDefaults(body)}\n`;

  test(`acceptance Q6: ${prefix} has no finding`, () => {
    const workspace = withFile(withSchema(emptyWorkspace, newest), 'file:///snippet.yaml', text);
    const file = fileIn(workspace, 'file:///snippet.yaml');
    assert.ok(file);
    const findings = file.documents.flatMap((_, index) => findingsIn(workspace, file, index));
    assert.deepEqual(
      findings.map(({ code, message }) => `${code}: ${message.en}`),
      [],
    );
  });

  test(`${prefix} is accepted, and what it makes becomes ready`, () => {
    const trace = simulate(manifestScenario(prefix, objectsIn(text)), { server, seed: 1 });
    const verdict = verdictOf(trace);
    assert.equal(verdict.refused, 0);
    assert.equal(verdict.ready, true);
  });
}

function objectsIn(text: string): JsonObject[] {
  return splitDocuments(text).flatMap(({ start, end }) => {
    const { value } = toPlain(parseDocument(text.slice(start, end)).root);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : [];
  });
}
