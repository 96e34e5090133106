// What is shown about the place under the pointer: the kind, the field, what the value means. Markdown as plain data.
// It knows one document; what a reference leads to is for the workspace to say.
import type { Span } from '../../finding.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import type { Descriptions } from '../../schema/descriptions.ts';
import { type FieldPlace, fieldAt } from '../../schema/lookup.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Locale } from '../../text.ts';
import { kindOf, type ManifestDocument, objectsOf, treeOf } from '../../workspace/document.ts';
import { type PlaceAtOffset, pathAt } from '../../yaml/cursor.ts';
import type { Node, Path } from '../../yaml/nodes.ts';
import { keyOf, resolved } from '../../yaml/path.ts';
import { aliasPreview } from './aliasPreview.ts';
import { fieldSection } from './fieldSection.ts';
import { kindSection } from './kindSection.ts';
import { meaningOf } from './meanings.ts';

export interface HoverContext {
  readonly schema: Schema;
  readonly descriptions: Descriptions;
  readonly locale: Locale;
  /** For the next times of a schedule. */
  readonly nowMs: number;
}

export interface Hover {
  /** Relative to the document. */
  readonly span: Span;
  readonly markdown: string;
}

/** What to show at an offset of a document; undefined where there is nothing to say. */
export function hoverAt(document: ManifestDocument, offset: number, context: HoverContext): Hover | undefined {
  if (kindOf(document) !== 'manifest') return undefined;
  const place = pathAt(treeOf(document).root, offset);
  if (!place || place.on === 'between') return undefined;
  const sections = sectionsAt(document, place, context).filter((section) => section !== '');
  const { start, end } = spanOf(place);
  return sections.length > 0 ? { span: { start, end }, markdown: sections.join('\n\n---\n\n') } : undefined;
}

function spanOf(place: PlaceAtOffset): Span {
  return place.node ?? place.pair?.key ?? { start: 0, end: 0 };
}

function sectionsAt(document: ManifestDocument, place: PlaceAtOffset, context: HoverContext): readonly string[] {
  const alias = aliasSection(document, place);
  const resource = resourceAt(document, place.path);
  if (!resource) return [alias];
  const path = place.path.slice(resource.path.length);
  const isHeader = path.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion');
  if (isHeader) return [alias, kindSection(context, resource.apiVersion, resource.kind)];
  const kind = context.schema.kind(resource.apiVersion, resource.kind);
  const at = kind && fieldAt(context.schema, kind, path);
  if (!kind || !at) return [alias];
  const meaning = place.on === 'value' ? meaningAt(context, resource, path, at, place.node) : '';
  return [alias, meaning, fieldSection({ ...context, kind, resource }, path, at)];
}

function meaningAt(
  context: HoverContext,
  resource: Resource,
  path: Path,
  place: FieldPlace,
  written: Node | undefined,
): string {
  const node = resolved(written);
  return node?.type === 'scalar' ? meaningOf(context, { node, path, place, root: resource.node }) : '';
}

function aliasSection(document: ManifestDocument, { node, pair, on }: PlaceAtOffset): string {
  if (node?.type === 'alias') return aliasPreview(document.text, node);
  const merged = on === 'key' && pair && keyOf(pair) === '<<' ? pair.value : undefined;
  return merged?.type === 'alias' ? aliasPreview(document.text, merged) : '';
}

/** The object that a path lies in: in a List, the item. */
function resourceAt(document: ManifestDocument, path: Path): Resource | undefined {
  return objectsOf(document).find((resource) => resource.path.every((segment, index) => path[index] === segment));
}
