// The language status item: which Kubernetes version manifests are read against, one click from changing it.
import { type ExtensionContext, languages, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Text, text } from '../../server/src/core/text.ts';
import {
  type KubernetesVersionsParams,
  type KubernetesVersionsResult,
  kubernetesVersionsRequest,
} from '../../server/src/protocol.ts';
import { say } from './locale.ts';

export function showKubernetesVersion(context: ExtensionContext, client: BaseLanguageClient): void {
  const item = languages.createLanguageStatusItem('kpod.kubernetesVersion', [
    { language: 'yaml' },
    { language: 'json' },
  ]);
  item.name = 'kpod';
  const update = async (): Promise<void> => {
    const answer = await askVersions(client);
    if (!answer) return;
    item.text = `Kubernetes ${answer.current}`;
    item.detail = say(inForce(answer));
    item.command = { command: 'kpod.chooseKubernetesVersion', title: say(text('Change', '更改')) };
  };
  void update();
  context.subscriptions.push(
    item,
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeWorkspaceFolders(update),
    workspace.onDidSaveTextDocument(({ fileName }) => void (/\.kpod\.ya?ml$/.test(fileName) && update())),
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('kpod') && update()),
  );
}

/** Where the version comes from, as far as one would look for it. */
function inForce({ writtenAt }: KubernetesVersionsResult): Text {
  if (writtenAt) {
    const name = workspace.asRelativePath(Uri.parse(writtenAt.uri));
    return text(`the version manifests are read against, from "${name}"`, `清单按此版本解读，由 "${name}" 指定`);
  }
  const active = window.activeTextEditor?.document.uri;
  const folder = active && workspace.getWorkspaceFolder(active);
  return folder && (workspace.workspaceFolders?.length ?? 0) > 1
    ? text(`the version manifests of "${folder.name}" are read against`, `"${folder.name}" 的清单按此版本解读`)
    : text('the version manifests are read against', '清单按此版本解读');
}

/** The known versions and the one in use for the active file; undefined while the server does not answer. */
export async function askVersions(client: BaseLanguageClient): Promise<KubernetesVersionsResult | undefined> {
  const uri = window.activeTextEditor?.document.uri.toString();
  const params: KubernetesVersionsParams = uri === undefined ? {} : { uri };
  return client.sendRequest<KubernetesVersionsResult>(kubernetesVersionsRequest, params).catch(() => undefined);
}
