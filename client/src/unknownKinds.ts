// What the actions at an unknown kind need of the editor: its settings, and a dialog to choose a file. Nothing is fetched.
import { ConfigurationTarget, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { text } from '../../server/src/core/text.ts';
import { type NameDefinitionParams, nameDefinitionRequest } from '../../server/src/protocol.ts';
import { say } from './locale.ts';

/** Where it was turned off, it is turned on. */
export async function turnOnCatalogue(): Promise<void> {
  const settings = workspace.getConfiguration('kpod');
  const said = settings.inspect('catalogue');
  const target = said?.workspaceValue === false ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update('catalogue', true, target);
}

/** Asks for the file with the definition, and names it in `.kpod.yaml`. */
export async function nameDefinition(client: BaseLanguageClient, manifest: unknown): Promise<void> {
  const uri = typeof manifest === 'string' ? manifest : window.activeTextEditor?.document.uri.toString();
  const chosen = uri && (await chooseFile(Uri.parse(uri)));
  if (!uri || !chosen) return;
  const params: NameDefinitionParams = { uri, definition: chosen.toString() };
  const { asWorkspaceEdit } = client.protocol2CodeConverter;
  const edit: Parameters<typeof asWorkspaceEdit>[0] = await client.sendRequest(nameDefinitionRequest, params);
  const made = await asWorkspaceEdit(edit);
  if (!made) return;
  await workspace.applyEdit(made);
  for (const [file] of made.entries()) await (await workspace.openTextDocument(file)).save();
}

async function chooseFile(beside: Uri): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    defaultUri: Uri.joinPath(beside, '..'),
    filters: { YAML: ['yaml', 'yml', 'json'] },
    openLabel: say(text('Use these definitions', '使用这些定义')),
  });
  return chosen?.[0];
}
