// What kustomizations build, judged as it reaches the cluster: each object among the others of its build, and what is found
// shown at the patch, the manifest or the kustomization that wrote it. What the files say by themselves is told there
// already and not again. Where kustomize refuses to build, its words stand at the place that it fails at. In steps, so
// that who asks may do other things between them, or stop.
import type { Finding, Span } from '../finding.ts';
import { goYaml } from '../kubernetes/goYaml.ts';
import type { Build } from '../kustomize/build/build.ts';
import { filesOfBuild } from '../kustomize/build/needed.ts';
import type { BuildPlace, BuiltObject } from '../kustomize/build/object.ts';
import { placeOfOffset } from '../kustomize/build/view.ts';
import { folderOf } from '../kustomize/graph.ts';
import { buildName } from '../kustomize/links.ts';
import { text, verbatim } from '../text.ts';
import { linesOf, type ManifestDocument, treeOf } from '../workspace/document.ts';
import { factsOf } from '../workspace/facts.ts';
import { documentAt, fileOf, type ManifestFile } from '../workspace/file.ts';
import { lastAtMost } from '../workspace/lines.ts';
import { objectsNamed, objectsOfType } from '../workspace/resolve.ts';
import { isIgnored, viewFor } from '../workspace/settingsFile.ts';
import type { Site } from '../workspace/site.ts';
import { emptyWorkspace, fileIn, rejoined, type Workspace, withFiles } from '../workspace/workspace.ts';
import { nodeAt } from '../yaml/path.ts';
import { shownOfChart } from './chartFindings.ts';
import { findingsIn } from './findingsIn.ts';

/** A finding at its place; the span is the document's. */
export interface BuildFinding extends Pick<Site, 'uri' | 'index'> {
  readonly finding: Finding;
}

/** @param uri of the kustomization. @yields after each object */
export function* buildFindings(
  workspace: Workspace,
  uri: string,
  build: Build,
): Generator<void, readonly BuildFinding[]> {
  if (build.fault !== undefined) return refusalOf(workspace, build);
  const { objects } = build;
  const file = fileOf(`${folderOf(uri)}/kpod-build.yaml`, objects.map(({ object }) => goYaml(object)).join('---\n'));
  if (file.documents.length !== objects.length) return [];
  const judged = builtWorkspace(workspace, uri, file);
  const sources = new Set(objects.flatMap(({ origins }) => origins.map((origin) => origin.uri)));
  const found: BuildFinding[] = [];
  for (const [index, built] of objects.entries()) {
    if (isAsWritten(built)) continue;
    for (const finding of findingsIn(judged, file, index)) {
      const isNews = isTold(finding) && !isElsewhere(workspace, sources, file, index, finding);
      const one = isNews ? atOrigin(workspace, uri, built, file, index, finding) : undefined;
      if (one) found.push(one);
    }
    yield;
  }
  return found;
}

/** Definitions are long, and nothing but patches changes what matters in them. */
const isAsWritten = ({ object, origins: [, another] }: BuiltObject): boolean =>
  object['kind'] === 'CustomResourceDefinition' && another === undefined;

/** Larger builds take longer than what is found in them is worth. */
const mostObjects = 400;
const mostText = 1_500_000;

/** Whether what a kustomization builds is judged: for that it is built, which takes its time. */
export function isBuildJudged(workspace: Workspace, uri: string): boolean {
  const documents = filesOfBuild(workspace, uri).flatMap((file) => file.documents);
  return (
    documents.length <= mostObjects && documents.reduce((sum, { text: words }) => sum + words.length, 0) <= mostText
  );
}

/** Those that neither settings nor comments silence, each once: several overlays build the same fault. */
export function shownOfBuilds(
  workspace: Workspace,
  uri: string,
  document: ManifestDocument,
  found: readonly Finding[],
): readonly Finding[] {
  if (found.length === 0 || isIgnored(workspace, uri)) return [];
  const isSame = (a: Finding, b: Finding): boolean => a.code === b.code && a.span.start === b.span.start;
  return shownOfChart(
    workspace,
    uri,
    document,
    found.filter((one, at) => found.findIndex((other) => isSame(one, other)) === at),
  );
}

