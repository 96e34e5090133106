// Patches that stand in a kustomization itself, as blocks of text: judged as parts of objects, like patches in files of
// their own, with each finding at its place in the block.
import type { Finding, Span } from '../../finding.ts';
import { documentOf, kindOf, type ManifestDocument, treeOf } from '../../workspace/document.ts';
import { matchesOf, patternOf } from '../../workspace/pattern.ts';
import { type FindingContext, findingsOf } from './findingsOf.ts';

interface Remembered {
  readonly context: FindingContext;
  readonly findings: readonly Finding[];
}

const remembered = new WeakMap<ManifestDocument, Remembered>();
const places = ['patches[*].patch', 'patchesStrategicMerge[*]', 'patchesJson6902[*].patch'];

/** @param context for parts of objects. @returns the same values as before for the same document and context */
export function inlinePatchFindings(document: ManifestDocument, context: FindingContext): readonly Finding[] {
  const known = remembered.get(document);
  if (known?.context === context) return known.findings;
  const { root } = treeOf(document);
  const findings = places
    .flatMap((place) => matchesOf(root, patternOf(place)))
    .flatMap((node) => (node.type === 'scalar' && node.style === 'literal' ? blockOf(document.text, node) : []))
    .flatMap((block) => findingsInBlock(block, context));
  remembered.set(document, { context, findings });
  return findings;
}

/** The block's own text, and where each of its lines begins in the document. */
interface Block {
  readonly text: string;
  readonly lines: readonly { readonly start: number; readonly outside: number }[];
}

function blockOf(text: string, { start, end }: Span): Block {
  const [, ...lines] = text.slice(start, end).split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  const inside: string[] = [];
  const starts: { start: number; outside: number }[] = [];
  let outside = text.indexOf('\n', start) + 1;
  let at = 0;
  for (const line of lines) {
    const own = line.slice(indent);
    starts.push({ start: at, outside: outside + Math.min(indent, line.length) });
    inside.push(own);
    at += own.length + 1;
    outside += line.length + 1;
  }
  return { text: inside.join('\n'), lines: starts };
}

/** Without fixes: their edits are of the block, whose lines are indented. */
function findingsInBlock({ text, lines }: Block, context: FindingContext): readonly Finding[] {
  const document = documentOf(text);
  if (kindOf(document) !== 'manifest') return [];
  const moved = (offset: number): number => {
    const line = lines.findLast(({ start }) => start <= offset) ?? { start: 0, outside: 0 };
    return line.outside + offset - line.start;
  };
  return findingsOf(document, context).map(({ code, severity, span, message, field }) => ({
    code,
    severity,
    span: { start: moved(span.start), end: moved(span.end) },
    message,
    ...(field === undefined ? {} : { field }),
  }));
}
