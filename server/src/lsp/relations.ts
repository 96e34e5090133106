// Requests about who uses whom: the workloads behind a name as its implementations, users and used as a call hierarchy.
// Objects are found again by where their names stand.
import type {
  CallHierarchyItem,
  CallHierarchyPrepareParams,
  Connection,
  ImplementationParams,
  Location,
  Range,
} from 'vscode-languageserver';
import { hierarchyName, incoming, outgoing } from '../core/features/hierarchy.ts';
import { objectAt, type Relation, workloadsBehind } from '../core/features/relations.ts';
import type { ObjectFact } from '../core/workspace/facts.ts';
import { placeOf } from '../core/workspace/file.ts';
import type { Entry } from '../core/workspace/index.ts';
import { siteOf } from '../core/workspace/resolve.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import { locationOf } from './convert.ts';
import type { Guard, GuardInFile } from './guard.ts';
import type { Session } from './session.ts';

export function registerRelations(connection: Connection, session: Session, inFile: GuardInFile, guarded: Guard): void {
  connection.onImplementation(
    inFile('implementation', (file, { position }: ImplementationParams): Location[] => {
      const object = objectAt(session.workspace, file, placeOf(file, position));
      const workloads = object ? workloadsBehind(session.workspace, object) : [];
      return workloads.flatMap((entry) => nameOf(session.workspace, entry) ?? []);
    }),
  );
  const { callHierarchy } = connection.languages;
  callHierarchy.onPrepare(
    inFile('prepareCallHierarchy', (file, { position }: CallHierarchyPrepareParams) => {
      const object = objectAt(session.workspace, file, placeOf(file, position));
      return object ? itemsOf(session.workspace, object) : null;
    }),
  );
  callHierarchy.onIncomingCalls(
    guarded('incomingCalls', ({ item }: { readonly item: CallHierarchyItem }) =>
      relations(session.workspace, item, incoming).flatMap(({ other, spans }) =>
        itemsOf(session.workspace, other).map((from) => ({
          from,
          fromRanges: rangesIn(session.workspace, other, spans),
        })),
      ),
    ),
  );
  callHierarchy.onOutgoingCalls(
    guarded('outgoingCalls', ({ item }: { readonly item: CallHierarchyItem }) => {
      const user = objectOf(session.workspace, item);
      if (!user) return [];
      return outgoing(session.workspace, user).flatMap(({ other, spans }) =>
        itemsOf(session.workspace, other).map((to) => ({ to, fromRanges: rangesIn(session.workspace, user, spans) })),
      );
    }),
  );
}

function relations(
  workspace: Workspace,
  item: CallHierarchyItem,
  ask: (workspace: Workspace, object: Entry<ObjectFact>) => readonly Relation[],
): readonly Relation[] {
  const object = objectOf(workspace, item);
  return object ? ask(workspace, object) : [];
}

function objectOf(workspace: Workspace, { uri, selectionRange }: CallHierarchyItem): Entry<ObjectFact> | undefined {
  const file = fileIn(workspace, uri);
  return file && objectAt(workspace, file, placeOf(file, selectionRange.start));
}

function nameOf(workspace: Workspace, entry: Entry<ObjectFact>): Location | undefined {
  return locationOf(workspace, siteOf(workspace, entry, entry.fact.nameSpan));
}

/** One, or none where the file is gone. */
function itemsOf(workspace: Workspace, entry: Entry<ObjectFact>): CallHierarchyItem[] {
  const { namespace, span } = entry.fact;
  const whole = locationOf(workspace, siteOf(workspace, entry, span));
  const named = nameOf(workspace, entry);
  if (!whole || !named) return [];
  const fileName = entry.uri.slice(entry.uri.lastIndexOf('/') + 1);
  return [
    {
      name: hierarchyName(entry),
      kind: 5, // LSP: Class
      detail: namespace === undefined ? fileName : `${namespace} · ${fileName}`,
      uri: entry.uri,
      range: whole.range,
      selectionRange: named.range,
    },
  ];
}

function rangesIn(workspace: Workspace, entry: Entry<ObjectFact>, spans: Relation['spans']): Range[] {
  return spans.flatMap((span) => locationOf(workspace, siteOf(workspace, entry, span))?.range ?? []);
}
