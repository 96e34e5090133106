// What can be folded in a document: the document, each mapping, list and block scalar behind its key, and blocks of
// comments. Lines count from the document's start.
import { linesOf, type ManifestDocument, perDocument, treeOf } from '../workspace/document.ts';
import { lastAtMost } from '../workspace/lines.ts';
import type { Node } from '../yaml/nodes.ts';

export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly comment: boolean;
}

const mostFolds = 20_000;

export const foldsOf: (document: ManifestDocument) => readonly Fold[] = perDocument((document) => {
  const starts = linesOf(document);
  const lineOf = (offset: number) => lastAtMost(starts, offset);
  const folds: Fold[] = [];
  const add = (start: number, end: number, comment = false): void => {
    const startLine = lineOf(start);
    const endLine = lineOf(lastContent(document.text, start, end));
    if (endLine > startLine && folds.length < mostFolds) folds.push({ startLine, endLine, comment });
  };
  const { root, comments } = treeOf(document);
  if (root && root.start > 0 && document.text.startsWith('---')) add(0, document.text.length);
  visit(root, add);
  for (const block of commentBlocks(comments.map(({ start }) => lineOf(start))))
    folds.push({ ...block, comment: true });
  return folds;
});

/** A block's span may end in blank lines; they stay visible when it is folded. */
function lastContent(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return Math.max(start, at - 1);
}

function visit(node: Node | undefined, add: (start: number, end: number) => void): void {
  if (node?.type === 'mapping') {
    for (const pair of node.pairs) {
      if (!pair.value) continue;
      add(pair.start, pair.end);
      visit(pair.value, add);
    }
  } else if (node?.type === 'sequence') {
    for (const item of node.items) {
      if (item.value?.type !== 'scalar') add(item.start, item.end);
      visit(item.value, add);
    }
  }
}

/** Runs of at least two lines; trailing comments stand alone and so make no run. */
function commentBlocks(lines: readonly number[]): { startLine: number; endLine: number }[] {
  const blocks: { startLine: number; endLine: number }[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (last && last.endLine === line - 1) last.endLine = line;
    else blocks.push({ startLine: line, endLine: line });
  }
  return blocks.filter(({ startLine, endLine }) => endLine > startLine);
}
