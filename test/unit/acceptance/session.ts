// What an editor gets at a fixture's files and cursor, asked of the built server over stdio and written as lines.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Diagnostics, startServer, type TestClient } from '../../lsp/client.ts';
import type { Fixture, FixtureFile } from '../fixture.ts';

export interface Case {
  readonly fixture: Fixture;
  readonly client: TestClient;
  /** Where the files lie, as a URI. */
  readonly folder: string;
  readonly isShared: boolean;
}

type Range = Diagnostics['diagnostics'][number]['range'];
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}
interface Item {
  readonly label: string;
  readonly textEdit?: TextEdit;
  readonly additionalTextEdits?: readonly TextEdit[];
}
type CompletionAnswer = readonly Item[] | { readonly items: readonly Item[] } | null;
interface Action {
  readonly title: string;
  readonly edit?: { readonly changes?: Readonly<Record<string, readonly TextEdit[]>> };
}
interface Location {
  readonly uri?: string;
  readonly range?: Range;
  readonly targetUri?: string;
  readonly targetSelectionRange?: Range;
}

const severities = ['', 'error', 'warning', 'info', 'hint'];

/** The fixture's files in a folder of their own on the disk, and a server that has read them. End it with `closeCase`. */
export async function openCase(fixture: Fixture, shared: TestClient): Promise<Case> {
  const settings = fixture.options.get('settings');
  const disk = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-acceptance-'));
  for (const file of fixture.files) {
    const name = path.join(disk, file.path);
    fs.mkdirSync(path.dirname(name), { recursive: true });
    fs.writeFileSync(name, file.text);
  }
  const folder = pathToFileURL(disk).href;
  const client = settings === undefined ? shared : await startServer({ settings: JSON.parse(settings), folder });
  const ready = client.notification('kpod/indexReady');
  if (client === shared) changeFolders(client, [folder], []);
  await ready;
  return { fixture, client, folder, isShared: client === shared };
}

export async function closeCase(opened: Case): Promise<void> {
  fs.rmSync(fileURLToPath(opened.folder), { recursive: true });
  if (!opened.isShared) return opened.client.stop();
  for (const file of opened.fixture.files)
    opened.client.notify('textDocument/didClose', { textDocument: { uri: uriOf(opened, file) } });
  const ready = opened.client.notification('kpod/indexReady');
  changeFolders(opened.client, [], [opened.folder]);
  await ready;
}

function changeFolders(client: TestClient, added: readonly string[], removed: readonly string[]): void {
  const named = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: uri }));
  client.notify('workspace/didChangeWorkspaceFolders', { event: { added: named(added), removed: named(removed) } });
}

/** The findings of a file that is opened now, as `fixture.ts` shows marks: line, marked text, severity and message. */
export async function findingsOf(opened: Case, file: FixtureFile): Promise<readonly string[]> {
  const uri = uriOf(opened, file);
  opened.client.open(uri, file.text);
  const { diagnostics } = await opened.client.diagnostics(uri);
  return diagnostics
    .map(({ range, severity, message }) => ({
      ...spanOf(file.text, range),
      words: `${severities[severity]}: ${message}`,
    }))
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, words }) => shown(file, start, end, words));
}

export const uriOf = ({ folder }: Case, file: FixtureFile): string => `${folder}/${file.path}`;

export function shown({ text }: FixtureFile, start: number, end: number, words: string): string {
  const line = text.slice(0, start).split('\n').length;
  return `${line}: ${JSON.stringify(text.slice(start, end))} ${words.replaceAll('\n', '\\n')}`;
}

type Answer = (opened: Case, file: FixtureFile, words: string) => Promise<string>;

