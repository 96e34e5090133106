// Which values files a chart is rendered with: a language status item that says it, and the command that chooses them. The
// choice is kept in the setting, by the folder of the chart.
import {
  ConfigurationTarget,
  type ExtensionContext,
  languages,
  type QuickPickItem,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { text } from '../../../server/src/core/text.ts';
import { type ChartAnswer, type ChartParams, chartRequest } from '../../../server/src/protocol.ts';
import { say } from '../locale.ts';

/** The chart of a file; undefined outside charts, and while the server does not answer. */
export async function chartOf(client: BaseLanguageClient, uri: Uri | undefined): Promise<ChartAnswer | undefined> {
  if (uri?.scheme !== 'file') return undefined;
  const params: ChartParams = { uri: uri.toString() };
  const answer = await client.sendRequest<ChartAnswer | null>(chartRequest, params).catch(() => null);
  return answer ?? undefined;
}

const chartFiles = [
  { language: 'helm' },
  { pattern: '**/templates/**' },
  { pattern: '**/Chart.yaml' },
  { pattern: '**/*values*.{yaml,yml}' },
];

export function showValuesFiles(context: ExtensionContext, client: BaseLanguageClient): void {
  const item = languages.createLanguageStatusItem('kpod.valuesFiles', chartFiles);
  item.name = 'kpod Helm';
  item.text = say(noChart);
  const update = async (): Promise<void> => {
    const chart = await chartOf(client, window.activeTextEditor?.document.uri);
    item.text = chart ? ['values.yaml', ...chart.chosen].join(' + ') : say(noChart);
    item.detail = chart ? say(text(`values of the chart "${chart.name}"`, `chart "${chart.name}" 的值`)) : '';
    item.command = chart && { command: 'kpod.helm.chooseValuesFiles', title: say(text('Change', '更改')) };
  };
  context.subscriptions.push(
    item,
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidSaveTextDocument(({ fileName }) => void (/\.kpod\.ya?ml$/.test(fileName) && update())),
    workspace.onDidChangeConfiguration((change) => {
      // The server hears of it first.
      if (change.affectsConfiguration('kpod')) setTimeout(update, settlingMs);
    }),
  );
  void update();
}

const settlingMs = 300;
const noChart = text('no chart', '不在 chart 中');

/** In the order in which they are chosen: the last one wins. */
export async function chooseValuesFiles(client: BaseLanguageClient): Promise<void> {
  const active = window.activeTextEditor?.document.uri;
  const chart = await chartOf(client, active);
  if (!chart || !active) {
    void window.showInformationMessage(say(text('open a file of a Helm chart first', '请先打开 Helm chart 的文件')));
    return;
  }
  if (chart.valuesFiles.length === 0) {
    void window.showInformationMessage(say(nothingToChoose(chart.name)));
    return;
  }
  const items = chart.valuesFiles.map(
    (label): QuickPickItem => ({ label, picked: chart.chosen.includes(label), description: laidOver(chart, label) }),
  );
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: say(text('laid over values.yaml, the lower over the upper', '叠加在 values.yaml 之上，下方覆盖上方')),
  });
  if (picked)
    await keep(
      Uri.parse(chart.root),
      picked.map(({ label }) => label),
    );
}

function laidOver({ chosen }: ChartAnswer, label: string): string {
  const at = chosen.indexOf(label);
  return at < 0 ? '' : say(text(`in use, number ${at + 1}`, `正在使用，第 ${at + 1} 个`));
}

const nothingToChoose = (name: string) =>
  text(
    `the chart "${name}" has no other values files; lay one beside values.yaml, such as values-prod.yaml, or name one in "kpod.helm.valuesFiles"`,
    `chart "${name}" 没有其他 values 文件；请在 values.yaml 旁放置一个，例如 values-prod.yaml，或在 "kpod.helm.valuesFiles" 中指定`,
  );

/** A list that is for all charts stays for the others. */
async function keep(root: Uri, files: readonly string[]): Promise<void> {
  const folder = workspace.getWorkspaceFolder(root);
  const settings = workspace.getConfiguration('kpod.helm', root);
  const before = settings.get<readonly string[] | Record<string, readonly string[]>>('valuesFiles') ?? [];
  const ofCharts = Array.isArray(before) ? (before.length > 0 ? { '**': before } : {}) : before;
  const name = folder ? workspace.asRelativePath(root, false) : root.path;
  const key = name === '' || root.toString() === folder?.uri.toString() ? lastPart(root) : name;
  const target = folder ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update('valuesFiles', { ...ofCharts, [key]: files }, target);
}

const lastPart = ({ path }: Uri): string => path.slice(path.lastIndexOf('/') + 1);
