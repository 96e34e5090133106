// The container images that a document names. Read off its lines, so that a thousand files cost no trees: what stands behind
// `image:` in a text block counts, too.
import type { Span } from '../finding.ts';
import { type ManifestDocument, perDocument } from './document.ts';

export interface ImageUse {
  readonly image: string;
  readonly span: Span;
}

const line = /^[ \t]*(?:- +)?["']?image["']?: +["']?([\w./:@-]+)["']?[ \t]*(?:#.*)?\r?$/gm;

export const imagesOf: (document: ManifestDocument) => readonly ImageUse[] = perDocument(({ text }) =>
  text.includes('image')
    ? [...text.matchAll(line)].map((match) => {
        const [whole, image = ''] = match;
        const start = match.index + whole.lastIndexOf(image);
        return { image, span: { start, end: start + image.length } };
      })
    : [],
);
