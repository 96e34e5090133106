// Files of volumes that would hide one another: only a warning. Mirrors warningsForOverlappingVirtualPaths (v1.36).
import { goQuote } from '../../../kubernetes/goText.ts';
import { type Draft, objectsAt, optionalObject, stringAt } from '../../draft.ts';

interface PlacedPath {
  readonly path: string;
  readonly source: string;
}

export function pathOverlapWarnings(spec: Draft): string[] {
  return objectsAt(spec, 'volumes').flatMap((volume) => {
    const name = goQuote(stringAt(volume, 'name'));
    const own = [
      describe(optionalObject(volume, 'configMap'), (source) => `ConfigMap ${goQuote(stringAt(source, 'name'))}`),
      describe(optionalObject(volume, 'secret'), (source) => `Secret ${goQuote(stringAt(source, 'secretName'))}`),
      describe(optionalObject(volume, 'downwardAPI'), () => 'DownwardAPI'),
    ].flat();
    return [...own, ...projectedOverlaps(optionalObject(volume, 'projected'))].map((words) =>
      words === noSources ? `volume ${name} (Projected) ${noSources}` : `volume ${name} ${words}`,
    );
  });
}

const noSources = 'has no sources provided';

function describe(source: Draft | undefined, words: (source: Draft) => string): string[] {
  if (!source) return [];
  const overlaps = overlapsAmong(
    objectsAt(source, 'items').map((item) => ({ path: stringAt(item, 'path'), source: '' })),
  );
  return overlaps.map((overlap) => `(${words(source)}): overlapping paths: ${overlap}`);
}

function projectedOverlaps(projected: Draft | undefined): string[] {
  const warnings: string[] = [];
  const all: PlacedPath[] = [];
  for (const source of objectsAt(projected, 'sources')) {
    if (Object.keys(source).length === 0) {
      warnings.push(noSources);
      continue;
    }
    for (const placed of projectedPaths(source)) {
      const bare = { path: placed.path.replace(/\/+$/, ''), source: placed.source };
      for (const other of overlapping(all, bare)) {
        warnings.push(`(Projected): overlapping paths: ${shown(bare)} with ${shown(other)}`);
      }
      all.push(bare);
    }
  }
  return warnings;
}

function projectedPaths(source: Draft): PlacedPath[] {
  for (const [field, word] of [
    ['configMap', 'ConfigMap'],
    ['secret', 'Secret'],
  ] as const) {
    const part = optionalObject(source, field);
    if (part && Array.isArray(part['items'])) {
      return placed(part, `${word} ${goQuote(stringAt(part, 'name'))}`);
    }
  }
  const downward = optionalObject(source, 'downwardAPI');
  if (downward && Array.isArray(downward['items'])) return placed(downward, 'DownwardAPI');
  const token = optionalObject(source, 'serviceAccountToken');
  return token ? [{ path: stringAt(token, 'path'), source: 'ServiceAccountToken' }] : [];
}

function placed(part: Draft, source: string): PlacedPath[] {
  return objectsAt(part, 'items').map((item) => ({ path: stringAt(item, 'path'), source }));
}

function overlapsAmong(paths: readonly PlacedPath[]): string[] {
  const seen: PlacedPath[] = [];
  return paths.flatMap(({ path, source }) => {
    const bare = { path: path.replace(/\/+$/, ''), source };
    const found = overlapping(seen, bare).map((other) => `${shown(bare)} with ${shown(other)}`);
    seen.push(bare);
    return found;
  });
}

function overlapping(seen: readonly PlacedPath[], { path }: PlacedPath): PlacedPath[] {
  if (path === '') return [];
  return seen.filter(
    (other) =>
      other.path !== '' && (`${other.path}/`.startsWith(`${path}/`) || `${path}/`.startsWith(`${other.path}/`)),
  );
}

function shown({ path, source }: PlacedPath): string {
  return source === '' ? goQuote(path) : `${goQuote(path)} (${source})`;
}
