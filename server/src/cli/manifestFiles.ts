// From what a person writes on the command line (files, folders, globs, `-`) to the texts of manifests, in that order,
// each once.
import fs from 'node:fs';
import path from 'node:path';
import { isKustomizationName } from '../core/formats/formatOfFile.ts';
import { pick, type Text, text } from '../core/text.ts';
import { globExpression } from '../core/workspace/glob.ts';
import { localeFrom } from './locale.ts';

export interface GivenFile {
  /** As the user would write it: relative to the working directory where it lies below it. */
  readonly path: string;
  /** `<stdin>` has none. */
  readonly fullPath: string | undefined;
  readonly text: string;
}

const manifestName = /\.(ya?ml|json)$/i;
const skippedFolders = new Set(['node_modules', '.git', '.svn', '.hg', '.terraform', '.venv']);

/** @returns the files, or the first of the words that leads nowhere */
export function readManifests(words: readonly string[]): readonly GivenFile[] | { readonly problem: string } {
  const names = new Set<string>();
  const files: GivenFile[] = [];
  for (const word of words) {
    if (word === '-') {
      files.push({ path: '<stdin>', fullPath: undefined, text: fs.readFileSync(0, 'utf8') });
      continue;
    }
    const found = namesOf(word);
    if (found.length === 0) {
      return {
        problem: said(
          text(`"${word}" is no file and no folder with manifests`, `"${word}" 不是文件，也不是含有清单的目录`),
        ),
      };
    }
    for (const name of found) {
      const fullPath = path.resolve(name);
      if (names.has(fullPath)) continue;
      names.add(fullPath);
      const words = textOf(fullPath);
      if (words === undefined) {
        return { problem: said(text(`"${shown(fullPath)}" cannot be read`, `无法读取 "${shown(fullPath)}"`)) };
      }
      files.push({ path: shown(fullPath), fullPath, text: words });
    }
  }
  return files;
}

function said(words: Text): string {
  return pick(words, localeFrom(undefined, process.env));
}

function textOf(name: string): string | undefined {
  try {
    return fs.readFileSync(name, 'utf8');
  } catch {
    return undefined; // not ours to read, or gone since
  }
}

function shown(fullPath: string): string {
  const relative = path.relative(process.cwd(), fullPath);
  return relative.startsWith('..') || path.isAbsolute(relative) ? fullPath : relative;
}

function namesOf(word: string): readonly string[] {
  const stats = fs.statSync(word, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return below(word);
  if (stats) return [word];
  return /[*?[{]/.test(word) ? globbed(word) : [];
}

function isManifestName(name: string): boolean {
  return manifestName.test(name) || isKustomizationName(name);
}

export function below(folder: string): string[] {
  const names: string[] = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) names.push(...below(name));
    else if (entry.isFile() && isManifestName(entry.name)) names.push(name);
  }
  return names.sort();
}

/** `**`, `*`, `?`, `[ab]` and `{a,b}`, for shells that leave them to us. */
function globbed(pattern: string): readonly string[] {
  const parts = pattern.split(/[\\/]/);
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => /[*?[{]/.test(part)),
  );
  const folder = fixed.length > 0 ? fixed.join(path.sep) || path.sep : '.';
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const wanted = globExpression(path.normalize(pattern).split(path.sep).join('/'));
  return below(folder).filter((name) => wanted.test(path.normalize(name).split(path.sep).join('/')));
}
