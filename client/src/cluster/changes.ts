// The command that shows what applying the open file would change: what is there beside what would be, in a diff editor
// that nobody can edit. Objects that the cluster refuses are left out and marked in the file.
import { commands, Disposable, Uri, window, workspace } from 'vscode';
import { text } from '../../../server/src/core/text.ts';
import { type ClusterChanges, type ClusterChangesParams, clusterChangesRequest } from '../../../server/src/protocol.ts';
import { say } from '../locale.ts';
import { clusterScheme } from '../shownOnly.ts';
import { type AskedFile, type ClusterFindings, fileToAsk, judge } from './checking.ts';
import type { ClusterEnvironment } from './target.ts';

export interface ClusterSides extends Disposable {
  open(file: Uri, context: string, changes: ClusterChanges): Promise<void>;
}

export function createClusterSides(): ClusterSides {
  const texts = new Map<string, string>();
  const listening = Disposable.from(
    workspace.registerTextDocumentContentProvider(clusterScheme, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    }),
    workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
  );
  let shown = 0;
  return {
    dispose: () => listening.dispose(),
    open: async (file, context, { before, after }) => {
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      shown++;
      const sides = [before, after].map((content, side) => {
        const uri = Uri.from({
          scheme: clusterScheme,
          path: `/${context.replaceAll('/', '-')}/${name}`,
          query: `${shown}.${side}`,
        });
        texts.set(uri.toString(), content);
        return uri;
      });
      const title = say(text(`${name}: "${context}" now ↔ after apply`, `${name}：“${context}” 当前 ↔ 应用后`));
      await commands.executeCommand('vscode.diff', ...sides, title, { preview: false });
    },
  };
}

export async function showChanges(
  environment: ClusterEnvironment,
  findings: ClusterFindings,
  sides: ClusterSides,
  uri: Uri | undefined,
): Promise<void> {
  const asked = await fileToAsk(environment, uri);
  if (!asked) return;
  const { steps } = asked.plan;
  const { context } = asked.target;
  const calls = steps.flatMap(({ dryRun, live }) => (live ? [dryRun, live] : [dryRun]));
  const title = say(text(`comparing with "${context}"`, `正在与 "${context}" 比较`));
  const runs = await environment.runs.all(calls, asked.target, title);
  if (!runs) return;
  const byCall = new Map(calls.map((call, index) => [call, runs[index]]));
  const dryRuns = steps.map(({ dryRun }) => byCall.get(dryRun)).filter((run) => run !== undefined);
  const verdict = await judge(environment, findings, asked, dryRuns);
  if (!verdict) return;
  const pairs = steps.flatMap(({ title: name, dryRun, live }) => {
    const merged = byCall.get(dryRun);
    const there = live && byCall.get(live);
    return merged?.code === 0 ? [{ title: name, merged: merged.stdout, live: there?.stdout ?? '' }] : [];
  });
  const params: ClusterChangesParams = { pairs };
  const changes = await environment.client.sendRequest<ClusterChanges>(clusterChangesRequest, params);
  if (changes.before !== changes.after) await sides.open(asked.uri, context, changes);
  tell(asked, changes, verdict.refused);
}

function tell({ target: { context } }: AskedFile, changes: ClusterChanges, refused: number): void {
  const { created, changed, unchanged } = changes;
  const left = refused === 0 ? text('', '') : text(`, ${refused} refused`, `，${refused} 个被拒绝`);
  const words = text(
    `applying to "${context}": ${created} created, ${changed} changed, ${unchanged} unchanged${left.en}`,
    `应用到 "${context}"：新建 ${created} 个，更改 ${changed} 个，不变 ${unchanged} 个${left.zh}`,
  );
  if (refused > 0) void window.showWarningMessage(say(words));
  else void window.showInformationMessage(say(words));
}
