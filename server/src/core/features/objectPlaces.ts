// Between objects by name and their places in manifests: where an object or a field of it stands, which object holds a
// place, and the plain objects of a file. An object that no manifest writes (a Pod of a Deployment) has no place.
import type { JsonObject } from '../apiserver/types.ts';
import type { Span } from '../finding.ts';
import type { Resource } from '../kubernetes/resource.ts';
import { type ManifestDocument, objectsOf } from '../workspace/document.ts';
import type { DocumentPlace, ManifestFile } from '../workspace/file.ts';
import { fileFormatOf } from '../workspace/fileFormat.ts';
import type { Site } from '../workspace/site.ts';
import { filesOf, type Workspace } from '../workspace/workspace.ts';
import { spanOutside } from '../yaml/block.ts';
import { nearestPlace, pathOfField } from '../yaml/path.ts';
import { type PlainObject, toPlain } from '../yaml/plain.ts';
import { embeddedAt, embeddedIn, startOf } from './embedded.ts';

/** As the server stores it: objects of a namespace always have one. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Where an object stands, this file first; of a field that is not written, the nearest thing above it that is. */
export function placeOfObject(
  workspace: Workspace,
  file: ManifestFile,
  object: ObjectName,
  field: string | undefined,
): Site | undefined {
  const here = siteIn(file, object, field);
  if (here) return here;
  for (const other of filesOf(workspace)) {
    const there = other.uri === file.uri ? undefined : siteIn(other, object, field);
    if (there) return there;
  }
  return undefined;
}

/** In this file only. */
export function siteIn(file: ManifestFile, wanted: ObjectName, field: string | undefined): Site | undefined {
  for (const [index, document] of file.documents.entries()) {
    if (!document.text.includes(wanted.name)) continue;
    const span = embeddedSpan(file.uri, document, wanted, field);
    if (span) return { uri: file.uri, index, span };
    const resource = objectsOf(document).find((candidate) => isNamed(candidate, wanted));
    if (resource) return { uri: file.uri, index, span: spanOf(resource, field) };
  }
  return undefined;
}

/** In the manifests that a scenario applies: the last that has the object, for it says how the object became. */
function embeddedSpan(
  uri: string,
  document: ManifestDocument,
  wanted: ObjectName,
  field: string | undefined,
): Span | undefined {
  const format = fileFormatOf(uri, document);
  if (!format) return undefined;
  for (const one of [...embeddedIn(document, format)].reverse()) {
    const site = siteIn(one.file, wanted, field);
    if (!site) continue;
    const base = startOf(one, site.index);
    return spanOutside(one.block, { start: site.span.start + base, end: site.span.end + base });
  }
  return undefined;
}

/** A manifest without a namespace goes to `default` in a simulation; its version may differ from the stored one. */
export function isNamed(resource: Resource, { apiVersion, kind, namespace, name }: ObjectName): boolean {
  if (resource.kind !== kind || resource.name !== name) return false;
  const slash = apiVersion.indexOf('/');
  if (resource.group !== (slash < 0 ? '' : apiVersion.slice(0, slash))) return false;
  return namespace === undefined || (resource.namespace ?? 'default') === namespace;
}

function spanOf({ node }: Resource, field: string | undefined): Span {
  if (field === undefined || field === '') return { start: node.start, end: node.start };
  const { place } = nearestPlace(node, pathOfField(node, field));
  const { start, end } = place.pair?.key ?? place.node ?? node;
  const last = place.pair?.value;
  return { start, end: last?.type === 'scalar' ? last.end : end };
}

/** The object that holds a place of the file at `uri`. */
export function objectAtPlace(workspace: Workspace, uri: string, place: DocumentPlace): ObjectName | undefined {
  const format = fileFormatOf(uri, place.document);
  const inner = format && embeddedAt(place.document, place.offset, format);
  if (inner) return objectAtPlace(workspace, inner.file.uri, inner);
  const objects = objectsOf(place.document);
  const holding = objects.find(({ node }) => node.start <= place.offset && place.offset <= node.end);
  const resource = holding ?? (objects.length === 1 ? objects[0] : undefined);
  return resource && objectNameOf(resource, (apiVersion, kind) => workspace.schema?.kind(apiVersion, kind)?.namespaced);
}

/**
 * As the server would store it; undefined for one without a name.
 * @param isNamespaced undefined for kinds that nobody knows: then what the object says counts
 */
export function objectNameOf(
  { apiVersion, kind, name, namespace }: Resource,
  isNamespaced: (apiVersion: string, kind: string) => boolean | undefined,
): ObjectName | undefined {
  if (name === '') return undefined;
  const hasNamespace = isNamespaced(apiVersion, kind) ?? namespace !== undefined;
  return { apiVersion, kind, name, ...(hasNamespace ? { namespace: namespace ?? 'default' } : {}) };
}

/** The plain objects of a file in their order, as one would apply them. */
export function plainObjectsOf(file: ManifestFile): readonly JsonObject[] {
  return file.documents.flatMap(plainObjectsIn);
}

function plainObjectsIn(document: ManifestDocument): readonly PlainObject[] {
  return objectsOf(document).flatMap(({ node }) => {
    const { value } = toPlain(node);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : [];
  });
}
