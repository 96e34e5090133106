// Hints behind what a manifest leaves to be looked up: which workloads a selector takes, which number a named port is.
// They say what hover and definition say in full.
import { type Text, text, verbatim } from '../text.ts';
import type { ManifestDocument } from '../workspace/document.ts';
import { factsOf, type LabelUse, type ObjectFact } from '../workspace/facts.ts';
import { containerPortNumber, portUsesOf } from '../workspace/ports.ts';
import { podsSelected } from '../workspace/resolve.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface InlayHint {
  /** Of the document; the hint stands behind it. */
  readonly offset: number;
  readonly label: Text;
}

const mostNamed = 2;

export function inlayHintsOf(workspace: Workspace, document: ManifestDocument): readonly InlayHint[] {
  return [...selectorHints(workspace, document), ...portHints(workspace, document)];
}

/** Behind the last pair of each selector of an object that makes no pods itself: its own template is no news. */
function selectorHints(workspace: Workspace, document: ManifestDocument): readonly InlayHint[] {
  const { objects, labels } = factsOf(document);
  return objects.flatMap((object, number) => {
    const pairs = labels.filter((use) => use.object === number && use.role === 'pods');
    const last = pairs.at(-1);
    if (!last || object.podLabels !== undefined || hasSeveralSelectors(pairs)) return [];
    const selector = Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
    const names = podsSelected(workspace, selector, object.namespace).map(({ fact }) => nameOf(fact));
    return names.length === 0 ? [] : [{ offset: last.span.end, label: verbatim(` → ${listed(names)}`) }];
  });
}

/** A policy selects in several places; which pairs belong together the facts do not say. */
function hasSeveralSelectors(pairs: readonly LabelUse[]): boolean {
  return new Set(pairs.map(({ key }) => key)).size < pairs.length;
}

function nameOf({ kind, name }: ObjectFact): string {
  return `${kind}/${name}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).join(', ');
  return names.length > mostNamed ? `${shown} +${names.length - mostNamed}` : shown;
}

function portHints(workspace: Workspace, document: ManifestDocument): readonly InlayHint[] {
  return portUsesOf(document).flatMap((use) => {
    if (/^\d+$/.test(use.port)) return [];
    const numbers = podsSelected(workspace, use.selector, use.namespace).flatMap(
      ({ document: other, fact }) => containerPortNumber(other, fact.span.start, use.port) ?? [],
    );
    const distinct = [...new Set(numbers)];
    return distinct.length === 0
      ? []
      : [{ offset: use.span.end, label: text(` = ${distinct.join(', ')}`, ` = ${distinct.join('、')}`) }];
  });
}
