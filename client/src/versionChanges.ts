// The command that says what another Kubernetes version would change: asks for both versions, shows the page, and offers the
// edits that migrate, which VS Code shows before it makes them. The page is read-only, and nothing is left to be saved.
import { type QuickPickItem, type WorkspaceEdit, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { text } from '../../server/src/core/text.ts';
import {
  type VersionChangesParams,
  type VersionChangesResult,
  versionChangesRequest,
} from '../../server/src/protocol.ts';
import { say } from './locale.ts';
import { showMarkdownPage } from './markdownPage.ts';
import { askVersions } from './versionStatus.ts';

export async function showVersionChanges(client: BaseLanguageClient): Promise<void> {
  const params = await chooseVersions(client);
  const answer = params && (await client.sendRequest<VersionChangesResult | null>(versionChangesRequest, params));
  if (!answer) return;
  await showMarkdownPage('kpod.versionChanges', `Kubernetes ${params.from} → ${params.to}`, answer.page);
  if (answer.edit) await offerEdit(await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit));
}

async function chooseVersions(client: BaseLanguageClient): Promise<VersionChangesParams | undefined> {
  const known = await askVersions(client);
  if (!known) return undefined;
  const from = await pickVersion(known.versions, known.current, say(text('from Kubernetes', '从 Kubernetes 版本')));
  const others = known.versions.filter((version) => version !== from);
  const to = from && (await pickVersion(others, others[0], say(text(`from ${from} to`, `从 ${from} 到`))));
  return from && to ? { from, to, ...folderAsked() } : undefined;
}

/** Of several folders that of the file in the editor: each has its version. */
function folderAsked(): Pick<VersionChangesParams, 'folder'> {
  const { workspaceFolders: folders = [] } = workspace;
  const active = window.activeTextEditor?.document.uri;
  const folder = active && workspace.getWorkspaceFolder(active);
  return folders.length > 1 && folder ? { folder: folder.uri.toString() } : {};
}

/** The likeliest first. */
async function pickVersion(
  versions: readonly string[],
  likeliest: string | undefined,
  placeHolder: string,
): Promise<string | undefined> {
  const inOrder = [...versions].sort((a, b) => Number(b === likeliest) - Number(a === likeliest));
  const items: QuickPickItem[] = inOrder.map((label) => ({ label }));
  return (await window.showQuickPick(items, { placeHolder }))?.label;
}

async function offerEdit(edit: WorkspaceEdit): Promise<void> {
  const migrate = say(text('Migrate', '迁移'));
  const words = say(
    text(
      'Some objects are of APIs that go. Bring them to those that stay?',
      '有对象使用即将移除的 API。是否迁移到保留的 API？',
    ),
  );
  if ((await window.showInformationMessage(words, migrate)) === migrate) await workspace.applyEdit(edit);
}
