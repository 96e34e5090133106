// The simulation panels, one a manifest: opens them, restores them after a reload, runs the simulation again when the
// file changes, and relays messages. It knows no Kubernetes and draws nothing: the page does, from the trace.
import {
  CancellationTokenSource,
  Disposable,
  type ExtensionContext,
  Range,
  Selection,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { text } from '../../server/src/core/text.ts';
import {
  type FromPanel,
  type ObjectAtParams,
  type ObjectRef,
  objectAtRequest,
  type Place,
  type PlaceParams,
  placeRequest,
  type SimulateParams,
  type SimulateResult,
  simulateRequest,
  type TimedCommand,
  type ToPanel,
} from '../../server/src/protocol.ts';
import { say } from './locale.ts';
import { pageHtml, pageOptions } from './simulationPage.ts';

const viewType = 'kpod.simulation';
/** Long enough that a word is typed through, short enough to feel live. */
const editPauseMs = 250;
const cursorPauseMs = 80;

export interface SimulationPanels extends Disposable {
  /** Shows the panel of a manifest, beside the editor; makes it when there is none. */
  open(uri: Uri | undefined): void;
}

export function createSimulationPanels(context: ExtensionContext, client: BaseLanguageClient): SimulationPanels {
  const panels = new Map<string, WebviewPanel>();
  const attach = (panel: WebviewPanel, uri: Uri): void => {
    const key = uri.toString();
    panels.set(key, panel);
    const live = drivePanel(panel, uri, client);
    panel.onDidDispose(() => {
      panels.delete(key);
      live.dispose();
    });
    panel.webview.html = pageHtml(context.extensionUri, panel.webview, uri);
  };
  const open = (uri: Uri | undefined): void => {
    if (!uri) return;
    const known = panels.get(uri.toString());
    if (known) {
      known.reveal();
      return;
    }
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    attach(window.createWebviewPanel(viewType, titleOf(uri), column, pageOptions(context.extensionUri)), uri);
  };
  const serializer = window.registerWebviewPanelSerializer(viewType, {
    async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
      const uri = uriOfState(state);
      if (!uri) return panel.dispose();
      panel.webview.options = pageOptions(context.extensionUri);
      attach(panel, uri);
    },
  });
  return {
    open,
    dispose: () => Disposable.from(serializer, ...panels.values()).dispose(),
  };
}

/** One panel's life: runs on demand and after edits, never while hidden; the newest run wins. */
function drivePanel(panel: WebviewPanel, uri: Uri, client: BaseLanguageClient): Disposable {
  const send = (message: ToPanel): Thenable<boolean> => panel.webview.postMessage(message);
  let running = new CancellationTokenSource();
  let stale = false;
  let commands: readonly TimedCommand[] = [];
  let hasOthers = false;
  const run = async (): Promise<void> => {
    stale = false;
    running.cancel();
    const mine = new CancellationTokenSource();
    running = mine;
    await send({ type: 'running' });
    const result = await simulate(client, uri, commands, mine);
    if (mine.token.isCancellationRequested) return;
    hasOthers = result.isMade === true || (result.alongside?.length ?? 0) > 0;
    await send({ type: 'result', result });
  };
  const runWhenSeen = (): void => {
    stale = true;
    if (panel.visible) void run();
  };
  const edited = paused(editPauseMs, runWhenSeen);
  const moved = paused(cursorPauseMs, () => void markObject(client, uri, send));
  return Disposable.from(
    panel.webview.onDidReceiveMessage((message: FromPanel) => {
      if (message.type === 'reveal') return void reveal(client, uri, message);
      if (message.type === 'commands') commands = message.commands;
      return void run();
    }),
    panel.onDidChangeViewState(() => panel.visible && stale && void run()),
    workspace.onDidChangeTextDocument(({ document }) => {
      const isOwn = document.uri.toString() === uri.toString();
      if (isOwn || (hasOthers && isRead(document))) edited.soon();
    }),
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('kpod') && runWhenSeen()),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (panel.visible && textEditor.document.uri.toString() === uri.toString()) moved.soon();
    }),
    edited,
    moved,
    { dispose: () => running.cancel() },
  );
}

/** Whether a run of several files may have read it. */
const isRead = ({ uri, languageId }: TextDocument): boolean =>
  ['yaml', 'json', 'helm'].includes(languageId) || uri.path.endsWith('.tpl');

async function simulate(
  client: BaseLanguageClient,
  uri: Uri,
  commands: readonly TimedCommand[],
  run: CancellationTokenSource,
): Promise<SimulateResult> {
  const params: SimulateParams = { uri: uri.toString(), commands };
  try {
    await workspace.openTextDocument(uri);
    return await client.sendRequest<SimulateResult>(simulateRequest, params, run.token);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return {
      kubernetesVersion: '',
      problem: `${say(text('the simulation did not answer', '模拟没有应答'))}: ${words}`,
    };
  }
}

async function reveal(client: BaseLanguageClient, uri: Uri, target: FromPanel & { type: 'reveal' }): Promise<void> {
  const field = target.field === undefined ? {} : { field: target.field };
  const params: PlaceParams = { uri: uri.toString(), object: target.object, ...field };
  const place = await client.sendRequest<Place | null>(placeRequest, params);
  if (!place) return;
  const { start, end } = place.range;
  const range = new Range(start.line, start.character, end.line, end.character);
  const document = await workspace.openTextDocument(Uri.parse(place.uri));
  const shown = window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await window.showTextDocument(document, shown?.viewColumn ?? ViewColumn.One);
  editor.selection = new Selection(range.start, range.start);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

async function markObject(
  client: BaseLanguageClient,
  uri: Uri,
  send: (message: ToPanel) => Thenable<boolean>,
): Promise<void> {
  const position = window.activeTextEditor?.selection.active;
  if (!position) return;
  const params: ObjectAtParams = { uri: uri.toString(), position };
  const object = await client.sendRequest<ObjectRef | null>(objectAtRequest, params).catch(() => null);
  await send(object ? { type: 'cursor', object } : { type: 'cursor' });
}

/** Calls `act` once things have been quiet for a while. */
function paused(ms: number, act: () => void): Disposable & { soon(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    soon() {
      clearTimeout(timer);
      timer = setTimeout(act, ms);
    },
    dispose: () => clearTimeout(timer),
  };
}

function titleOf(uri: Uri): string {
  return `${say(text('Simulation', '模拟'))}: ${uri.path.split('/').pop() ?? ''}`;
}

/** The page keeps `{ uri }` among its state; anything else comes from an older version. */
function uriOfState(state: unknown): Uri | undefined {
  if (typeof state !== 'object' || state === null || !('uri' in state)) return undefined;
  return typeof state.uri === 'string' ? Uri.parse(state.uri) : undefined;
}
