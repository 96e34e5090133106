// The label at the cursor: its value, or its key, carried by pods and objects and asked for by selectors. What may share a
// namespace belongs together; a pair without one joins all namespaces.
import type { Span } from '../finding.ts';
import { factsOf, type LabelUse } from '../workspace/facts.ts';
import type { DocumentPlace } from '../workspace/file.ts';
import type { Entry } from '../workspace/index.ts';
import { siteOf, usesOfLabel } from '../workspace/resolve.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Name } from './names.ts';

export function labelNameAt(workspace: Workspace, { document, offset }: DocumentPlace): Name | undefined {
  const holds = ({ start, end }: Span) => start <= offset && offset <= end;
  const { labels, objects } = factsOf(document);
  const use = labels.find(({ span, keySpan }) => holds(span) || holds(keySpan));
  if (!use) return undefined;
  const alike = alikeIn(workspace, use, objects[use.object]?.namespace);
  const isKey = holds(use.keySpan);
  const spanOf = (fact: LabelUse) => (isKey ? fact.keySpan : fact.span);
  const sites = (carried: boolean) =>
    alike
      .filter(({ fact }) => carried === (fact.role === 'label' || fact.role === 'podLabel'))
      .map((entry) => siteOf(workspace, entry, spanOf(entry.fact)));
  return {
    what: isKey ? 'label key' : 'label',
    name: isKey ? use.key : use.value,
    of: isKey ? use.value : use.key,
    span: spanOf(use),
    definitions: sites(true),
    uses: sites(false),
  };
}

/** Uses of the same pair that may be about the same pods. */
function alikeIn(workspace: Workspace, { key, value }: LabelUse, namespace: string | undefined) {
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

/**
 * Whether selectors speak of the key in a way that holds for other values, too, or for none: with another key for one value
 * they would select other pods.
 */
export function isKeyOfExpressions(workspace: Workspace, key: string, value: string): boolean {
  return usesOfLabel(workspace, key, '').some(({ document, fact }) => {
    const uses = factsOf(document).labels.filter(({ keySpan }) => keySpan.start === fact.keySpan.start);
    const values = uses.filter((use) => use.role === 'expression' && use.value !== '');
    return values.length !== 1 || values[0]?.value !== value;
  });
}
