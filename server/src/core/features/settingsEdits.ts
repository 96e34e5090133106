// The edits that add to a list of `.kpod.yaml`: of the settings file that a file is under, or of one that is to be made in its
// folder of the workspace.
import type { Fix } from '../finding.ts';
import { treeOf } from '../workspace/document.ts';
import { nearestSettings } from '../workspace/settingsFile.ts';
import { fileIn, type Workspace } from '../workspace/workspace.ts';
import { appendAt, setAt } from '../yaml/edits.ts';
import { nodeAt, resolved } from '../yaml/path.ts';
import { usualStyle } from '../yaml/style.ts';
import { writeLines } from '../yaml/write.ts';

export interface SettingsEdit extends Pick<Fix, 'edits' | 'createFile'> {
  /** The file that is edited or made. */
  readonly uri: string;
}

/**
 * @param folder URI of the workspace's folder, where a settings file is made if there is none
 * @param itemFrom what is added, seen from the folder of the settings file
 */
export function addedToSettings(
  workspace: Workspace,
  { uri, folder }: { readonly uri: string; readonly folder: string },
  list: 'crds' | 'foreignGroups',
  itemFrom: (folder: string) => string,
): SettingsEdit {
  const nearest = nearestSettings(workspace, uri);
  if (!nearest) {
    const made = `${folder}/.kpod.yaml`;
    const content = `${writeLines({ [list]: [itemFrom(folder)] }, usualStyle).join('\n')}\n`;
    return { uri: made, edits: [], createFile: { uri: made, content } };
  }
  const own = ['.kpod.yaml', '.kpod.yml'].map((name) => `${nearest.folder}/${name}`);
  const settings = own.find((name) => fileIn(workspace, name)) ?? '';
  const { root } = treeOf(nearest.document);
  const editable = { text: nearest.document.text, root };
  const item = itemFrom(nearest.folder);
  const isList = resolved(nodeAt(root, [list]))?.type === 'sequence';
  const edits = isList ? appendAt(editable, [list], item) : setAt(editable, [list], [item]);
  return { uri: settings, edits: edits.map((edit) => ({ ...edit, uri: settings })) };
}

/** A path from a folder to a file, both URIs of one disk. */
export function pathBetween(folder: string, uri: string): string {
  const [from, to] = [folder, uri].map((one) => one.split('/'));
  if (!from || !to) return uri;
  const differs = from.findIndex((segment, at) => segment !== to[at]);
  const shared = differs < 0 ? from.length : differs;
  const steps = [...from.slice(shared).map(() => '..'), ...to.slice(shared).map(decodeURIComponent)];
  return steps.join('/');
}
