// The label at the cursor: its value, or its key, carried by pods and objects and asked for by selectors. What may share a
// namespace belongs together; a pair without one joins all namespaces. A key is that of the values which selectors ask for
// together.
import type { Span } from '../finding.ts';
import { factsOf, type LabelUse } from '../workspace/facts.ts';
import type { DocumentPlace } from '../workspace/file.ts';
import type { Entry } from '../workspace/index.ts';
import { siteOf, usesOfLabel, valuesOfLabel } from '../workspace/resolve.ts';
import type { Site } from '../workspace/site.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Name } from './names.ts';

export function labelNameAt(workspace: Workspace, { document, offset }: DocumentPlace): Name | undefined {
  const holds = ({ start, end }: Span) => start <= offset && offset <= end;
  const { labels, objects } = factsOf(document);
  const use = labels.find(({ span, keySpan }) => holds(span) || holds(keySpan));
  if (!use) return undefined;
  const namespace = objects[use.object]?.namespace;
  if (holds(use.keySpan)) return keyName(workspace, labels, use, namespace);
  const alike = alikeIn(workspace, use.key, use.value, namespace);
  const sites = (carried: boolean) =>
    alike.filter(({ fact }) => carried === isCarried(fact)).map((entry) => siteOf(workspace, entry, entry.fact.span));
  return { what: 'label', name: use.value, of: use.key, span: use.span, definitions: sites(true), uses: sites(false) };
}

function keyName(
  workspace: Workspace,
  labels: readonly LabelUse[],
  { key, value, keySpan }: LabelUse,
  namespace: string | undefined,
): Name {
  const here = labels.filter((use) => use.keySpan.start === keySpan.start && use.value !== '');
  const values = valuesTogether(workspace, key, here.length > 0 ? here.map((use) => use.value) : [value]);
  const alike = values.flatMap((one) => alikeIn(workspace, key, one, namespace));
  const sites = (carried: boolean) =>
    distinct(
      alike
        .filter(({ fact }) => carried === isCarried(fact))
        .map((entry) => siteOf(workspace, entry, entry.fact.keySpan)),
    );
  const [of = ''] = values;
  return { what: 'label key', name: key, of, values, span: keySpan, definitions: sites(true), uses: sites(false) };
}

/**
 * The values that expressions name beside one of these, and so on; all that there are where an expression asks for the key
 * alone. With another key for some of them it would select other pods.
 */
function valuesTogether(workspace: Workspace, key: string, from: readonly string[]): readonly string[] {
  const asked = usesOfLabel(workspace, key, '').map(({ document, fact }) => valuesOf(document, fact));
  if (asked.some((values) => values.length === 0)) return [...new Set([...valuesOfLabel(workspace, key), ''])];
  const together = new Set(from);
  for (let size = 0; size !== together.size; ) {
    size = together.size;
    for (const values of asked) {
      if (values.some((value) => together.has(value))) for (const value of values) together.add(value);
    }
  }
  return [...together];
}

/** Of the expression that this is of. */
function valuesOf(document: DocumentPlace['document'], { keySpan }: LabelUse): readonly string[] {
  return factsOf(document).labels.flatMap((use) =>
    use.keySpan.start === keySpan.start && use.role === 'expression' && use.value !== '' ? [use.value] : [],
  );
}

function distinct(sites: readonly Site[]): readonly Site[] {
  return [...new Map(sites.map((site) => [`${site.uri} ${site.index} ${site.span.start}`, site])).values()];
}

function isCarried({ role }: LabelUse): boolean {
  return role === 'label' || role === 'podLabel';
}

/** Uses of the same pair that may be about the same pods. */
function alikeIn(workspace: Workspace, key: string, value: string, namespace: string | undefined) {
  const all = usesOfLabel(workspace, key, value);
  // Objects are also selected from other namespaces.
  const isFar = (entry: Entry<LabelUse>) =>
    namespaceOf(entry) === undefined || entry.fact.role === 'objects' || entry.fact.role === 'namespaces';
  const isEverywhere = namespace === undefined || all.some(isFar);
  return isEverywhere ? all : all.filter((entry) => namespaceOf(entry) === namespace);
}

function namespaceOf({ document, fact }: Entry<LabelUse>): string | undefined {
  return factsOf(document).objects[fact.object]?.namespace;
}
