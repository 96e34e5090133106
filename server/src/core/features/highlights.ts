// Where else in the file the name at the cursor stands; where it is no name, the same word as a value of the document.
import type { Span } from '../finding.ts';
import { type ManifestDocument, treeOf } from '../workspace/document.ts';
import type { DocumentPlace, ManifestFile } from '../workspace/file.ts';
import { innerSpan } from '../workspace/pattern.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { pathAt } from '../yaml/cursor.ts';
import type { Node } from '../yaml/nodes.ts';
import { nameAt } from './names.ts';

export interface Highlight {
  readonly index: number;
  readonly span: Span;
  /** It is written here, and read elsewhere. */
  readonly defines: boolean;
}

export function highlightsAt(workspace: Workspace, file: ManifestFile, place: DocumentPlace): readonly Highlight[] {
  const name = nameAt(workspace, file, place);
  if (!name)
    return sameWords(place.document, place.offset).map((span) => ({ index: place.index, span, defines: false }));
  const inFile = (defines: boolean) =>
    (defines ? name.definitions : name.uses)
      .filter(({ uri }) => uri === file.uri)
      .map(({ index, span }) => ({ index, span, defines }));
  return [...inFile(true), ...inFile(false)];
}

/** Words of fewer letters, and numbers, stand everywhere and mean nothing together. */
const shortestWord = 3;

function sameWords(document: ManifestDocument, offset: number): readonly Span[] {
  const { root } = treeOf(document);
  const { node, on } = pathAt(root, offset) ?? {};
  if (on !== 'value' || node?.type !== 'scalar' || typeof node.value !== 'string') return [];
  if (node.source.length < shortestWord || node.source.includes('\n')) return [];
  const spans: Span[] = [];
  collect(root, node.source, document.text, spans);
  return spans;
}

function collect(node: Node | undefined, word: string, text: string, found: Span[]): void {
  if (node?.type === 'scalar' && node.source === word) found.push(innerSpan(node, text));
  else if (node?.type === 'mapping') for (const pair of node.pairs) collect(pair.value, word, text, found);
  else if (node?.type === 'sequence') for (const item of node.items) collect(item.value, word, text, found);
}
