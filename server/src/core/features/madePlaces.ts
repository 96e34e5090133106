// Objects that no manifest writes as they are, and their places: what a chart renders leads to its template, what a
// kustomization builds to the manifest, patch or generator that wrote it. The way back goes from a template to an object.
import type { Build } from '../kustomize/build/build.ts';
import { placeInBuilt } from '../kustomize/build/view.ts';
import { documentOf, objectsOf } from '../workspace/document.ts';
import type { ManifestFile } from '../workspace/file.ts';
import { lastAtMost } from '../workspace/lines.ts';
import type { Site } from '../workspace/site.ts';
import { pathOfField } from '../yaml/path.ts';
import { type RenderedChart, type RenderedManifests, templateSpan } from './chartFindings.ts';
import { isNamed, type ObjectName, objectNameOf, siteIn } from './objectPlaces.ts';

/** @param template gives the template as the workspace has it: the place is told in its documents */
export function placeInChart(
  { manifests }: RenderedChart,
  template: (uri: string) => ManifestFile | undefined,
  object: ObjectName,
  field: string | undefined,
): Site | undefined {
  for (const one of manifests) {
    const site = siteIn(one.file, object, field);
    const file = site && template(one.file.uri);
    if (!site || !file) continue;
    const base = one.file.starts[site.index] ?? 0;
    const span = templateSpan(one, { start: base + site.span.start, end: base + site.span.end });
    const index = lastAtMost(file.starts.slice(0, -1), span.start);
    const start = file.starts[index] ?? 0;
    const length = file.documents[index]?.text.length ?? 0;
    return { uri: file.uri, index, span: { start: span.start - start, end: Math.min(length, span.end - start) } };
  }
  return undefined;
}

export function placeInBuild({ objects }: Build, wanted: ObjectName, field: string | undefined): Site | undefined {
  for (const built of objects) {
    const [resource] = objectsOf(documentOf(JSON.stringify(built.object)));
    if (!resource || !isNamed(resource, wanted)) continue;
    return placeInBuilt(built, field ? pathOfField(resource.node, field) : []);
  }
  return undefined;
}

/**
 * The object that the words at an offset of a template are rendered into; of several that a loop renders, the first.
 * @param isNamespaced undefined for kinds that nobody knows
 */
export function objectInChart(
  { manifests }: RenderedChart,
  uri: string,
  offset: number,
  isNamespaced: (apiVersion: string, kind: string) => boolean | undefined,
): ObjectName | undefined {
  const here = manifests.find(({ file }) => file.uri === uri);
  if (!here) return undefined;
  let nearest: { readonly from: number; readonly name: ObjectName } | undefined;
  for (const [index, document] of here.file.documents.entries())
    for (const resource of objectsOf(document)) {
      const from = originAt(here, (here.file.starts[index] ?? 0) + resource.node.start);
      const name = objectNameOf(resource, isNamespaced);
      if (name && from <= offset && (!nearest || from > nearest.from)) nearest = { from, name };
    }
  return nearest?.name;
}

const originAt = (from: RenderedManifests, offset: number): number =>
  templateSpan(from, { start: offset, end: offset }).start;
