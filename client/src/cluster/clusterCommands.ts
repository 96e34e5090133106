// The commands about the user's own cluster. They are there only where programs can be run, and do something only when
// the settings allow it: nothing here reaches for a cluster by itself.
import { commands, type ExtensionContext, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { text } from '../../../server/src/core/text.ts';
import { say } from '../locale.ts';
import type { RunProgram } from '../runProgram.ts';
import { createClusterSides, showChanges } from './changes.ts';
import { check, createClusterFindings } from './checking.ts';
import { importObjects } from './importing.ts';
import { createRuns } from './runs.ts';
import { type ClusterEnvironment, chooseContext } from './target.ts';

export function registerCluster(context: ExtensionContext, client: BaseLanguageClient, run: RunProgram): void {
  const findings = createClusterFindings();
  const sides = createClusterSides();
  const environment: ClusterEnvironment = { context, client, runs: createRuns(run, () => client.outputChannel) };
  const table: Readonly<Record<string, (uri: Uri | undefined) => unknown>> = {
    'kpod.cluster.check': (uri) => check(environment, findings, uri),
    'kpod.cluster.diff': (uri) => showChanges(environment, findings, sides, uri),
    'kpod.cluster.import': (uri) => importObjects(environment, uri),
    'kpod.cluster.chooseContext': () => chooseContext(environment),
    'kpod.cluster.clearFindings': () => findings.clear(),
  };
  context.subscriptions.push(findings, sides);
  for (const [id, handler] of Object.entries(table)) {
    const command = (argument: unknown) =>
      isAllowed() ? handler(argument instanceof Uri ? argument : window.activeTextEditor?.document.uri) : tellWhyNot();
    context.subscriptions.push(commands.registerCommand(id, command));
  }
  void commands.executeCommand('setContext', 'kpod.runsPrograms', true);
}

function isAllowed(): boolean {
  return workspace.isTrusted && workspace.getConfiguration('kpod.cluster').get<boolean>('enabled') === true;
}

/** Keys and other extensions can call commands that no menu shows. */
function tellWhyNot(): void {
  const words = workspace.isTrusted
    ? text(
        'kpod asks no cluster unless the setting kpod.cluster.enabled is on',
        '除非打开设置 kpod.cluster.enabled，否则 kpod 不会询问任何集群',
      )
    : text(
        'kpod asks no cluster in a workspace that is not trusted; trust it first',
        '在未受信任的工作区中 kpod 不会询问任何集群；请先信任该工作区',
      );
  void window.showWarningMessage(say(words));
}
