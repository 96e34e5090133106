// On a selector: which workloads its pods are of; on the labels of a pod template: who selects them.
import { type Locale, pick, text } from '../../text.ts';
import { type ManifestDocument, treeToRead } from '../../workspace/document.ts';
import { factsOf, type ObjectFact } from '../../workspace/facts.ts';
import type { Entry } from '../../workspace/index.ts';
import { siteOf } from '../../workspace/resolve.ts';
import { podSelectorsOf, selectorsTaking, workloadsTaken } from '../../workspace/selecting.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { pathAt } from '../../yaml/cursor.ts';
import { placesText } from './sites.ts';

interface At {
  readonly uri: string;
  readonly document: ManifestDocument;
  readonly offset: number;
}

/** Markdown; undefined elsewhere. */
export function selectorSection(workspace: Workspace, at: At, locale: Locale): string | undefined {
  const { document, offset } = at;
  const key = pathAt(treeToRead(document).root, offset);
  const value = key?.on === 'key' ? key.pair?.value : undefined;
  const selectors = podSelectorsOf(document);
  // The innermost one: an affinity's selector stands within no other, but a peer's may stand beside one.
  const selector =
    selectors.find(({ span }) => span.start === value?.start) ??
    selectors.filter(({ span }) => span.start <= offset && offset <= span.end).at(-1);
  if (selector) return selected(workspace, workloadsTaken(workspace, selector), locale);
  return key && key.path.at(-1) === 'labels' && key.on === 'key'
    ? selectedBy(workspace, at, key.path, locale)
    : undefined;
}

function selected(workspace: Workspace, workloads: readonly Entry<ObjectFact>[], locale: Locale): string {
  if (workloads.length === 0) return pick(text('Selects no pods of this workspace', '未选中此工作区中的 Pod'), locale);
  const sites = workloads.map((entry) => siteOf(workspace, entry, entry.fact.nameSpan));
  return pick(text('Selects the pods of ', '选中以下对象的 Pod：'), locale) + placesText(workspace, sites);
}

/** On `labels` of a template, or of a pod itself. */
function selectedBy(
  workspace: Workspace,
  { document, offset }: At,
  path: readonly (string | number)[],
  locale: Locale,
): string | undefined {
  const fact = factsOf(document).objects.find(({ span }) => span.start <= offset && offset <= span.end);
  const isPods = fact?.podLabels !== undefined && (path.includes('template') || fact.podLabels === fact.labels);
  const selectors = fact && isPods ? selectorsTaking(workspace, fact) : [];
  const others = selectors.filter((entry) => factsOf(entry.document).objects[entry.fact.object] !== fact);
  if (others.length === 0) return undefined;
  const sites = others.map((entry) => siteOf(workspace, entry, entry.fact.span));
  return pick(text('Selected by ', '被以下对象选中：'), locale) + placesText(workspace, sites);
}
