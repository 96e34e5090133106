// The server's life after initialize: how files and settings reach the session, when findings are pushed
// and folders are read. What is answered to a request is in handlers.ts.
import type { Connection, InitializeParams } from 'vscode-languageserver';
import { isKustomizationName } from '../core/formats/formatOfFile.ts';
import { pathsToLookAt } from '../core/kustomize/paths.ts';
import { withCatalogue, withPaths, withSchemas, withSettings } from '../core/workspace/workspace.ts';
import { createBuildFinder } from './buildFinder.ts';
import { clientOf } from './client.ts';
import { createPublisher, type Publisher } from './diagnostics.ts';
import { isManifestName, pathKindsOf, pathOf, readManifest, type Scan, scanFolders } from './disk.ts';
import { registerHandlers } from './handlers.ts';
import { type ChartFinder, createChartFinder } from './helm/chartFinder.ts';
import { addCharts, findChartOf, rereadCharts } from './helm/charts.ts';
import { favourSpeed } from './memory.ts';
import type { Refuse } from './rename.ts';
import { catalogue, onCatalogueGrown, schemaOf } from './schemas.ts';
import type { NewTokens } from './semanticTokens.ts';
import {
  addFromDisk,
  addRead,
  changeFile,
  closeFile,
  newSession,
  openFile,
  type ReadFile,
  readOf,
  removeFolder,
  removeFromDisk,
  type Session,
} from './session.ts';
import { settingsFrom, settingsOfFolders } from './settings.ts';
import { readDefinitions, readSettingsAbove } from './settingsFiles.ts';
import { createSimulations } from './simulation.ts';
import { createTimeFinder, type TimeFinder } from './timeFindings.ts';

const deleted = 3; // LSP's FileChangeType.Deleted

/** Takes over a connection that has just answered `initialize`. Gives what to do once the editor is `initialized`. */
export function serve(
  connection: Connection,
  params: InitializeParams,
  refuse: Refuse,
  newTokens: NewTokens,
): () => void {
  const session = newSession();
  session.client = clientOf(params);
  session.workspace = withSettings(session.workspace, settingsFrom({}, session.client.language));
  const publisher = createPublisher(connection, session);
  onCatalogueGrown(() => {
    session.workspace = withCatalogue(session.workspace, catalogue());
    publisher.all();
  });
  const simulations = createSimulations();
  const hints = createTimeFinder(session, simulations, publisher.soon);
  const builds = createBuildFinder(session, publisher.soon, (error) =>
    connection.console.error(`findings of builds: ${error instanceof Error ? error.stack : String(error)}`),
  );
  const finder: TimeFinder = {
    later: () => {
      hints.later();
      builds.later();
    },
  };
  connection.onDidChangeConfiguration(({ settings }) => {
    void configure(connection, session, settings?.kpod)
      .then(() => publisher.all())
      .then(() => {
        finder.later();
        [...session.open.keys()].forEach(charts.later);
      });
  });
  const charts = createChartFinder(session, publisher.soon, (error) =>
    connection.console.error(`findings of charts: ${error instanceof Error ? error.stack : String(error)}`),
  );
  listenToFiles(connection, session, publisher, finder, charts);
  registerHandlers(connection, session, simulations, refuse, newTokens);
  return () =>
    void begin(connection, session, publisher).then(() => {
      finder.later();
      [...session.open.keys()].forEach(charts.later);
    });
}

async function begin(connection: Connection, session: Session, publisher: Publisher): Promise<void> {
  await configure(connection, session, undefined);
  publisher.start();
  watchFiles(connection, session);
  listenToFolders(connection, session, publisher);
  const scan = await readFolders(session, session.client.folders);
  await readSettingsAbove(session, session.client.folders);
  await readDefinitions(session);
  await lookAtPaths(session);
  const { files, truncated } = scan;
  void connection.sendNotification('kpod/indexReady', { files, truncated });
  await addCharts(session, scan.charts);
  publisher.all();
}

const filesJoinedAtOnce = 256;

async function readFolders(session: Session, uris: readonly string[]): Promise<Scan> {
  const folders = uris.flatMap((uri) => pathOf(uri) ?? []);
  const waiting: ReadFile[] = [];
  const scan = await scanFolders(folders, (files) => {
    waiting.push(...readOf(session, files));
    if (waiting.length >= filesJoinedAtOnce) addRead(session, waiting.splice(0));
  });
  addRead(session, waiting);
  return scan;
}

