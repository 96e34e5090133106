// Requests that follow names: definition, references, highlights, objects of the workspace. What a name is and
// where it stands the core says; here its places become LSP's.
import type {
  Connection,
  DocumentHighlight,
  Location,
  LocationLink,
  Range,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import { highlightsAt } from '../core/features/highlights.ts';
import { kindDefinitionAt } from '../core/features/kindDefinition.ts';
import { nameAt } from '../core/features/names.ts';
import { findObjects } from '../core/features/workspaceSymbols.ts';
import type { Span } from '../core/finding.ts';
import { isKustomizationName } from '../core/formats/formatOfFile.ts';
import { pathTargetAt } from '../core/kustomize/links.ts';
import { type ManifestFile, placeOf } from '../core/workspace/file.ts';
import type { Site } from '../core/workspace/site.ts';
import { locationOf, rangeIn } from './convert.ts';
import type { Guard, GuardInFile } from './guard.ts';
import { chartDefinition, chartReferences } from './helm/answers.ts';
import type { Session } from './session.ts';

export function registerNavigation(
  connection: Connection,
  session: Session,
  inFile: GuardInFile,
  guarded: Guard,
): void {
  connection.onDefinition(inFile('definition', (file, params) => definition(session, file, params)));
  connection.onReferences(
    inFile('references', (file, params) => {
      const inChart = chartReferences(session, file, params.position, params.context.includeDeclaration);
      if (inChart) return inChart;
      const name = nameAt(session.workspace, file, placeOf(file, params.position));
      const sites = [...(params.context.includeDeclaration ? (name?.definitions ?? []) : []), ...(name?.uses ?? [])];
      return locations(session, sites);
    }),
  );
  connection.onDocumentHighlight(inFile('documentHighlight', (file, params) => highlights(session, file, params)));
  connection.onWorkspaceSymbol(
    guarded('workspaceSymbol', ({ query }) =>
      findObjects(session.workspace, query).flatMap(({ name, namespace, site }) => {
        const location = locationOf(session.workspace, site);
        return location ? [{ name, kind: 5 as const, containerName: namespace, location }] : [];
      }),
    ),
  );
}

function locations({ workspace }: Session, sites: readonly Site[]): Location[] {
  return sites.flatMap((site) => locationOf(workspace, site) ?? []);
}

/** From a use to its definitions, and from a definition to its uses: what one wants to see is never where one is. */
function definition(
  session: Session,
  file: ManifestFile,
  { position }: TextDocumentPositionParams,
): Location[] | LocationLink[] {
  const inChart = chartDefinition(session, file, position);
  if (inChart) return linkedFrom(session, inChart.range, inChart.targets);
  const place = placeOf(file, position);
  const path = isKustomizationName(file.uri)
    ? pathTargetAt(session.workspace, file, place.document, place.offset)
    : undefined;
  if (path) return linked(session, file, place.index, path.span, locations(session, [path.site]));
  const name = nameAt(session.workspace, file, place);
  if (!name) {
    const defined = kindDefinitionAt(session.workspace, file, place);
    return defined ? linked(session, file, place.index, defined.span, locations(session, [defined.site])) : [];
  }
  const isHere = ({ uri, index, span }: Site) =>
    uri === file.uri && index === place.index && span.start <= place.offset && place.offset <= span.end;
  const targets = locations(session, name.definitions.some(isHere) ? name.uses : name.definitions);
  return linked(session, file, place.index, name.span, targets);
}

/** Links say what they lead from, for the editors that show it. */
function linked(
  session: Session,
  file: ManifestFile,
  index: number,
  span: Span,
  targets: Location[],
): Location[] | LocationLink[] {
  return linkedFrom(session, rangeIn(file, index, span), targets);
}

function linkedFrom(
  { client }: Session,
  originSelectionRange: Range,
  targets: Location[],
): Location[] | LocationLink[] {
  if (!client.linksDefinitions) return targets;
  return targets.map(({ uri, range }) => ({
    originSelectionRange,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}

function highlights(
  session: Session,
  file: ManifestFile,
  { position }: TextDocumentPositionParams,
): DocumentHighlight[] {
  return highlightsAt(session.workspace, file, placeOf(file, position)).map(({ index, span, defines }) => ({
    range: rangeIn(file, index, span),
    kind: defines ? 3 : 2, // LSP: Write, Read
  }));
}
