// The table of commands: id → what it does. Each is short; what a command needs to know it asks the server.
import { commands, type ExtensionContext, SnippetString, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { text } from '../../server/src/core/text.ts';
import {
  type KeptFileName,
  type SnippetItem,
  type SnippetsParams,
  snippetsRequest,
} from '../../server/src/protocol.ts';
import { chooseVersion } from './chooseVersion.ts';
import { example } from './example.data.ts';
import { createExampleChart } from './helm/exampleChart.ts';
import { chooseValuesFiles } from './helm/valuesFiles.ts';
import type { KeptFiles } from './keptFiles.ts';
import { say } from './locale.ts';
import { showLine, showLineCommand } from './markdownPage.ts';
import type { RenderedViews } from './renderedView.ts';
import type { SimulationPanels } from './simulationPanel.ts';
import { nameDefinition, turnOnCatalogue } from './unknownKinds.ts';
import { showVersionChanges } from './versionChanges.ts';

/** What commands open. */
export interface Opened {
  readonly panels: SimulationPanels;
  readonly views: RenderedViews;
  readonly keptFiles: KeptFiles;
}

export function registerCommands(
  context: ExtensionContext,
  client: BaseLanguageClient,
  { panels, views, keptFiles }: Opened,
): void {
  const table: Readonly<Record<string, (...args: unknown[]) => unknown>> = {
    'kpod.simulate': (uri) => panels.open(documentOf(uri)),
    'kpod.showRendered': (uri) => views.open(documentOf(uri)),
    'kpod.openKeptFile': (uri, file) => openKeptFile(keptFiles, documentOf(uri), file),
    'kpod.insertSnippet': () => insertSnippet(client),
    'kpod.openExample': openExample,
    'kpod.chooseKubernetesVersion': () => chooseVersion(client),
    'kpod.helm.createExample': createExampleChart,
    'kpod.helm.chooseValuesFiles': () => chooseValuesFiles(client),
    'kpod.showVersionChanges': () => showVersionChanges(client),
    'kpod.turnOnCatalogue': turnOnCatalogue,
    'kpod.nameDefinition': (uri) => nameDefinition(client, uri),
    'kpod.openFile': (uri) => window.showTextDocument(Uri.parse(String(uri))),
    'kpod.showPlaces': (uri, position, locations) => showPlaces(client, uri, position, locations),
    [showLineCommand]: showLine,
    'kpod.showOutput': () => client.outputChannel.show(),
    'kpod.restartServer': () => client.stop().then(() => client.start()),
  };
  for (const [id, handler] of Object.entries(table)) {
    context.subscriptions.push(commands.registerCommand(id, handler));
  }
}

/** A code lens hands the URI as text, the title bar as a Uri, the palette nothing. */
function documentOf(argument: unknown): Uri | undefined {
  if (argument instanceof Uri) return argument;
  if (typeof argument === 'string') return Uri.parse(argument);
  return window.activeTextEditor?.document.uri;
}

/** An action at a key hands the file's name; a menu hands what it is on, which names none. */
async function openKeptFile(keptFiles: KeptFiles, manifest: Uri | undefined, file: unknown): Promise<void> {
  const isName = typeof file === 'object' && file !== null && 'key' in file;
  if (manifest) await keptFiles.open(manifest, isName ? (file as KeptFileName) : undefined);
}

async function insertSnippet(client: BaseLanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) return;
  const params: SnippetsParams = { uri: editor.document.uri.toString(), position: editor.selection.active };
  const snippets = await client.sendRequest<readonly SnippetItem[]>(snippetsRequest, params);
  const items = snippets.map((snippet) => ({ label: snippet.prefix, description: snippet.summary, snippet }));
  const chosen = await window.showQuickPick(items, {
    matchOnDescription: true,
    placeHolder: say(text('snippets that fit at the cursor come first', '适合光标处的片段排在最前')),
  });
  if (chosen) await editor.insertSnippet(new SnippetString(chosen.snippet.body));
}

/** A file of its own, unsaved: nothing is written until somebody saves it. */
async function openExample(): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'yaml', content: example });
  await window.showTextDocument(document);
}

/** What a lens leads to; its arguments are LSP's. */
async function showPlaces(
  client: BaseLanguageClient,
  uri: unknown,
  position: unknown,
  locations: unknown,
): Promise<void> {
  const { asPosition, asLocation } = client.protocol2CodeConverter;
  const places = (locations as Parameters<typeof asLocation>[0][]).map((location) => asLocation(location));
  if (places.length === 0) return;
  const at = asPosition(position as Parameters<typeof asPosition>[0]);
  await commands.executeCommand('editor.action.showReferences', Uri.parse(String(uri)), at, places);
}
