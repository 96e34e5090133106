// What a growing selection takes in, from the inside out: the word in its quotes, the value, the pair, the collection
// around, and so on to the document.
import type { Span } from '../finding.ts';
import { type ManifestDocument, treeOf } from '../workspace/document.ts';
import type { Node } from '../yaml/nodes.ts';

/** The spans around an offset, innermost first; each holds the one before it. */
export function selectionsAt(document: ManifestDocument, offset: number): readonly Span[] {
  const spans: Span[] = [{ start: 0, end: document.text.length }];
  const holds = ({ start, end }: Span) => start <= offset && offset <= end;
  const enter = (span: Span): void => {
    const around = spans.at(-1);
    if (around && (span.start !== around.start || span.end !== around.end))
      spans.push({ start: span.start, end: span.end });
  };
  const descend = (node: Node | undefined): void => {
    if (!node || !holds(node)) return;
    enter(node);
    if (node.type === 'mapping') {
      const pair = node.pairs.find(holds);
      if (!pair) return;
      enter(pair);
      if (holds(pair.key)) descend(pair.key);
      else descend(pair.value);
    } else if (node.type === 'sequence') {
      const item = node.items.find(holds);
      if (!item) return;
      enter(item);
      descend(item.value);
    } else if (node.type === 'scalar' && (node.style === 'single' || node.style === 'double')) {
      const inside = { start: node.start + 1, end: node.end - 1 };
      if (holds(inside)) enter(inside);
    }
  };
  descend(treeOf(document).root);
  return spans.reverse();
}
