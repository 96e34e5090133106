// The command that chooses the Kubernetes version of the manifest in the editor. The choice is written where the version is in
// force: in the settings file that says it, else in the editor's settings, of the folder or of the whole workspace.
import {
  ConfigurationTarget,
  type QuickPickItem,
  Uri,
  WorkspaceEdit,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Text, text } from '../../server/src/core/text.ts';
import type { Place } from '../../server/src/protocol.ts';
import { say } from './locale.ts';
import { askVersions } from './versionStatus.ts';

export async function chooseVersion(client: BaseLanguageClient): Promise<void> {
  const known = await askVersions(client);
  if (!known) return;
  const { current, versions, writtenAt } = known;
  const items = (writtenAt ? versions : ['latest', ...versions]).map((label) => ({
    label,
    description: label === current ? say(text('in use', '正在使用')) : '',
  }));
  const placeHolder = writtenAt
    ? say(
        text(
          `"${workspace.asRelativePath(Uri.parse(writtenAt.uri))}" says which version`,
          `版本由 "${workspace.asRelativePath(Uri.parse(writtenAt.uri))}" 指定`,
        ),
      )
    : say(text('the Kubernetes version manifests are read against', '清单按哪个 Kubernetes 版本解读'));
  const chosen = await window.showQuickPick(items, { placeHolder });
  if (!chosen) return;
  if (writtenAt) await writeInFile(client, writtenAt, chosen.label);
  else await writeInSettings(chosen.label);
}

/** Quoted: 1.30 is a number otherwise, and 1.3. */
async function writeInFile(client: BaseLanguageClient, { uri, range }: Place, version: string): Promise<void> {
  const file = Uri.parse(uri);
  const edit = new WorkspaceEdit();
  edit.replace(file, client.protocol2CodeConverter.asRange(range), `"${version}"`);
  await workspace.applyEdit(edit);
  await (await workspace.openTextDocument(file)).save();
}

async function writeInSettings(version: string): Promise<void> {
  const { workspaceFolders: folders = [] } = workspace;
  const active = window.activeTextEditor?.document.uri;
  const folder = active && workspace.getWorkspaceFolder(active);
  const target =
    folders.length > 1 && folder
      ? await targetIn(folder)
      : folders.length > 0
        ? ConfigurationTarget.Workspace
        : ConfigurationTarget.Global;
  if (target === undefined) return;
  await workspace.getConfiguration('kpod', folder?.uri).update('kubernetesVersion', version, target);
}

/** Where a folder of several has its version from; asked where both are possible. */
async function targetIn(folder: WorkspaceFolder): Promise<ConfigurationTarget | undefined> {
  const said = workspace.getConfiguration('kpod', folder.uri).inspect('kubernetesVersion');
  if (said?.workspaceFolderValue !== undefined) return ConfigurationTarget.WorkspaceFolder;
  const item = (words: Text, target: ConfigurationTarget): QuickPickItem & { target: ConfigurationTarget } => ({
    label: say(words),
    target,
  });
  const items = [
    item(text(`for the folder "${folder.name}"`, `用于文件夹 "${folder.name}"`), ConfigurationTarget.WorkspaceFolder),
    item(text('for the whole workspace', '用于整个工作区'), ConfigurationTarget.Workspace),
  ];
  return (await window.showQuickPick(items))?.target;
}
