// Which known format, other than a manifest, a document of a file has: by its content, and for the files that their
// tools find by name also by that.
import type { FileFormat } from '../formats/format.ts';
import { formatOfName } from '../formats/formatOfFile.ts';
import { kustomizationFormat } from '../formats/kustomization.data.ts';
import { kindOf, type ManifestDocument } from './document.ts';

/** Undefined for manifests, templates and other people's files. */
export function fileFormatOf(uri: string, document: ManifestDocument): FileFormat | undefined {
  const named = formatOfName(uri);
  if (named?.id === 'settings' || named?.id === 'scenario') return named;
  const kind = kindOf(document);
  if (kind === 'kustomization') return kustomizationFormat;
  return kind === 'empty' || kind === 'started' || kind === 'foreign' ? named : undefined;
}
