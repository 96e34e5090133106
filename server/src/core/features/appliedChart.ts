// What an installation of a chart applies: its definitions, then what its templates render to, without the objects that
// only `helm test` makes.
import type { JsonObject } from '../apiserver/types.ts';
import { fileOf, type ManifestFile } from '../workspace/file.ts';
import { definitionFiles, type RenderedChart } from './chartFindings.ts';
import { plainObjectsOf } from './objectPlaces.ts';

/** In the order in which they are applied. */
export function appliedFiles({ view, manifests }: RenderedChart): readonly ManifestFile[] {
  return [...definitionFiles(view), ...manifests.map(({ file }) => withoutTests(file))];
}

export function appliedObjects(chart: RenderedChart): readonly JsonObject[] {
  return appliedFiles(chart).flatMap((file) => plainObjectsOf(file));
}

function withoutTests(file: ManifestFile): ManifestFile {
  const kept = file.documents.filter((document) => {
    const [object] = document.text.includes('helm.sh/hook') ? plainObjectsOf(fileOf(file.uri, document.text)) : [];
    return !object || !isForTest(object);
  });
  return kept.length === file.documents.length ? file : fileOf(file.uri, kept.map(({ text }) => text).join(''));
}

function isForTest({ metadata }: JsonObject): boolean {
  const annotations = isObject(metadata) ? metadata['annotations'] : undefined;
  const hook = isObject(annotations) ? annotations['helm.sh/hook'] : undefined;
  return typeof hook === 'string' && hook.split(',').every((one) => one.trim().startsWith('test'));
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
