// Hints of what only time reveals: when typing pauses, each open file's manifests are played in the worker together with
// what belongs to them in the workspace, and what is certain goes to the place in the file that causes it. Never on the
// typing path; a newer edit ends a run that is under way.
import type { CancellationToken } from 'vscode-languageserver';
import { belongingTo } from '../core/features/belonging.ts';
import { placeOfObject } from '../core/features/objectPlaces.ts';
import type { Finding, RelatedPlace } from '../core/finding.ts';
import { graphOf, isPatchFile } from '../core/kustomize/graph.ts';
import { commentSuppressions, silencedByComment } from '../core/rules/suppression.ts';
import type { TimeFinding } from '../core/sim/reveal/finding.ts';
import { linesOf, type ManifestDocument, objectsOf } from '../core/workspace/document.ts';
import { documentAt, type ManifestFile } from '../core/workspace/file.ts';
import { lastAtMost } from '../core/workspace/lines.ts';
import { isIgnored, isSuppressed, viewFor } from '../core/workspace/settingsFile.ts';
import type { Site } from '../core/workspace/site.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import { type Cancelling, createCancelling } from './cancelling.ts';
import type { Session } from './session.ts';
import type { Simulations } from './simulation.ts';

const pauseMs = 1500;
/** Larger files take longer than a hint is worth. */
const longestText = 200_000;
const mostObjects = 100;
/** Nobody looks at more at once: the files touched last are played, those touched before them when they are again. */
const mostFiles = 20;

export interface TimeFinder {
  /** A file is open and was changed, or what surrounds it: once all is quiet, open files are played that this concerns. */
  later(): void;
}

/** `changed` is called when a file has other hints than before. */
export function createTimeFinder(
  session: Session,
  simulations: Simulations,
  changed: (uri: string) => void,
): TimeFinder {
  /** The documents that were played for each file. */
  const played = new Map<string, readonly ManifestDocument[]>();
  let pausing: NodeJS.Timeout | undefined;
  let running: Cancelling | undefined;
  const play = async (uri: string, token: CancellationToken): Promise<void> => {
    const { workspace } = session;
    const file = fileIn(workspace, uri);
    if (!file || !isPlayed(workspace, file)) return;
    const { objects, documents } = belongingTo(workspace, file, mostObjects);
    if (isSameList(documents, played.get(uri) ?? [])) return;
    const { kubernetesVersion } = viewFor(workspace, uri).settings;
    const found = await simulations.findings({ objects, kubernetesVersion }, token);
    if (token.isCancellationRequested || fileIn(session.workspace, uri) !== file) return;
    played.set(uri, documents);
    if (found && keep(session.workspace, file, found)) changed(uri);
  };
  const playAll = async (): Promise<void> => {
    const mine = createCancelling();
    running = mine;
    const last = [...session.open.keys()].slice(-mostFiles).reverse();
    for (const uri of last) {
      if (mine.token.isCancellationRequested) return;
      await play(uri, mine.token);
    }
    for (const uri of played.keys()) if (!session.open.has(uri)) played.delete(uri);
  };
  return {
    later() {
      running?.cancel();
      clearTimeout(pausing);
      pausing = setTimeout(() => void playAll(), pauseMs);
      pausing.unref();
    },
  };
}

function isSameList(one: readonly ManifestDocument[], other: readonly ManifestDocument[]): boolean {
  return one.length === other.length && one.every((document, at) => document === other[at]);
}

function isPlayed(workspace: Workspace, file: ManifestFile): boolean {
  if (!viewFor(workspace, file.uri).settings.timeHints || isIgnored(workspace, file.uri)) return false;
  const length = file.documents.reduce((sum, { text }) => sum + text.length, 0);
  if (length > longestText || isPatchFile(graphOf(workspace), file.uri)) return false;
  const count = file.documents.reduce((sum, document) => sum + objectsOf(document).length, 0);
  return count > 0 && count <= mostObjects;
}

const kept = new WeakMap<ManifestDocument, readonly Finding[]>();
const none: readonly Finding[] = [];

/** What time revealed of a document as it is now; nothing until it was played. */
export function timeHintsOf(
  workspace: Workspace,
  uri: string,
  document: ManifestDocument,
  others: readonly Finding[],
): readonly Finding[] {
  const found = kept.get(document);
  if (!found || found.length === 0) return none;
  const { settings } = viewFor(workspace, uri);
  if (!settings.timeHints) return none;
  const suppressions = commentSuppressions(document.text);
  return found.filter(({ code, span }) => {
    if (isSuppressed(workspace, uri, code) || settings.ruleLevels[code] === 'off') return false;
    if (others.some((other) => other.code === sameAsRule[code])) return false;
    return !suppressions || !silencedByComment(suppressions, code, lastAtMost(linesOf(document), span.start));
  });
}

/** Rules that say the same without playing. */
const sameAsRule: Readonly<Record<string, string>> = {
  'budget-blocks-drains': 'pdb-blocks-drains',
  'zero-available-update': 'recreate-strategy',
};

/** True when a document has other hints than before. */
function keep(workspace: Workspace, file: ManifestFile, found: readonly TimeFinding[]): boolean {
  const placed = found.flatMap((one) => {
    const site = siteHere(workspace, file, one);
    return site ? [{ site, finding: findingAt(workspace, file, one, site) }] : [];
  });
  let isNew = false;
  for (const [index, document] of file.documents.entries()) {
    const here = placed.filter(({ site }) => site.index === index).map(({ finding }) => finding);
    isNew ||= here.length > 0 || (kept.get(document)?.length ?? 0) > 0;
    kept.set(document, here);
  }
  return isNew;
}

/** At the field to blame; where that stands in another file, at the last of the causes that stands in this one. */
function siteHere(workspace: Workspace, file: ManifestFile, { object, field, causes }: TimeFinding): Site | undefined {
  const ways = [{ object, field }, ...[...causes].reverse()];
  for (const way of ways) {
    const site = placeOfObject(workspace, file, way.object, way.field);
    if (site?.uri === file.uri) return site;
  }
  return undefined;
}

function findingAt(workspace: Workspace, file: ManifestFile, found: TimeFinding, { span }: Site): Finding {
  const { code, field, message } = found;
  const related = found.causes.flatMap((cause): readonly RelatedPlace[] => {
    const site = placeOfObject(workspace, file, cause.object, cause.field);
    return site ? [{ ...placeIn(workspace, site), message: cause.says }] : [];
  });
  return {
    code,
    severity: 'hint',
    span,
    message,
    ...(field !== undefined && { field }),
    ...(related.length > 1 && { related }),
  };
}

/** By file: causes may stand in another document. */
function placeIn(workspace: Workspace, { uri, index, span }: Site): Pick<RelatedPlace, 'span' | 'uri'> {
  const file = fileIn(workspace, uri);
  const base = file?.starts[index] ?? 0;
  if (!file || !documentAt(file, index)) return { span };
  return { uri, span: { start: span.start + base, end: span.end + base } };
}
