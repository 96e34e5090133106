// The user's own helm, asked to render what is open: only when somebody chose the command, and only on the desktop. What it
// prints is shown in a view of its own; nothing is written.
import {
  type CancellationToken,
  commands,
  EventEmitter,
  type ExtensionContext,
  languages,
  ProgressLocation,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Text, text } from '../../../server/src/core/text.ts';
import type { ChartAnswer } from '../../../server/src/protocol.ts';
import { say } from '../locale.ts';
import type { RunProgram } from '../runProgram.ts';
import { helmScheme, renderedScheme } from '../shownOnly.ts';
import { chartOf } from './valuesFiles.ts';

const mostMs = 60_000;

export function registerOwnHelm(context: ExtensionContext, client: BaseLanguageClient, run: RunProgram): void {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(helmScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
  });
  const command = commands.registerCommand('kpod.helm.render', async (given: unknown) => {
    const source = sourceOf(given);
    const chart = await chartOf(client, source);
    if (!chart) {
      void window.showInformationMessage(say(text('open a file of a Helm chart first', '请先打开 Helm chart 的文件')));
      return;
    }
    const rendered = await askHelm(chart, run);
    if (rendered === undefined) return;
    const view = viewOf(chart);
    texts.set(view.toString(), rendered);
    changed.fire(view);
    const document = await workspace.openTextDocument(view);
    await languages.setTextDocumentLanguage(document, 'yaml');
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
  });
  context.subscriptions.push(provider, changed, command);
}

/** In the rendered view the template is meant that it shows. */
function sourceOf(given: unknown): Uri | undefined {
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  return uri?.scheme === renderedScheme ? Uri.parse(uri.query) : uri;
}

function viewOf({ name, template }: ChartAnswer): Uri {
  return Uri.from({ scheme: helmScheme, path: `/helm template/${template ?? `${name}.yaml`}` });
}

/** What it printed, or why nothing, as comments; undefined when it was cancelled. */
async function askHelm(chart: ChartAnswer, run: RunProgram): Promise<string | undefined> {
  const helm = workspace.getConfiguration('kpod.helm').get<string>('executable') || 'helm';
  const folder = Uri.parse(chart.root).fsPath;
  const args = [
    'template',
    ...chart.templateArguments,
    ...chart.chosen.flatMap((path) => ['--values', Uri.joinPath(Uri.parse(chart.root), path).fsPath]),
    ...(chart.template === undefined ? [] : ['--show-only', chart.template]),
    // What a workspace calls its release is no option.
    '--',
    chart.releaseName,
    folder,
  ];
  const asked = (token: CancellationToken) => run({ args }, { program: helm, mostMs, token });
  const answer = await window.withProgress(
    { location: ProgressLocation.Notification, title: `helm template ${chart.name}`, cancellable: true },
    (_, token) => asked(token),
  );
  if (!answer) return undefined;
  if (answer.failure !== undefined) return commented(say(failures[answer.failure](helm)));
  return answer.code === 0 ? answer.stdout : `${commented(answer.stderr.trim())}${answer.stdout}`;
}

const commented = (words: string): string => `# ${words.replaceAll('\n', '\n# ')}\n`;

const failures: Readonly<Record<'missing' | 'not-executable' | 'timeout', (helm: string) => Text>> = {
  missing: (helm) =>
    text(
      `there is no program "${helm}"; install Helm, or name it in "kpod.helm.executable"`,
      `没有程序 "${helm}"；请安装 Helm，或在 "kpod.helm.executable" 中指定`,
    ),
  'not-executable': (helm) =>
    text(
      `"${helm}" cannot be started; name Helm in "kpod.helm.executable"`,
      `无法启动 "${helm}"；请在 "kpod.helm.executable" 中指定 Helm`,
    ),
  timeout: (helm) =>
    text(
      `"${helm}" did not answer within a minute, so it was ended; try it in a terminal`,
      `"${helm}" 在一分钟内没有应答，已被终止；请在终端中尝试`,
    ),
};
