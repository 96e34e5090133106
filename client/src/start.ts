// What the extension is once its language client runs: the commands and the panel that talk through it.
// Nothing is decided here about Kubernetes; every answer comes from the language server.
import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { offerToTakeOver } from './besideYaml.ts';
import { registerCommands } from './commands.ts';
import { showValuesFiles } from './helm/valuesFiles.ts';
import { createKeptFiles } from './keptFiles.ts';
import { watchManifestContext } from './manifestContext.ts';
import { registerPasting } from './pasting.ts';
import { createRenderedViews } from './renderedView.ts';
import { createSimulationPanels } from './simulationPanel.ts';
import { watchDoubles } from './stepBack.ts';
import { showKubernetesVersion } from './versionStatus.ts';

export function startWith(context: ExtensionContext, client: BaseLanguageClient): void {
  const panels = createSimulationPanels(context, client);
  const views = createRenderedViews(client);
  const keptFiles = createKeptFiles(client);
  context.subscriptions.push(panels, views, keptFiles, watchManifestContext(), registerPasting(client), watchDoubles());
  registerCommands(context, client, { panels, views, keptFiles });
  showKubernetesVersion(context, client);
  showValuesFiles(context, client);
  void offerToTakeOver(context);
}
