// What an editor asks about charts, in LSP's words: completion, hover, definition, references, rename. Each answers
// nothing where the file is no part of a chart, and the manifest's own answer counts.
import type {
  CompletionItem,
  Hover,
  Location,
  Position,
  Range,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { Span } from '../../core/finding.ts';
import { type ChartView, chartViewOf, isTemplatePath } from '../../core/helm/editor/chartView.ts';
import { completeTemplate } from '../../core/helm/editor/completion.ts';
import { hoverInChart } from '../../core/helm/editor/hover.ts';
import { placeInChart } from '../../core/helm/editor/installation.ts';
import { type ChartName, chartNameAt } from '../../core/helm/editor/navigation.ts';
import type { ChartSite } from '../../core/helm/editor/places.ts';
import { type RenameGroup, type RenameRefusal, renameInChart, whyNot } from '../../core/helm/editor/renaming.ts';
import type { Schema } from '../../core/schema/schema.ts';
import { pick, type Text, text } from '../../core/text.ts';
import { type ManifestFile, placeOf } from '../../core/workspace/file.ts';
import { lastAtMost, lineStartsOf } from '../../core/workspace/lines.ts';
import { viewFor } from '../../core/workspace/settingsFile.ts';
import type { Session } from '../session.ts';

interface Asked {
  readonly view: ChartView;
  readonly path: string;
  readonly text: string;
  /** Of the file. */
  readonly offset: number;
}

function askedOf({ workspace }: Session, file: ManifestFile, position: Position): Asked | undefined {
  const place = placeInChart(workspace, file.uri);
  if (!place) return undefined;
  const view = chartViewOf(workspace, place.source);
  const text = view.texts.get(place.path)?.text;
  if (text === undefined) return undefined;
  const at = placeOf(file, position);
  return { view, path: place.path, text, offset: (file.starts[at.index] ?? 0) + at.offset };
}

// LSP's CompletionItemKind.
const kinds = { value: 10, object: 7, template: 18, function: 3, keyword: 14, variable: 6 } as const;

/** Undefined where the place is for manifests to complete. */
export function chartCompletions(
  session: Session,
  file: ManifestFile,
  position: Position,
): CompletionItem[] | undefined {
  const asked = askedOf(session, file, position);
  if (!asked || !isTemplatePath(asked.path)) return undefined;
  const items = completeTemplate(asked.view, asked.path, asked.text, asked.offset, apiVersionsOf(session, file));
  if (items.length === 0) return undefined;
  const { locale } = session.workspace.settings;
  const rangeOf = rangesIn(asked.text);
  return items.map((item, index) => ({
    label: item.label,
    kind: kinds[item.kind],
    sortText: String(index).padStart(4, '0'),
    ...(item.detail === '' ? {} : { detail: item.detail }),
    ...(item.documentation ? { documentation: { kind: 'markdown', value: pick(item.documentation, locale) } } : {}),
    filterText: asked.text.slice(item.span.start, item.span.end).startsWith('.') ? `.${item.label}` : item.label,
    textEdit: { range: rangeOf(item.span), newText: item.newText },
  }));
}

const apiVersions = new WeakMap<Schema, readonly string[]>();

/** What the cluster serves in the version in force, of Kubernetes' own and of what the settings add. */
function apiVersionsOf({ workspace }: Session, { uri }: ManifestFile): readonly string[] {
  const { schema, settings } = viewFor(workspace, uri);
  if (!schema) return settings.helm.apiVersions;
  const served = schema.kinds().filter((kind) => kind.served);
  const known = apiVersions.get(schema) ?? [
    ...new Set([
      ...served.map(({ apiVersion }) => apiVersion),
      ...served.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`),
    ]),
  ];
  apiVersions.set(schema, known);
  return [...settings.helm.apiVersions, ...known];
}

export function chartHover(session: Session, file: ManifestFile, position: Position): Hover | undefined {
  const asked = askedOf(session, file, position);
  const hover = asked && hoverInChart(asked.view, asked.path, asked.offset, session.workspace.settings.locale);
  return hover && { contents: { kind: 'markdown', value: hover.markdown }, range: rangeIn(asked.text, hover.span) };
}

export interface ChartDefinition {
  readonly range: Range;
  readonly targets: Location[];
}

/** From a use to its definitions, from a definition to its uses. */
export function chartDefinition(session: Session, file: ManifestFile, position: Position): ChartDefinition | undefined {
  const found = nameOf(session, file, position);
  if (!found) return undefined;
  const { asked, name } = found;
  const isHere = ({ path, span }: ChartSite) =>
    path === asked.path && span.start <= asked.offset && asked.offset <= span.end;
  const sites = name.definitions.some(isHere) ? name.uses : name.definitions;
  return { range: rangeIn(asked.text, name.span), targets: locations(asked.view, sites) };
}

export function chartReferences(
  session: Session,
  file: ManifestFile,
  position: Position,
  withDefinitions: boolean,
): Location[] | undefined {
  const found = nameOf(session, file, position);
  if (!found) return undefined;
  const { definitions, uses } = found.name;
  return locations(found.asked.view, withDefinitions ? [...definitions, ...uses] : uses);
}

export interface ChartRenamable {
  readonly range: Range;
  readonly placeholder: string;
}

/** Undefined where nothing of a chart has a name. */
export function chartRenamable(
  session: Session,
  file: ManifestFile,
  position: Position,
): ChartRenamable | RenameRefusal | undefined {
  const found = nameOf(session, file, position);
  if (!found) return undefined;
  const refused = whyNot(found.asked.view, found.name);
  return refused ? { refused } : { range: rangeIn(found.asked.text, found.name.span), placeholder: found.name.name };
}

/** By the part of the chart that is edited, where the editor shows it: only all of them together leave the rendering as it is. */
export function chartRename(
  session: Session,
  file: ManifestFile,
  position: Position,
  newName: string,
): WorkspaceEdit | RenameRefusal | undefined {
  const found = nameOf(session, file, position);
  if (!found) return undefined;
  const { view } = found.asked;
  const edits = renameInChart(view, found.name, newName);
  if ('refused' in edits) return edits;
  const { locale } = session.workspace.settings;
  const byFile = new Map<string, TextDocumentEdit>();
  for (const { site, newText, group } of edits) {
    const [location] = locations(view, [site]);
    if (!location) continue;
    const textDocument = { uri: site.uri, version: session.open.get(site.uri) ?? null };
    const of = byFile.get(site.uri) ?? { textDocument, edits: [] };
    byFile.set(site.uri, of);
    of.edits.push({ range: location.range, newText, ...(session.client.annotatesEdits && { annotationId: group }) });
  }
  if (!session.client.annotatesEdits) {
    return { changes: Object.fromEntries([...byFile].map(([uri, { edits: own }]) => [uri, own])) };
  }
  const used = [...new Set(edits.map(({ group }) => group))];
  const annotations = used.map((group) => [
    group,
    { label: pick(groupWords[group], locale), needsConfirmation: false },
  ]);
  return { documentChanges: [...byFile.values()], changeAnnotations: Object.fromEntries(annotations) };
}

const groupWords: Readonly<Record<RenameGroup, Text>> = {
  values: text('values.yaml', 'values.yaml'),
  otherValues: text('other values files', '其他 values 文件'),
  templates: text('templates', '模板'),
  helpers: text('named templates', '命名模板'),
  schema: text('values.schema.json', 'values.schema.json'),
  chart: text('Chart.yaml', 'Chart.yaml'),
};

function nameOf(
  session: Session,
  file: ManifestFile,
  position: Position,
): { asked: Asked; name: ChartName } | undefined {
  const asked = askedOf(session, file, position);
  const name = asked && chartNameAt(asked.view, asked.path, asked.offset);
  return name && { asked, name };
}

function locations(view: ChartView, sites: readonly ChartSite[]): Location[] {
  const ranges = new Map<string, (span: Span) => Range>();
  return sites.flatMap(({ uri, path, span }) => {
    const { text, isPacked = false } = view.texts.get(path) ?? {};
    if (text === undefined || isPacked) return [];
    const rangeOf = ranges.get(path) ?? rangesIn(text);
    ranges.set(path, rangeOf);
    return [{ uri, range: rangeOf(span) }];
  });
}

/** The range of a span of a text. */
export const rangeIn = (text: string, span: Span): Range => rangesIn(text)(span);

/** The same for many spans: lines are counted once. */
function rangesIn(text: string): (span: Span) => Range {
  const starts = lineStartsOf(text);
  const at = (offset: number): Position => {
    const line = lastAtMost(starts, offset);
    return { line, character: offset - (starts[line] ?? 0) };
  };
  return ({ start, end }) => ({ start: at(start), end: at(end) });
}
