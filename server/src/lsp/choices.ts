// What the editor lets a person choose from: every snippet, and the Kubernetes versions that are known.
import type { Connection } from 'vscode-languageserver';
import { pick } from '../core/text.ts';
import { objectsOf } from '../core/workspace/document.ts';
import { placeOf } from '../core/workspace/file.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import {
  type KubernetesVersionsResult,
  kubernetesVersionsRequest,
  type SnippetItem,
  type SnippetsParams,
  snippetsRequest,
} from '../protocol.ts';
import type { Guard } from './guard.ts';
import { schemaBundle, schemaOf, snippets } from './schemas.ts';
import type { Session } from './session.ts';

export function registerChoices(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    snippetsRequest,
    guarded('snippets', (params: SnippetsParams) => snippetItems(session, params)),
  );
  connection.onRequest(
    kubernetesVersionsRequest,
    guarded('kubernetesVersions', () => knownVersions(session)),
  );
}

/** Whole objects come first where there is none yet, fragments first inside one. */
function snippetItems({ workspace }: Session, { uri, position }: SnippetsParams): readonly SnippetItem[] {
  const file = fileIn(workspace, uri);
  const inObject = file !== undefined && objectsOf(placeOf(file, position).document).length > 0;
  const items = snippets().map(({ prefix, summary, body, place }) => ({
    prefix,
    summary: pick(summary, workspace.settings.locale),
    body,
    fits: (place.at === 'document') !== inObject,
  }));
  return [...items.filter(({ fits }) => fits), ...items.filter(({ fits }) => !fits)];
}

function knownVersions({ workspace }: Session): KubernetesVersionsResult {
  const versions = [...schemaBundle().versions].reverse();
  return { versions, current: schemaOf(workspace.settings.kubernetesVersion).version };
}