/** Asks the disk about what kustomizations name and the workspace does not hold. */
async function lookAtPaths(session: Session): Promise<void> {
  const uris = pathsToLookAt(session.workspace);
  if (uris.length === 0 && session.workspace.paths.size === 0) return;
  const paths = await pathKindsOf(uris);
  session.workspace = withPaths(session.workspace, paths);
}

/** Editors that can are asked to tell of changed files; our own extension does so anyway. */
function watchFiles(connection: Connection, session: Session): void {
  const { watchesFiles, tellsOfFiles } = session.client;
  if (!watchesFiles || tellsOfFiles) return;
  const watchers = [{ globPattern: '**/*.{yaml,yml,json,tpl,tgz}' }, { globPattern: '**/Kustomization' }];
  const registration = { id: 'kpod.files', method: 'workspace/didChangeWatchedFiles', registerOptions: { watchers } };
  connection.sendRequest('client/registerCapability', { registrations: [registration] }).catch(() => undefined);
}

function listenToFolders(connection: Connection, session: Session, publisher: Publisher): void {
  if (!session.client.changesFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = removed.map(({ uri }) => uri);
    gone.forEach((uri) => {
      removeFolder(session, uri);
    });
    const folders = [...session.client.folders, ...added.map(({ uri }) => uri)].filter((uri) => !gone.includes(uri));
    session.client = { ...session.client, folders };
    const read = () =>
      readFolders(
        session,
        added.map(({ uri }) => uri),
      );
    const settled = session.client.readsConfiguration ? configure(connection, session, undefined) : Promise.resolve();
    void settled.then(read).then((scan) => {
      void connection.sendNotification('kpod/indexReady', scan);
      publisher.all();
      void addCharts(session, scan.charts);
    });
  });
}

/** Takes the editor's settings: asked for where the editor answers, else as sent along. */
async function configure(connection: Connection, session: Session, sent: unknown): Promise<void> {
  const { folders, readsConfiguration, language } = session.client;
  const scopes = [undefined, ...(folders.length > 1 ? folders : [])];
  const asked = readsConfiguration ? await askedSettings(connection, scopes).catch(() => [sent]) : [sent];
  const [settings, ofFolders] = settingsOfFolders(asked, folders, language);
  const read = withSchemas(withSettings(session.workspace, settings, ofFolders), schemaOf);
  session.workspace = withCatalogue(read, catalogue());
}

/** What the editor has for the whole and for folders, in their order. */
function askedSettings(connection: Connection, scopes: readonly (string | undefined)[]): Promise<readonly unknown[]> {
  const items = scopes.map((scopeUri) => ({ section: 'kpod', ...(scopeUri !== undefined && { scopeUri }) }));
  return connection.workspace.getConfiguration(items);
}

function listenToFiles(
  connection: Connection,
  session: Session,
  publisher: Publisher,
  finder: TimeFinder,
  charts: ChartFinder,
): void {
  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
    openFile(session, uri, version, text);
    publisher.soon(uri);
    finder.later();
    void findChartOf(session, uri).then(() => charts.later(uri));
    if (session.open.size > 1) publisher.pause();
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    favourSpeed();
    changeFile(session, uri, version, contentChanges.map(editOf));
    publisher.soon(uri);
    publisher.pause();
    finder.later();
    charts.later(uri);
    if (isKustomizationName(uri)) void lookAtPaths(session).then(() => publisher.soon(uri));
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    closeFile(session, uri);
    publisher.clear(uri);
    void rereadFromDisk(session, uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const read = changes.map(({ uri, type }) =>
      type === deleted ? removeFromDisk(session, uri) : rereadFromDisk(session, uri),
    );
    void Promise.all(read)
      .then(() => readDefinitions(session))
      .then(() => lookAtPaths(session))
      .then(() =>
        rereadCharts(
          session,
          changes.map(({ uri }) => uri),
        ),
      )
      .then(() => publisher.all())
      .then(() => finder.later())
      .then(() => [...session.open.keys()].forEach(charts.later));
  });
}

type LspChange =
  | { range: { start: { line: number; character: number }; end: { line: number; character: number } }; text: string }
  | { text: string };

function editOf(change: LspChange) {
  if (!('range' in change)) return change;
  return { start: change.range.start, end: change.range.end, newText: change.text };
}

async function rereadFromDisk(session: Session, uri: string): Promise<void> {
  const name = pathOf(uri);
  const file = name !== undefined && isManifestName(name) ? await readManifest(name) : undefined;
  if (file) addFromDisk(session, [{ uri, text: file.text }]);
  else removeFromDisk(session, uri);
}
