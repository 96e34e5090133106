// Hover with what the workspace knows: where the name under the pointer is defined and used, beside what the document
// alone says of the place.
import type { FileFormat } from '../../formats/format.ts';
import { usesOfFile } from '../../kustomize/links.ts';
import { type Locale, pick, type Text, text } from '../../text.ts';
import { treeOf } from '../../workspace/document.ts';
import { type DocumentPlace, type ManifestFile, positionOf } from '../../workspace/file.ts';
import { fileFormatOf } from '../../workspace/fileFormat.ts';
import type { Site } from '../../workspace/site.ts';
import { fileIn, type Workspace } from '../../workspace/workspace.ts';
import { spanOutside } from '../../yaml/block.ts';
import { pathAt } from '../../yaml/cursor.ts';
import { descriptionsWithCustomKinds, schemaWithCustomKinds } from '../customSchema.ts';
import { embeddedAt, startOf } from '../embedded.ts';
import { type Name, nameAt } from '../names.ts';
import { formatHover } from './formatHover.ts';
import { type Hover, type HoverContext, hoverAt } from './hover.ts';

/** What to show at a place of a file. */
export function hoverIn(
  workspace: Workspace,
  file: ManifestFile,
  place: DocumentPlace,
  context: HoverContext,
): Hover | undefined {
  const format = fileFormatOf(file.uri, place.document);
  const alone = format
    ? (embeddedHover(place, format, context) ?? formatHover(place.document, place.offset, format, context.locale))
    : hoverAt(place.document, place.offset, withCustomKinds(workspace, context));
  const builds = alone && !format ? buildSection(workspace, file, place, context.locale) : undefined;
  if (alone && builds !== undefined) return { ...alone, markdown: `${builds}\n\n---\n\n${alone.markdown}` };
  const name = nameAt(workspace, file, place);
  const section = name ? nameSection(workspace, file, place, name) : undefined;
  if (!name || !section) return alone;
  const words = pick(section, context.locale);
  return { span: name.span, markdown: alone ? `${words}\n\n---\n\n${alone.markdown}` : words };
}

/** In a manifest that a scenario applies: what the manifest alone says. */
function embeddedHover(at: DocumentPlace, format: FileFormat, context: HoverContext): Hover | undefined {
  const place = embeddedAt(at.document, at.offset, format);
  const hover = place && hoverAt(place.document, place.offset, context);
  if (!hover) return undefined;
  const base = startOf(place, place.index);
  const span = { start: hover.span.start + base, end: hover.span.end + base };
  return { ...hover, span: spanOutside(place.block, span) };
}

function withCustomKinds(workspace: Workspace, context: HoverContext): HoverContext {
  return {
    ...context,
    schema: schemaWithCustomKinds(workspace, context.schema),
    descriptions: descriptionsWithCustomKinds(workspace, context.descriptions),
  };
}

/** On `kind`: which kustomizations build the file, or lay it over others. */
function buildSection(
  workspace: Workspace,
  { uri }: ManifestFile,
  { document, offset }: DocumentPlace,
  locale: Locale,
): string | undefined {
  const [last, ...above] = [...(pathAt(treeOf(document).root, offset)?.path ?? [])].reverse();
  if (last !== 'kind' || above.some((segment) => typeof segment === 'string' && segment !== 'items')) return undefined;
  const uses = usesOfFile(workspace, uri);
  if (uses.length === 0) return undefined;
  const places = uses.slice(0, mostPlaces).map(({ site }) => link(workspace, site));
  const isPatch = uses.every(({ role }) => role === 'patch');
  const words = isPatch ? text('A patch of', '补丁，用于') : text('Built by', '由以下构建：');
  return `${pick(words, locale)} ${places.join(', ')}`;
}

const mostPlaces = 5;

/** On a use the definitions, on a definition the uses; nothing where there is only the place itself. */
function nameSection(
  workspace: Workspace,
  file: ManifestFile,
  place: DocumentPlace,
  { definitions, uses }: Name,
): Text | undefined {
  const isHere = ({ uri, index, span }: Site): boolean =>
    uri === file.uri && index === place.index && span.start <= place.offset && place.offset <= span.end;
  const isDefinition = definitions.some(isHere);
  const others = (isDefinition ? uses : definitions).filter((site) => !isHere(site));
  if (others.length === 0) return undefined;
  const shown = others.slice(0, mostPlaces).map((site) => link(workspace, site));
  const rest = others.length - shown.length;
  const places = `${shown.join(', ')}${rest > 0 ? ` … +${rest}` : ''}`;
  return isDefinition
    ? text(`Used in ${places}`, `使用处：${places}`)
    : text(`Defined in ${places}`, `定义处：${places}`);
}

/** `config.yaml:12`, which opens the line. */
function link(workspace: Workspace, { uri, index, span }: Site): string {
  const file = fileIn(workspace, uri);
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  if (!file) return name;
  const line = positionOf(file, index, span.start).line + 1;
  return `[${name}:${line}](${uri}#L${line})`;
}
