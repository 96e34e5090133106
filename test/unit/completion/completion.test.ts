// Completion at `$0` in each file of test/fixtures/completion: what is offered (`#= completion`), and the document after
// accepting an item (`#= accept LABEL`), or what is said about it (`#= documentation LABEL`). The first file is the one that
// is typed in, the others stand beside it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type CompletionItem, complete } from '../../../server/src/core/features/completion/completion.ts';
import { namesInWorkspace } from '../../../server/src/core/features/completion/namesInWorkspace.ts';
import { noNames } from '../../../server/src/core/features/completion/workspaceNames.ts';
import { schemaWithCustomKinds } from '../../../server/src/core/features/customSchema.ts';
import { customSnippets } from '../../../server/src/core/features/samples/sampleSnippet.ts';
import { parseSnippet } from '../../../server/src/core/features/snippets.ts';
import { loadBundle } from '../../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../../server/src/core/schema/versions.ts';
import { documentOf } from '../../../server/src/core/workspace/document.ts';
import { fileOf } from '../../../server/src/core/workspace/file.ts';
import { fileFormatOf } from '../../../server/src/core/workspace/fileFormat.ts';
import { emptyWorkspace, withFiles } from '../../../server/src/core/workspace/workspace.ts';
import { splitDocuments } from '../../../server/src/core/yaml/documents.ts';
import { type Fixture, fixturesIn, rewriteGolden, updating } from '../fixture.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), '1.36');
const snippets = fs
  .readdirSync('snippets')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => parseSnippet(file, fs.readFileSync(path.join('snippets', file), 'utf8')));

/** As the editor shows them: the first dozen, and how many there are. */
function shown(items: readonly CompletionItem[]): string {
  const lines = items
    .slice(0, 12)
    .map(({ label, kind, detail }) => `${label}   ${kind}${detail ? `   ${detail.en}` : ''}`);
  const more = items.length > 12 ? [`… ${items.length} in all`] : [];
  return [...lines, ...more].join('\n') || 'nothing';
}

function accepted(text: string, items: readonly CompletionItem[], label: string): string {
  const item = items.find((candidate) => candidate.label === label);
  if (!item) return `not offered: ${label}`;
  const { span, newText } = item.edit;
  return text.slice(0, span.start) + newText + text.slice(span.end);
}

function actual(fixture: Fixture, golden: string): string {
  const [typed] = fixture.files;
  if (typed?.cursor === undefined) return 'no $0';
  const { text, cursor } = typed;
  const span = splitDocuments(text).findLast((part) => part.start <= cursor) ?? { start: 0, end: text.length };
  const document = text.slice(span.start, span.end);
  const uri = (name: string) => `file:///${name}`;
  const workspace = withFiles(
    emptyWorkspace,
    fixture.files.map((file) => fileOf(uri(file.path), file.text)),
  );
  const names = namesInWorkspace(workspace, uri(typed.path));
  const known = schemaWithCustomKinds(workspace, schema);
  const generated = customSnippets(workspace, schema, uri(typed.path), documentOf(document));
  const offered = [...generated, ...snippets];
  const input = { text: document, offset: cursor - span.start, schema: known, names, snippets: offered };
  const format = fileFormatOf(typed.path, documentOf(document));
  const formed = format ? { ...input, format } : input;
  const items = complete({ ...formed, snippetSyntax: fixture.options.get('snippets') !== 'no' });
  if (golden.startsWith('documentation ')) {
    const item = items.find(({ label }) => label === golden.slice('documentation '.length));
    return item?.documentation?.en ?? (item?.describes ? JSON.stringify(item.describes) : 'nothing');
  }
  return golden.startsWith('accept ') ? accepted(document, items, golden.slice('accept '.length)) : shown(items);
}

for (const fixture of fixturesIn('completion')) {
  test(`completion: ${fixture.name}`, () => {
    assert.ok(fixture.golden.size > 0, 'a fixture has a #= part');
    const now = new Map([...fixture.golden.keys()].map((golden) => [golden, actual(fixture, golden)]));
    if (updating) rewriteGolden(fixture, now);
    else for (const [golden, text] of fixture.golden) assert.equal(now.get(golden)?.trimEnd(), text.trimEnd(), golden);
  });
}

test('completion: at every place of every fixture, whole and cut off there, it answers with spans around the cursor', () => {
  for (const fixture of fixturesIn('completion')) {
    const text = fixture.files[0]?.text ?? '';
    for (let offset = 0; offset <= text.length; offset += 3) {
      for (const typed of [text, text.slice(0, offset), `${text.slice(0, offset)}"${text.slice(offset)}`]) {
        const format = fileFormatOf(fixture.files[0]?.path ?? '', documentOf(typed));
        const input = { text: typed, offset, schema, names: noNames, snippets, snippetSyntax: true };
        const items = complete(format ? { ...input, format } : input);
        for (const { edit, label } of items) {
          const { start, end } = edit.span;
          const isAround = start <= offset && offset <= end && end <= typed.length;
          assert.ok(isAround && !/[\uE000]/.test(edit.newText), `${fixture.name} ${offset} ${label}`);
        }
      }
    }
  }
});