const isTold = ({ severity }: Finding): boolean => severity === 'error' || severity === 'warning';

/** Only what is built, with the definitions that the workspace has; the settings of the kustomization's folder. */
function builtWorkspace(workspace: Workspace, uri: string, file: ManifestFile): Workspace {
  const { settings, schema } = viewFor(workspace, uri);
  const { catalogue } = workspace;
  const definitions = objectsOfType(workspace, 'apiextensions.k8s.io/CustomResourceDefinition');
  const files = [...new Set(definitions.map((one) => one.uri))].flatMap((one) => fileIn(workspace, one) ?? []);
  const { complete: _, ...known } = settings;
  const bare: Workspace = { ...emptyWorkspace, settings: known, schema, catalogue };
  return rejoined(withFiles(bare, [...files, file]));
}

/** A reference may lead to what others apply. */
function isElsewhere(
  workspace: Workspace,
  sources: ReadonlySet<string>,
  file: ManifestFile,
  index: number,
  { code, span }: Finding,
): boolean {
  if (code !== 'missing-reference') return false;
  const reference = factsOf(documentAt(file, index)).references.find((one) => one.span.start === span.start);
  return (reference?.types ?? []).some((type) =>
    objectsNamed(workspace, type, reference?.name ?? '').some(({ uri }) => !sources.has(uri)),
  );
}

/** Undefined where the file says it itself, or there is no place for it. */
function atOrigin(
  workspace: Workspace,
  uri: string,
  built: BuiltObject,
  file: ManifestFile,
  at: number,
  { code, severity, message, field, span }: Finding,
): BuildFinding | undefined {
  const { root } = treeOf(documentAt(file, at));
  const site = placeOfOffset(built, root, span.start);
  const source = fileIn(workspace, site.uri);
  const document = source?.documents[site.index];
  if (!source || !document) return undefined;
  const line = lastAtMost(linesOf(document), site.span.start);
  const own = findingsIn(workspace, source, site.index);
  if (own.some((one) => one.code === code && lastAtMost(linesOf(document), one.span.start) === line)) return undefined;
  const name = buildName(uri);
  const says = text(`${message.en} (as "${name}" builds it)`, `${message.zh}（按 "${name}" 的构建结果）`);
  const finding: Finding = {
    code,
    severity,
    span: wordFrom(document.text, site.span.start),
    message: says,
    ...(field === undefined ? {} : { field }),
  };
  return { uri: site.uri, index: site.index, finding };
}

function wordFrom(words: string, start: number): Span {
  const length = words.slice(start).search(/[\s:,\]}]|$/);
  return { start, end: start + Math.max(1, length) };
}

/** Kustomize's words; where the kustomization has an error at that place already, that says what to do. */
function refusalOf(workspace: Workspace, { fault, isRefused, place }: Build): readonly BuildFinding[] {
  const source = place && fileIn(workspace, place.uri);
  const document = source?.documents[place?.index ?? 0];
  if (fault === undefined || isRefused !== true || !place || !source || !document) return [];
  const span = spanOf(place, document.text);
  const isKnown = findingsIn(workspace, source, place.index).some(
    (one) => one.severity === 'error' && one.span.start <= span.end && span.start <= one.span.end,
  );
  if (isKnown) return [];
  return [
    {
      uri: place.uri,
      index: place.index,
      finding: { code: 'kustomize-build', severity: 'error', span, message: verbatim(fault) },
    },
  ];
}

/** The first line of the place. */
function spanOf({ document, path }: BuildPlace, words: string): Span {
  const { root } = treeOf(document);
  let node = root;
  for (let length = path.length; length > 0 && node === root; length--)
    node = nodeAt(root, path.slice(0, length)) ?? root;
  const start = node?.start ?? 0;
  const lineEnd = words.indexOf('\n', start);
  return { start, end: Math.min(node?.end ?? start, lineEnd < 0 ? words.length : lineEnd) };
}
