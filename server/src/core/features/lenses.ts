// Code lenses: above each workload, what can be done with it. They name commands of the extension, and run nothing.
import type { Span } from '../finding.ts';
import { podTemplatePath } from '../kubernetes/podTemplatePath.ts';
import { type Text, text } from '../text.ts';
import { type ManifestDocument, objectsOf, perDocument } from '../workspace/document.ts';

export interface Lens {
  readonly span: Span;
  readonly title: Text;
  readonly command: 'simulate';
}

export const lensesOf: (document: ManifestDocument) => readonly Lens[] = perDocument((document) =>
  objectsOf(document)
    .filter(({ kind }) => podTemplatePath(kind) !== undefined)
    .map(({ node }) => ({
      span: { start: node.start, end: node.start },
      title: text('▶ Simulate', '▶ 模拟'),
      command: 'simulate' as const,
    })),
);
