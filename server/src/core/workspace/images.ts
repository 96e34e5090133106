// The container images that a document names. Read off its lines, so that a thousand files cost no trees: what stands behind
// `image:` in a text block counts, too.
import type { Span } from '../finding.ts';
import { type ManifestDocument, perDocument } from './document.ts';

export interface ImageParts {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** With `library/` where Docker's own are meant. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** What an image's name says; undefined for what is no image. */
export function imageParts(image: string): ImageParts | undefined {
  const match = /^([a-z0-9][\w./-]*?(?::\d+\/[\w./-]+?)?)(?::([\w][\w.-]{0,127}))?(?:@([\w+.-]+:[0-9a-fA-F]+))?$/.exec(
    image,
  );
  const [, name, tag, digest] = match ?? [];
  if (name === undefined) return undefined;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const registry = hasRegistry ? first.replace(/^index\.docker\.io$/, 'docker.io') : 'docker.io';
  const path = hasRegistry ? name.slice(slash + 1) : name;
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  return { registry, repository, ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) };
}

export interface ImageUse {
  readonly image: string;
  readonly span: Span;
  readonly parts: ImageParts | undefined;
}

const line = /^[ \t]*(?:- +)?["']?image["']?: +["']?([\w./:@-]+)["']?[ \t]*(?:#.*)?\r?$/gm;

export const imagesOf: (document: ManifestDocument) => readonly ImageUse[] = perDocument(({ text }) =>
  text.includes('image')
    ? [...text.matchAll(line)].map((match) => {
        const [whole, image = ''] = match;
        const start = match.index + whole.lastIndexOf(image);
        return { image, span: { start, end: start + image.length }, parts: imageParts(image) };
      })
    : [],
);
