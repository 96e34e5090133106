// Renaming what is at the cursor in every file that names it. It checks nothing of the new name: findings do, at once.
import type { Span } from '../finding.ts';
import type { DocumentPlace, ManifestFile } from '../workspace/file.ts';
import type { Site } from '../workspace/site.ts';
import { fileIn, type Workspace } from '../workspace/workspace.ts';
import { nameAt } from './names.ts';

export interface Renamable {
  readonly span: Span;
  readonly name: string;
}

export interface RenameEdit extends Site {
  readonly newText: string;
}

/** What would be renamed here; undefined where there is no name, or none that is defined in the workspace. */
export function renamableAt(workspace: Workspace, file: ManifestFile, place: DocumentPlace): Renamable | undefined {
  const name = nameAt(workspace, file, place);
  return name && name.definitions.length > 0 ? { span: name.span, name: name.name } : undefined;
}

export function renameAt(
  workspace: Workspace,
  file: ManifestFile,
  place: DocumentPlace,
  newName: string,
): readonly RenameEdit[] {
  const name = nameAt(workspace, file, place);
  if (!name || name.definitions.length === 0) return [];
  const sites = new Map([...name.definitions, ...name.uses].map((site) => [siteKey(site), site]));
  return [...sites.values()].map((site) => ({ ...site, newText: written(newName, site, workspace) }));
}

function siteKey({ uri, index, span }: Site): string {
  return `${uri}#${index}:${span.start}`;
}

/** In quotes where the text there has none and the word would be read as something else than a string. */
function written(name: string, { uri, index, span }: Site, workspace: Workspace): string {
  const before = fileIn(workspace, uri)?.documents[index]?.text[span.start - 1];
  if (before === '"' || before === "'" || before === '&' || before === '*') return name;
  const isPlain = /^[A-Za-z_/][\w./-]*$/.test(name) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(name);
  return isPlain ? name : JSON.stringify(name);
}
