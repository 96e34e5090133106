// The extension's entry: starts the language client, then the commands and the panel that talk through it.
// Nothing is decided here about Kubernetes; every answer comes from the language server.
import type { ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { registerCommands } from './commands.ts';
import { startClient } from './languageClient.ts';
import { watchManifestContext } from './manifestContext.ts';
import { registerPasting } from './pasting.ts';
import { createRenderedViews } from './renderedView.ts';
import { createSimulationPanels } from './simulationPanel.ts';
import { showKubernetesVersion } from './versionStatus.ts';

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const started = await startClient(context);
  client = started;
  const panels = createSimulationPanels(context, started);
  const views = createRenderedViews(started);
  context.subscriptions.push(panels, views, watchManifestContext(), registerPasting(started));
  registerCommands(context, started, panels, views);
  showKubernetesVersion(context, started);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
