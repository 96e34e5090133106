// Our request for the list of snippets: those that are kept, and one for each custom kind that the workspace defines.
import type { Connection } from 'vscode-languageserver';
import { complete } from '../core/features/completion/completion.ts';
import { noNames } from '../core/features/completion/workspaceNames.ts';
import { schemaWithCustomKinds } from '../core/features/customSchema.ts';
import { customSnippets } from '../core/features/samples/sampleSnippet.ts';
import type { Snippet } from '../core/features/snippets.ts';
import type { Schema } from '../core/schema/schema.ts';
import { pick } from '../core/text.ts';
import { type DocumentPlace, placeOf } from '../core/workspace/file.ts';
import { viewFor } from '../core/workspace/settingsFile.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import { type SnippetItem, type SnippetsParams, snippetsRequest } from '../protocol.ts';
import type { Guard } from './guard.ts';
import { snippets } from './schemas.ts';
import type { Session } from './session.ts';

export function registerSnippets(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    snippetsRequest,
    guarded('snippets', (params: SnippetsParams) => snippetItems(session, params)),
  );
}

/** Those that completion would offer at the position come first. */
function snippetItems({ workspace }: Session, { uri, position }: SnippetsParams): readonly SnippetItem[] {
  const file = fileIn(workspace, uri);
  const { schema, settings } = viewFor(workspace, uri);
  const place = file && placeOf(file, position);
  const all = [...snippets(), ...(place && schema ? customSnippets(workspace, schema, uri, place.document) : [])];
  const fitting = place && schema ? fittingSnippets(workspace, schema, place, all) : new Set();
  const items = all.map(({ prefix, summary, body }) => ({
    prefix,
    summary: pick(summary, settings.locale),
    body,
    fits: fitting.has(prefix),
  }));
  return items.sort((a, b) => Number(b.fits) - Number(a.fits));
}

function fittingSnippets(
  workspace: Workspace,
  schema: Schema,
  { document, offset }: DocumentPlace,
  all: readonly Snippet[],
): ReadonlySet<string> {
  const items = complete({
    text: document.text,
    offset,
    schema: schemaWithCustomKinds(workspace, schema),
    names: noNames,
    snippets: all,
    snippetSyntax: true,
  });
  return new Set(items.filter(({ kind }) => kind === 'snippet').map(({ label }) => label));
}
