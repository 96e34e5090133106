// What can be done about a kind that nobody knows, where the hint of it stands: ask the catalogue, name the definition, or say
// that the group is somebody else's. Nothing is fetched. Dialogs and the editor's settings are our own extension's.
import type { CodeAction, CodeActionParams, Connection, WorkspaceEdit } from 'vscode-languageserver';
import { groupOf } from '../core/features/findings/foreignGroups.ts';
import { findingsIn } from '../core/features/findingsIn.ts';
import { addedToSettings, pathBetween } from '../core/features/settingsEdits.ts';
import { pick, type Text, text } from '../core/text.ts';
import { factsOf, type ObjectFact } from '../core/workspace/facts.ts';
import { documentAt, type ManifestFile, placeOf } from '../core/workspace/file.ts';
import { viewFor } from '../core/workspace/settingsFile.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import { type NameDefinitionParams, nameDefinitionRequest } from '../protocol.ts';
import { editOfFix } from './convert.ts';
import type { Guard } from './guard.ts';
import { catalogue } from './schemas.ts';
import type { Session } from './session.ts';

export function registerUnknownKinds(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    nameDefinitionRequest,
    guarded('nameDefinition', ({ uri, definition }: NameDefinitionParams) =>
      settingsEdit(session, uri, 'crds', (folder) => pathBetween(folder, definition)),
    ),
  );
}

/** None where no hint of an unknown kind stands. */
export function unknownKindActions(session: Session, file: ManifestFile, { range }: CodeActionParams): CodeAction[] {
  const { workspace, client } = session;
  const { index, offset } = placeOf(file, range.start);
  const hint = findingsIn(workspace, file, index).find(
    ({ code, span }) => code === 'unknown-custom-kind' && span.start <= offset && offset <= span.end,
  );
  const object =
    hint &&
    factsOf(documentAt(file, index)).objects.find(
      ({ span }) => span.start <= hint.span.start && hint.span.end <= span.end,
    );
  if (!object) return [];
  const { locale } = viewFor(workspace, file.uri).settings;
  const group = groupOf(object.apiVersion);
  const commands = client.opensKeptFiles ? commandsFor(file.uri, object) : [];
  const edit = group === '' ? undefined : settingsEdit(session, file.uri, 'foreignGroups', () => group);
  const silence = text(`Treat "${group}" as not mine: say nothing of its kinds`, `"${group}" 不归我管：不再提示其类型`);
  return [
    ...commands.map(({ title, command }) => {
      const words = pick(title, locale);
      return { title: words, kind: 'quickfix', command: { title: words, command, arguments: [file.uri] } };
    }),
    ...(edit ? [{ title: pick(silence, locale), kind: 'quickfix', edit }] : []),
  ];
}

function commandsFor(uri: string, { apiVersion, kind }: ObjectFact): readonly { title: Text; command: string }[] {
  const source = catalogue()?.sourceOf(apiVersion, kind);
  const ask = text(
    `Turn on the catalogue, which knows ${kind} from ${source}`,
    `启用目录：它从 ${source} 了解 ${kind}`,
  );
  const name = text(`Name the file with the definition of ${kind}…`, `指明 ${kind} 的定义所在文件…`);
  return [
    ...(source === undefined ? [] : [{ title: ask, command: 'kpod.turnOnCatalogue' }]),
    ...(uri.startsWith('file:') ? [{ title: name, command: 'kpod.nameDefinition' }] : []),
  ];
}

/** Null where the editor can make no files and one would be needed. */
function settingsEdit(
  { workspace, client }: Session,
  uri: string,
  list: 'crds' | 'foreignGroups',
  itemFrom: (folder: string) => string,
): WorkspaceEdit | null {
  const file = fileIn(workspace, uri);
  const around = client.folders.filter((one) => uri.startsWith(`${one}/`)).sort((a, b) => b.length - a.length);
  const folder = around[0] ?? uri.slice(0, uri.lastIndexOf('/'));
  const { createFile, edits } = addedToSettings(workspace, { uri, folder }, list, itemFrom);
  if (!file || (createFile && !client.createsFiles)) return null;
  return editOfFix(workspace, file, 0, { title: text('', ''), edits, ...(createFile && { createFile }) });
}
