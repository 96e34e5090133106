// Patches that stand in a kustomization itself, as blocks of text: judged as parts of objects, like patches in files of
// their own, with each finding at its place in the block.
import type { Finding } from '../../finding.ts';
import { documentOf, kindOf, type ManifestDocument, treeOf } from '../../workspace/document.ts';
import { matchesOf, patternOf } from '../../workspace/pattern.ts';
import { type Block, blockBelow, spanOutside } from '../../yaml/block.ts';
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
    .filter((node) => node.type === 'scalar' && node.style === 'literal')
    .map((node) => blockBelow(document.text, node.start))
    .flatMap((block) => findingsInBlock(block, context));
  remembered.set(document, { context, findings });
  return findings;
}

/** Without fixes: a patch is mended where it is seen with its target. */
function findingsInBlock(block: Block, context: FindingContext): readonly Finding[] {
  const document = documentOf(block.text);
  if (kindOf(document) !== 'manifest') return [];
  return findingsOf(document, context).map(({ code, severity, span, message, field }) => ({
    code,
    severity,
    span: spanOutside(block, span),
    message,
    ...(field === undefined ? {} : { field }),
  }));
}
