// The rendered view: a read-only document beside a chart's template, or a kustomization, that shows what it comes to and
// follows its edits. From each of its lines one goes to the line that wrote it, and the cursor there is followed here.
// What is rendered the server says.
import {
  CancellationTokenSource,
  Disposable,
  EventEmitter,
  env,
  Location,
  languages,
  Position,
  Range,
  TextEditorRevealType,
  UIKind,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { text } from '../../server/src/core/text.ts';
import {
  type LineOrigin,
  type RenderedParams,
  type RenderedResult,
  renderedRequest,
} from '../../server/src/protocol.ts';
import { say } from './locale.ts';
import { renderedScheme } from './shownOnly.ts';

const scheme = renderedScheme;
const editPauseMs = 400;

export interface RenderedViews extends Disposable {
  open(source: Uri | undefined): Promise<void>;
}

export function createRenderedViews(client: BaseLanguageClient): RenderedViews {
  const changed = new EventEmitter<Uri>();
  const origins = new Map<string, readonly LineOrigin[]>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri) => {
      const cancel = new CancellationTokenSource();
      const params: RenderedParams = { uri: uri.query };
      const result = await client.sendRequest<RenderedResult | null>(renderedRequest, params, cancel.token);
      origins.set(uri.toString(), result?.origins ?? []);
      if (!result) return `# ${say(nothing)}\n`;
      return result.problem === undefined ? result.text : problemText(result.problem, params.uri);
    },
  });
  const definitions = languages.registerDefinitionProvider(
    { scheme },
    {
      provideDefinition: ({ uri }, { line }) => {
        const origin = origins.get(uri.toString())?.[line];
        return origin && new Location(Uri.parse(origin.uri), new Position(origin.line, 0));
      },
    },
  );
  const edits = followEdits(changed);
  const cursor = window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
    const [selection] = selections;
    if (selection) revealLine(origins, textEditor.document.uri, selection.active.line);
  });
  return Object.assign(Disposable.from(provider, definitions, edits, cursor, changed), {
    open: async (source: Uri | undefined) => {
      if (!source) return;
      const document = await workspace.openTextDocument(viewOf(source));
      await languages.setTextDocumentLanguage(document, 'yaml');
      await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
    },
  });
}

/** Where the user's own helm could be asked, that is said. */
function problemText(problem: string, source: string): string {
  const asks = env.uiKind === UIKind.Desktop && source.includes('/templates/') ? [say(ownHelm)] : [];
  return [...problem.split('\n'), ...asks].map((line) => `# ${line}\n`).join('');
}

const ownHelm = text(
  'the command "Render with My Helm" asks the helm of this machine instead',
  '可用“用我的 Helm 渲染”命令改由本机的 helm 渲染',
);

const nothing = text(
  'nothing is rendered here: open a template of a chart, or a kustomization',
  '此处没有可渲染的内容：请打开 chart 的模板或 kustomization',
);

/** The source stands in the query, so that the name shown is the file's. */
function viewOf(source: Uri): Uri {
  const name = source.path.slice(source.path.lastIndexOf('/') + 1);
  return Uri.from({ scheme, path: `/${say(text('rendered', '渲染结果'))}/${name}`, query: source.toString() });
}

/** Any file may take part in any view that is open: all are asked again once typing pauses. */
function followEdits(changed: EventEmitter<Uri>): Disposable {
  let timer: NodeJS.Timeout | undefined;
  return workspace.onDidChangeTextDocument(({ document }) => {
    if (document.uri.scheme === scheme) return;
    const views = workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme);
    if (views.length === 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const { uri } of views) changed.fire(uri);
    }, editPauseMs);
  });
}

function revealLine(origins: ReadonlyMap<string, readonly LineOrigin[]>, source: Uri, line: number): void {
  if (source.scheme === scheme) return;
  for (const editor of window.visibleTextEditors) {
    if (editor.document.uri.scheme !== scheme) continue;
    const lines = origins.get(editor.document.uri.toString()) ?? [];
    const at = lines.findIndex((origin) => origin.line === line && origin.uri === source.toString());
    if (at >= 0) editor.revealRange(new Range(at, 0, at, 0), TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
