// The files of Helm charts as they lie on the disk: templates, helpers and values are no manifests, and the workspace keeps
// them beside those. What an editor has open counts before it. It knows nothing of what is in the files.
import { type ManifestFile, textOf } from './file.ts';
import { fileIn, type Workspace } from './workspace.ts';

/** A chart with everything below its folder; charts in its `charts/` are part of it. */
export interface ChartSource {
  /** URI of the folder, without a slash at its end. */
  readonly root: string;
  /** By path below the folder. */
  readonly files: ReadonlyMap<string, ChartText>;
}

/** A value of its own for each reading, so that what follows from a text can be kept with it. */
export interface ChartText {
  readonly text: string;
  /** It lies in an archive, where no editor writes. */
  readonly isPacked?: boolean;
}

export interface ChartPlace {
  readonly source: ChartSource;
  /** Below the chart's folder. */
  readonly path: string;
}

/** The chart that a file is part of, where one is known. */
export function chartPlaceOf(workspace: Workspace, uri: string): ChartPlace | undefined {
  for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) {
    const source = workspace.charts.get(uri.slice(0, end));
    if (source) return { source, path: decoded(uri.slice(end + 1)) };
  }
  return undefined;
}

const uris = new WeakMap<ChartSource, Map<string, string>>();

export function chartUri(source: ChartSource, path: string): string {
  const known = uris.get(source) ?? new Map<string, string>();
  uris.set(source, known);
  const uri = known.get(path) ?? joined(source.root, path);
  known.set(path, uri);
  return uri;
}

/** A path may lead out of the chart, `../values.yaml`. */
function joined(root: string, path: string): string {
  const ups = /^(?:\.\.\/)+/.exec(path)?.[0].length ?? 0;
  const folder = root.split('/');
  const above = folder.slice(0, Math.max(3, folder.length - ups / 3));
  return [...above, ...path.slice(ups).split('/').map(encodeURIComponent)].join('/');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const openTexts = new WeakMap<ManifestFile, ChartText>();

/** The text that counts now; the same value as long as it does not change. */
export function chartTextOf(workspace: Workspace, source: ChartSource, path: string): ChartText | undefined {
  const file = fileIn(workspace, chartUri(source, path));
  if (!file) return source.files.get(path);
  const known = openTexts.get(file) ?? { text: textOf(file) };
  openTexts.set(file, known);
  return known;
}
