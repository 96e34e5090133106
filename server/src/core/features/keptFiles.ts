// The files that objects keep as values: each key below `data` of a ConfigMap, below `stringData` of a Secret. Their
// texts, and the edits that put another text in the place of one, in the form that reads best: a block.
import type { Span, TextEdit } from '../finding.ts';
import { type ManifestDocument, objectsOf, treeOf } from '../workspace/document.ts';
import type { MappingNode, Node, Pair } from '../yaml/nodes.ts';
import { keyOf, nodeAt, resolved } from '../yaml/path.ts';
import { columnOf, styleOf } from '../yaml/style.ts';
import { quote } from '../yaml/write.ts';

/** Where objects keep files as text. */
const keptAt: readonly { readonly kind: string; readonly field: string }[] = [
  { kind: 'ConfigMap', field: 'data' },
  { kind: 'Secret', field: 'stringData' },
];

export interface KeptFile {
  readonly kind: string;
  readonly namespace?: string;
  /** Of the object. */
  readonly object: string;
  /** The file's name. */
  readonly key: string;
  readonly text: string;
  /** The key and its value. */
  readonly span: Span;
}

interface Kept extends KeptFile {
  readonly pair: Pair;
  readonly within: MappingNode;
}

/** All files that the document's objects keep, in the order of the text. */
export function keptFilesOf(document: ManifestDocument): readonly KeptFile[] {
  return kept(document);
}

function kept(document: ManifestDocument): readonly Kept[] {
  return objectsOf(document).flatMap(({ kind, node }) => {
    const field = keptAt.find((place) => place.kind === kind)?.field;
    const within = field === undefined ? undefined : resolved(nodeAt(node, [field]));
    if (within?.type !== 'mapping') return [];
    const namespace = wordAt(node, 'namespace');
    const owner = { kind, object: wordAt(node, 'name') ?? '', ...(namespace === undefined ? {} : { namespace }) };
    return within.pairs.flatMap((pair) => {
      const value = resolved(pair.value);
      const text = value?.type === 'scalar' ? value.source : '';
      return pair.merge
        ? []
        : [{ ...owner, key: keyOf(pair), text, span: { start: pair.start, end: pair.end }, pair, within }];
    });
  });
}

function wordAt(node: Node, key: string): string | undefined {
  const value = resolved(nodeAt(node, ['metadata', key]));
  return value?.type === 'scalar' ? value.source : undefined;
}

/** The same file of the same object, as it is now. */
export function isSameFile(a: Omit<KeptFile, 'text' | 'span'>, b: Omit<KeptFile, 'text' | 'span'>): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.object === b.object && a.key === b.key;
}

/** The edits that give a file another text; undefined when the document keeps no such file. */
export function withKeptText(
  document: ManifestDocument,
  wanted: Omit<KeptFile, 'text' | 'span'>,
  text: string,
): readonly TextEdit[] | undefined {
  const found = kept(document).find((candidate) => isSameFile(candidate, wanted));
  if (!found) return undefined;
  if (found.text === text) return [];
  const { pair, within } = found;
  const style = styleOf(document.text, treeOf(document).root);
  const isBlock = !within.flow && isReadable(text);
  const column = columnOf(document.text, pair.start) + style.indent;
  const written = isBlock ? blockOf(text, column, style.indent) : quote(text, style);
  if (!pair.value) return [{ span: { start: pair.end, end: pair.end }, newText: ` ${written}` }];
  const { start, end } = pair.value;
  const wasBlock = document.text.slice(start, end).endsWith('\n');
  // Below a block that keeps its last line breaks, empty lines of the document would become part of it.
  const empty = isBlock && text.endsWith('\n\n') ? emptyLines(document.text, wasBlock ? end - 1 : end) : 0;
  return [{ span: { start, end: end + empty }, newText: wasBlock ? `${written}\n` : written }];
}

/** How much of the text is line breaks with nothing but blanks between them, up to the last. */
function emptyLines(text: string, from: number): number {
  const [breaks = ''] = /^(?:\r?\n[ \t]*(?=\r?\n))*/.exec(text.slice(from)) ?? [];
  return breaks.length;
}

/** Whether a block can hold it: printable characters, and not only blanks and breaks. */
function isReadable(text: string): boolean {
  return (
    /\n/.test(text) &&
    /\S/.test(text) &&
    !/[^\n\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.test(text)
  );
}

/** A literal block, its header first and without the last line break: `|`, `|-` or `|+` as the text ends. */
function blockOf(text: string, column: number, indent: number): string {
  const breaks = /\n*$/.exec(text)?.[0].length ?? 0;
  const chomping = breaks === 0 ? '-' : breaks === 1 ? '' : '+';
  const lines = text.slice(0, breaks === 0 ? text.length : -1).split('\n');
  const indented = lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line));
  return [`|${/^\n*[ \t]/.test(text) ? indent : ''}${chomping}`, ...indented].join('\n');
}
