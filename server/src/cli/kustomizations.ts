// Kustomizations on the command line: a folder with one is built, and what comes of it is applied in place of its files.
// Bases may lie outside the folder that is named: they are read from where the paths lead.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Build, buildKustomization } from '../core/kustomize/build/build.ts';
import { viewOfBuild } from '../core/kustomize/build/view.ts';
import { isRemote, kustomizationOf } from '../core/kustomize/model.ts';
import { fileOf, type ManifestFile } from '../core/workspace/file.ts';
import { emptyWorkspace, type Workspace, withFiles, withSchema } from '../core/workspace/workspace.ts';
import { schemaOf } from '../lsp/schemas.ts';
import type { GivenFile } from './manifestFiles.ts';

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Undefined where the folder has no kustomization. */
export function builtFolder(folder: string, version: string): GivenFile | { readonly problem: string } | undefined {
  const top = kustomizationIn(folder);
  if (top === undefined) return undefined;
  const files: ManifestFile[] = [];
  const texts = new Map<string, string>();
  read(path.resolve(top), files, texts, new Set());
  const workspace = withFiles(withSchema(emptyWorkspace, schemaOf(version)), files);
  const build = builtWith(workspace, pathToFileURL(path.resolve(top)).href, texts);
  if (!build || build.fault !== undefined) return { problem: `${top}: ${build?.fault ?? 'no kustomization'}` };
  // By the folder's name: as a file it is none of a known format.
  const shown = `${path.basename(path.resolve(folder))}.yaml`;
  return { path: shown, fullPath: undefined, text: viewOfBuild(build).text };
}

/**
 * Files that the workspace does not hold are read as the build meets them.
 *
 * @param texts what was read so far; what is read is added
 */
export function builtWith(workspace: Workspace, uri: string, texts: Map<string, string>): Build | undefined {
  for (;;) {
    const build = buildKustomization(workspace, uri, texts);
    const missing = build?.missing;
    if (missing === undefined || texts.has(missing)) return build;
    const target = fileURLToPath(missing);
    if (!fs.statSync(target, { throwIfNoEntry: false })?.isFile()) return build;
    texts.set(missing, fs.readFileSync(target, 'utf8'));
  }
}

function kustomizationIn(folder: string): string | undefined {
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return names
    .map((name) => path.join(folder, name))
    .find((name) => fs.statSync(name, { throwIfNoEntry: false })?.isFile());
}

function read(name: string, files: ManifestFile[], texts: Map<string, string>, seen: Set<string>): void {
  if (seen.has(name)) return;
  seen.add(name);
  const file = fileOf(pathToFileURL(name).href, fs.readFileSync(name, 'utf8'));
  files.push(file);
  for (const { path: given } of file.documents.flatMap((document) => kustomizationOf(document).paths)) {
    if (isRemote(given)) continue;
    const target = path.resolve(path.dirname(name), given);
    const stats = fs.statSync(target, { throwIfNoEntry: false });
    const inner = stats?.isDirectory() ? kustomizationIn(target) : undefined;
    if (inner !== undefined) read(inner, files, texts, seen);
    else if (stats?.isFile() && !seen.has(target)) {
      seen.add(target);
      const uri = pathToFileURL(target).href;
      const text = fs.readFileSync(target, 'utf8');
      texts.set(uri, text);
      if (/\.(ya?ml|json)$/.test(target)) files.push(fileOf(uri, text));
    }
  }
}