/** What a golden part asks, by its first word; `words` is the rest of its line. */
export const answers: Readonly<Record<string, Answer>> = {
  completion: async (opened, file) => {
    const labels = (await itemsAt(opened, file)).map(({ label }) => label);
    return labels.slice(0, 10).join('\n');
  },
  accept: async (opened, file, label) => {
    const item = (await itemsAt(opened, file)).find((candidate) => candidate.label === label);
    if (!item?.textEdit) return `not offered: ${label}`;
    return applied(file.text, [item.textEdit, ...(item.additionalTextEdits ?? [])]);
  },
  hover: async (opened, file) => {
    const hover = await opened.client.request<{ contents: { value: string } } | null>(
      'textDocument/hover',
      at(opened, file),
    );
    return hover?.contents.value ?? 'nothing';
  },
  definition: async (opened, file) => {
    const found = await opened.client.request<readonly Location[] | null>('textDocument/definition', at(opened, file));
    return (found ?? []).map((location) => placeOf(opened, location)).join('\n');
  },
  references: async (opened, file) => {
    const params = { ...at(opened, file), context: { includeDeclaration: false } };
    const found = await opened.client.request<readonly Location[] | null>('textDocument/references', params);
    return (found ?? []).map((location) => placeOf(opened, location)).join('\n');
  },
  fix: async (opened, file, title) => {
    const actions = await actionsOf(opened, file);
    const action = actions.find((candidate) => candidate.title === title);
    const edits = action?.edit?.changes?.[uriOf(opened, file)];
    return edits
      ? applied(file.text, edits)
      : `not offered; there are: ${actions.map((each) => each.title).join(', ')}`;
  },
  format: async (opened, file) => {
    const textDocument = { uri: uriOf(opened, file) };
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await opened.client.request<readonly TextEdit[]>('textDocument/formatting', {
      textDocument,
      options,
    });
    return applied(file.text, edits);
  },
  links: async (opened, file) => {
    const textDocument = { uri: uriOf(opened, file) };
    const links = await opened.client.request<readonly { target: string }[]>('textDocument/documentLink', {
      textDocument,
    });
    return links.map(({ target }) => target.replace(`${opened.folder}/`, '')).join('\n');
  },
};

function at(opened: Case, file: FixtureFile) {
  const { text, cursor = 0 } = file;
  const before = text.slice(0, cursor).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return { textDocument: { uri: uriOf(opened, file) }, position };
}

async function itemsAt(opened: Case, file: FixtureFile): Promise<readonly Item[]> {
  const found = await opened.client.request<CompletionAnswer>('textDocument/completion', at(opened, file));
  return found === null ? [] : 'items' in found ? found.items : found;
}

function actionsOf(opened: Case, file: FixtureFile): Promise<readonly Action[]> {
  const lines = file.text.split('\n');
  const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const cursor = file.cursor === undefined ? undefined : at(opened, file).position;
  return opened.client.request<readonly Action[]>('textDocument/codeAction', {
    textDocument: { uri: uriOf(opened, file) },
    range: { start: cursor ?? { line: 0, character: 0 }, end: cursor ?? end },
    context: { diagnostics: [], only: ['quickfix', 'refactor'] },
  });
}

function placeOf({ fixture, folder }: Case, { uri, range, targetUri, targetSelectionRange }: Location): string {
  const name = (targetUri ?? uri ?? '').replace(`${folder}/`, '');
  const file = fixture.files.find((candidate) => candidate.path === name);
  const place = targetSelectionRange ?? range;
  if (!file || !place) return name;
  const { start, end } = spanOf(file.text, place);
  return `${name} ${place.start.line + 1}: ${file.text.slice(start, end)}`;
}

export function spanOf(text: string, { start, end }: Range): { start: number; end: number } {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, character }: Range['start']) => (starts[line] ?? text.length) + character;
  return { start: offset(start), end: offset(end) };
}

export function applied(text: string, edits: readonly TextEdit[]): string {
  const spans = edits.map(({ range, newText }) => ({ ...spanOf(text, range), newText }));
  return spans
    .sort((a, b) => b.start - a.start)
    .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), text);
}
