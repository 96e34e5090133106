// Manifests that stand in another file as blocks of text, such as what a scenario applies: each as a file of its own, with
// the way back to the place around. Together they are a workspace of their own: a scenario's cluster has nothing else.
import type { FileFormat } from '../formats/format.ts';
import { type ManifestDocument, treeOf } from '../workspace/document.ts';
import { fileOf, type ManifestFile, placeOfOffset } from '../workspace/file.ts';
import { matchesOf, patternOf } from '../workspace/pattern.ts';
import { emptyWorkspace, type Workspace, withFiles } from '../workspace/workspace.ts';
import { type Block, blockBelow, insideOf } from '../yaml/block.ts';

export interface Embedded {
  readonly block: Block;
  readonly file: ManifestFile;
}

/** The manifests in a document of a format, in the order of the text; the same values for the same document. */
export function embeddedIn(document: ManifestDocument, format: FileFormat): readonly Embedded[] {
  if (format.manifestsAt.length === 0) return none;
  const known = remembered.get(document);
  if (known) return known;
  const embedded = blocksOf(document, format).map(asFile);
  remembered.set(document, embedded);
  return embedded;
}

const none: readonly Embedded[] = [];
const remembered = new WeakMap<ManifestDocument, readonly Embedded[]>();

function blocksOf(document: ManifestDocument, { manifestsAt }: FileFormat, column?: number): Block[] {
  const { root } = treeOf(document);
  return manifestsAt
    .flatMap((place) => matchesOf(root, patternOf(place)))
    .flatMap((node) => (node.type === 'scalar' && node.style === 'literal' ? [node.start] : []))
    .map((header) => blockBelow(document.text, header, column));
}

function asFile(block: Block, number: number): Embedded {
  return { block, file: fileOf(`embedded:${number}.yaml`, block.text) };
}

/** A place in a manifest that is embedded. */
export interface EmbeddedPlace extends Embedded {
  readonly index: number;
  readonly document: ManifestDocument;
  /** Relative to the document. */
  readonly offset: number;
}

/** The manifest around an offset, also on a line in it where nothing stands yet; undefined outside of all. */
export function embeddedAt(document: ManifestDocument, offset: number, format: FileFormat): EmbeddedPlace | undefined {
  if (format.manifestsAt.length === 0) return undefined;
  const column = offset - (document.text.lastIndexOf('\n', offset - 1) + 1);
  for (const [number, block] of blocksOf(document, format, column).entries()) {
    const inside = document.text[block.span.start - 1] === '\n' ? insideOf(block, offset) : undefined;
    if (inside === undefined) continue;
    const { file } = asFile(block, number);
    return { block, file, ...placeOfOffset(file, inside) };
  }
  return undefined;
}

/** Where the inner document begins in the block's text. */
export function startOf({ file }: Embedded, index: number): number {
  return file.starts[index] ?? 0;
}

/** What stands in one document, as a workspace with the settings of the one around. */
export function embeddedWorkspace(around: Workspace, embedded: readonly Embedded[]): Workspace {
  const { settings, schema, schemaOf, catalogue } = around;
  const empty: Workspace = { ...emptyWorkspace, settings, schema, catalogue, ...(schemaOf && { schemaOf }) };
  return withFiles(
    empty,
    embedded.map(({ file }) => file),
  );
}
