// Renaming what is at the cursor in every file that names it, or saying why not: what is defined elsewhere, what Kubernetes
// itself gives a meaning, what would be taken for something else afterwards. Nothing is written here.

import type { Span } from '../finding.ts';
import { type Text, text } from '../text.ts';
import type { DocumentPlace, ManifestFile } from '../workspace/file.ts';
import type { Site } from '../workspace/site.ts';
import { fileIn, type Workspace } from '../workspace/workspace.ts';
import { isPlainSafe } from '../yaml/write.ts';
import { type Name, nameAt } from './names.ts';
import { whyNotAfter, whyNotBefore, whyNotTo } from './renameRefusals.ts';

export interface Renamable {
  readonly span: Span;
  readonly name: string;
}

export interface RenameEdit extends Site {
  readonly newText: string;
  /** It is written here, and read elsewhere. */
  readonly defines: boolean;
}

export interface Refusal {
  readonly refused: Text;
}

const noName: Refusal = {
  refused: text(
    'there is no name here; put the cursor on the name of an object, key, label, port, volume, container or anchor',
    '此处没有名称；请将光标放在对象、键、标签、端口、卷、容器或锚点的名称上',
  ),
};

/** What would be renamed here. */
export function renamableAt(workspace: Workspace, file: ManifestFile, place: DocumentPlace): Renamable | Refusal {
  const name = nameAt(workspace, file, place);
  if (!name) return noName;
  const refused = whyNotBefore(name) ?? whyNotWritten(workspace, name);
  return refused ? { refused } : { span: name.span, name: name.name };
}

/** The edits that give it the new name everywhere. */
export function renameAt(
  workspace: Workspace,
  file: ManifestFile,
  place: DocumentPlace,
  newName: string,
): readonly RenameEdit[] | Refusal {
  const name = nameAt(workspace, file, place);
  if (!name) return noName;
  if (newName === name.name) return [];
  const before = whyNotBefore(name) ?? whyNotWritten(workspace, name) ?? whyNotTo(workspace, name, newName);
  if (before) return { refused: before };
  const edits = editsOf(workspace, name, newName);
  const after = whyNotAfter(workspace, edits);
  return after ? { refused: after } : edits;
}

function editsOf(workspace: Workspace, { name, definitions, uses }: Name, newName: string): readonly RenameEdit[] {
  const edits = new Map<string, RenameEdit>();
  const add = (site: Site, defines: boolean) => {
    const key = `${site.uri}#${site.index}:${site.span.start}`;
    if (!edits.has(key)) edits.set(key, { ...site, newText: written(workspace, site, name, newName), defines });
  };
  for (const site of definitions) add(site, true);
  for (const site of uses) add(site, false);
  return [...edits.values()];
}

function textAt(workspace: Workspace, { uri, index, span }: Site): string {
  return fileIn(workspace, uri)?.documents[index]?.text.slice(span.start, span.end) ?? '';
}

/** A name that stands there with escapes or over several lines cannot be replaced by another one. */
function whyNotWritten(workspace: Workspace, { name, definitions, uses }: Name): Text | undefined {
  const other = [...definitions, ...uses].find((site) => !textAt(workspace, site).includes(name));
  if (!other) return undefined;
  const fileName = other.uri.slice(other.uri.lastIndexOf('/') + 1);
  return text(
    `"${name}" is written in another way in ${fileName}, so it cannot be replaced there; write it plainly first`,
    `"${name}" 在 ${fileName} 中以其他形式书写，无法替换；请先改为普通写法`,
  );
}

/** In quotes where the text there has none and the word would be read as something else than a string. */
function written(workspace: Workspace, site: Site, name: string, newName: string): string {
  const now = textAt(workspace, site);
  const before = fileIn(workspace, site.uri)?.documents[site.index]?.text[site.span.start - 1] ?? '';
  const whole = now.replace(name, () => newName);
  const isNumber = /^\d+$/.test(now) && /^\d+$/.test(newName);
  return '"\'&*'.includes(before) || isNumber || isPlainSafe(whole) ? whole : JSON.stringify(whole);
}
