// What makes a scenario play something else than it says: times that cannot be read, steps that do nothing or say two things.
import type { Finding } from '../../finding.ts';
import type { FileFormat } from '../../formats/format.ts';
import { parseDuration } from '../../kubernetes/duration.ts';
import { fieldAt } from '../../schema/lookup.ts';
import { text } from '../../text.ts';
import { type ManifestDocument, treeOf } from '../../workspace/document.ts';
import { matchesOf, patternOf } from '../../workspace/pattern.ts';
import type { Node, Path, ScalarNode } from '../../yaml/nodes.ts';
import { keyOf, resolved } from '../../yaml/path.ts';

const remembered = new WeakMap<ManifestDocument, readonly Finding[]>();

/** The same value as before for the same document. */
export function scenarioFindings(document: ManifestDocument, format: FileFormat): readonly Finding[] {
  const known = remembered.get(document);
  if (known) return known;
  const { root } = treeOf(document);
  const findings = [...timeFindings(root, [], format), ...stepFindings(root)];
  remembered.set(document, findings);
  return findings;
}

function timeFindings(from: Node | undefined, path: Path, format: FileFormat): readonly Finding[] {
  const node = resolved(from);
  if (node?.type === 'mapping')
    return node.pairs.flatMap((pair) => timeFindings(pair.value, [...path, keyOf(pair)], format));
  if (node?.type === 'sequence')
    return node.items.flatMap(({ value }, at) => timeFindings(value, [...path, at], format));
  if (node?.type !== 'scalar') return [];
  const [is, ...words] = fieldAt(format.schema, format.kind, path)?.field?.markers ?? [];
  return is === 'time' && !isTime(node, words) ? [badTime(node, words)] : [];
}

function isTime({ source, value }: ScalarNode, words: readonly string[]): boolean {
  if (value === null || value === 0 || words.includes(source)) return true;
  return typeof value === 'string' && !source.startsWith('-') && 'nanoseconds' in parseDuration(source);
}

function badTime({ source, value, start, end }: ScalarNode, words: readonly string[]): Finding {
  const [also, zh] = words.length === 0 ? ['', ''] : [` or ${words.join(' or ')}`, `或 ${words.join('、')}`];
  const message = text(
    `"${source}" is no time, so the scenario cannot be played; write one such as 10s or 1m30s${also}`,
    `"${source}" 不是时间，场景无法播放；请写成 10s 或 1m30s 这样的形式${zh}`,
  );
  const span = { start, end };
  const fix = { title: text(`Change to "${source}s"`, `改为 "${source}s"`), preferred: true };
  return {
    code: 'bad-format',
    severity: 'error',
    span,
    message,
    ...(typeof value === 'number' && value > 0
      ? { fixes: [{ ...fix, edits: [{ span, newText: `${source}s` }] }] }
      : {}),
  };
}

const deeds = ['apply', 'kubectl', 'node', 'kubelet'];

function stepFindings(root: Node | undefined): readonly Finding[] {
  return matchesOf(root, patternOf('steps[*]')).flatMap((step) => {
    if (step.type !== 'mapping') return [];
    const [first, second] = step.pairs.filter((pair) => deeds.includes(keyOf(pair)));
    if (second && first)
      return [
        {
          code: 'bad-format',
          severity: 'error' as const,
          span: { start: second.key.start, end: second.key.end },
          message: text(
            `a step does one thing, here "${keyOf(first)}", so this has no effect; make it a step of its own`,
            `一个步骤只做一件事，此处为 "${keyOf(first)}"，因此这一项不起作用；请另写一个步骤`,
          ),
        },
      ];
    const [key] = step.pairs;
    if (first || !key || step.pairs.some((pair) => keyOf(pair) !== 'at')) return [];
    const message = text(
      'this step does nothing, so the scenario cannot be played; add apply, kubectl, node or kubelet',
      '此步骤什么也不做，场景无法播放；请添加 apply、kubectl、node 或 kubelet',
    );
    return [{ code: 'bad-format', severity: 'error' as const, span: { start: key.start, end: key.end }, message }];
  });
}
