// Hover with what the workspace knows: where the name under the pointer is defined and used, beside what the document
// alone says of the place.
import type { FileFormat } from '../../formats/format.ts';
import { isKustomizationName } from '../../formats/formatOfFile.ts';
import { buildName, usesOfFile } from '../../kustomize/links.ts';
import { type Locale, pick, text } from '../../text.ts';
import { treeOf } from '../../workspace/document.ts';
import type { DocumentPlace, ManifestFile } from '../../workspace/file.ts';
import { fileFormatOf } from '../../workspace/fileFormat.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { spanOutside } from '../../yaml/block.ts';
import { pathAt } from '../../yaml/cursor.ts';
import { descriptionsWithCustomKinds, schemaWithCustomKinds } from '../customSchema.ts';
import { embeddedAt, startOf } from '../embedded.ts';
import { nameAt } from '../names.ts';
import { formatHover } from './formatHover.ts';
import { type Hover, type HoverContext, hoverAt } from './hover.ts';
import { imageSection } from './imageSection.ts';
import { nameSection } from './nameSection.ts';
import { selectorSection } from './selectorSection.ts';
import { link } from './sites.ts';

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
  const isBuilt = !format || format.id === 'kustomization';
  const builds = alone && isBuilt ? buildSection(workspace, file, place, context.locale) : undefined;
  if (alone && builds !== undefined) return { ...alone, markdown: `${builds}\n\n---\n\n${alone.markdown}` };
  const name = nameAt(workspace, file, place);
  const words = name ? nameSection(workspace, file, place, name, context.locale) : undefined;
  const around = aroundName(workspace, file, place, context.locale);
  const sections = [name?.what === 'label' || !words ? around : undefined, words, alone?.markdown];
  const markdown = sections.filter((section) => section !== undefined).join('\n\n---\n\n');
  if (name && words) return { span: name.span, markdown };
  return alone && { ...alone, markdown };
}

/** What no single name says: what a selector selects, which tags of an image are in use. */
function aroundName(
  workspace: Workspace,
  { uri }: ManifestFile,
  { document, offset }: DocumentPlace,
  locale: Locale,
): string | undefined {
  const at = { uri, document, offset };
  return selectorSection(workspace, at, locale) ?? imageSection(workspace, at, locale);
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

const mostBuilds = 5;

/** On `kind`: which kustomizations build the file, or lay it over others. */
function buildSection(
  workspace: Workspace,
  { uri }: ManifestFile,
  { document, offset }: DocumentPlace,
  locale: Locale,
): string | undefined {
  const [last, ...above] = [...(pathAt(treeOf(document).root, offset)?.path ?? [])].reverse();
  const isAsked = last === 'kind' || (isKustomizationName(uri) && (last === 'resources' || last === 'apiVersion'));
  if (!isAsked || above.some((segment) => typeof segment === 'string' && segment !== 'items')) return undefined;
  const uses = usesOfFile(workspace, uri);
  if (uses.length === 0) return undefined;
  const places = uses.slice(0, mostBuilds).map(({ site }) => link(workspace, site, `${buildName(site.uri)}/`));
  const isPatch = uses.every(({ role }) => role === 'patch');
  const words = isPatch ? text('A patch of', '补丁，用于') : text('Built by', '由以下构建：');
  return `${pick(words, locale)} ${places.join(', ')}`;
}
