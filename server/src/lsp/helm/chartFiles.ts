// Reads charts from the disk: every text below a folder with a Chart.yaml, the archives in its `charts/` unpacked. Off the
// typing path, and bounded: a folder that is larger than any chart is none.
import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChartSource, ChartText } from '../../core/workspace/chartSource.ts';
import { textsOfArchive } from './archive.ts';

const mostFiles = 4000;
const mostBytes = 32 * 1024 * 1024;
const mostBytesOfFile = 2 * 1024 * 1024;
const filesAtOnce = 16;
const skippedFolders = new Set(['.git', 'node_modules', '.svn', '.hg']);

/** The chart in a folder; undefined where there is none, or where it is too large. */
export async function readChart(folder: string): Promise<ChartSource | undefined> {
  const names = await namesBelow(folder);
  if (!names?.includes(path.join(folder, 'Chart.yaml'))) return undefined;
  const files = new Map<string, ChartText>();
  let bytes = 0;
  for (let at = 0; at < names.length && bytes < mostBytes; at += filesAtOnce) {
    const read = await Promise.all(names.slice(at, at + filesAtOnce).map((name) => textsOf(folder, name)));
    for (const [name, text, isPacked] of read.flat()) {
      files.set(name, isPacked ? { text, isPacked } : { text });
      bytes += text.length;
    }
  }
  return bytes < mostBytes ? { root: pathToFileURL(folder).href, files } : undefined;
}

type NamedText = readonly [name: string, text: string, isPacked: boolean];

async function textsOf(folder: string, name: string): Promise<readonly NamedText[]> {
  const below = path.relative(folder, name).split(path.sep).join('/');
  try {
    if ((await fs.stat(name)).size > mostBytesOfFile) return [];
    const bytes = await fs.readFile(name);
    if (/^charts\/[^/]+\.tgz$/.test(below))
      return textsOfArchive(bytes).map(([inner, text]) => [`charts/${inner}`, text, true]);
    return bytes.includes(0) ? [] : [[below, bytes.toString('utf8'), false]];
  } catch {
    return []; // gone, not ours to read, or no archive
  }
}

async function namesBelow(folder: string): Promise<readonly string[] | undefined> {
  const names: string[] = [];
  const waiting = [folder];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const entries = await fs.readdir(next, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const name = path.join(next, entry.name);
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) waiting.push(name);
      else if (entry.isFile()) names.push(name);
    }
    if (names.length > mostFiles) return undefined;
  }
  return names.sort();
}

/** Of folders with a Chart.yaml those that are no part of another chart. */
export function rootCharts(folders: readonly string[]): readonly string[] {
  const all = new Set(folders);
  return folders.filter((folder) => {
    const above = /^(.*?)[\\/]charts[\\/][^\\/]+$/.exec(folder)?.[1];
    return above === undefined || !all.has(above);
  });
}

/** The folder of the outermost chart that a file may be part of. */
export async function chartAbove(name: string): Promise<string | undefined> {
  let found: string | undefined;
  let folder = path.dirname(name);
  for (let steps = 0; steps < 12; steps++) {
    const isChart = await fs.stat(path.join(folder, 'Chart.yaml')).then(
      (stats) => stats.isFile(),
      () => false,
    );
    if (isChart) found = folder;
    const isBelow = path.basename(path.dirname(folder)) === 'charts';
    if (isChart && !isBelow) break;
    if (path.dirname(folder) === folder) break;
    folder = path.dirname(folder);
  }
  return found;
}
