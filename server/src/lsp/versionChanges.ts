// Our request about a change of version: the core's page with places that an editor opens, and its edits.
import type { Connection } from 'vscode-languageserver';
import { versionChanges } from '../core/features/versionChanges.ts';
import { versionChangesPage } from '../core/features/versionChangesPage.ts';
import type { Site } from '../core/workspace/site.ts';
import { type VersionChangesParams, type VersionChangesResult, versionChangesRequest } from '../protocol.ts';
import { editOfSites, locationOf } from './convert.ts';
import type { Guard } from './guard.ts';
import { schemaOf } from './schemas.ts';
import type { Session } from './session.ts';

export function registerVersionChanges(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    versionChangesRequest,
    guarded('versionChanges', ({ from, to, folder }: VersionChangesParams): VersionChangesResult => {
      const { workspace } = session;
      const changes = versionChanges(workspace, schemaOf, from, to, folder);
      const page = versionChangesPage(changes, workspace.settings.locale, (site) => linkTo(session, site));
      return changes.edits.length === 0 ? { page } : { page, edit: editOfSites(workspace, changes.edits) };
    }),
  );
}

/** `[deploy/web.yaml:12](file:///…#L12)`, from the folder that the editor has open. */
function linkTo({ workspace, client }: Session, site: Site): string {
  const line = (locationOf(workspace, site)?.range.start.line ?? 0) + 1;
  const folder = client.folders.find((uri) => site.uri.startsWith(`${uri}/`));
  const name = decodeURIComponent(site.uri.slice(folder === undefined ? 0 : folder.length + 1));
  return `[${name}:${line}](${site.uri}#L${line})`;
}
