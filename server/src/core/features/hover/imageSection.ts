// On an image: its parts, and which tags of it the workspace uses elsewhere.
import { type Locale, pick, text } from '../../text.ts';
import { type ManifestDocument, treeToRead } from '../../workspace/document.ts';
import { imageParts, imagesOf } from '../../workspace/images.ts';
import type { Site } from '../../workspace/site.ts';
import { filesOf, type Workspace } from '../../workspace/workspace.ts';
import { pathAt } from '../../yaml/cursor.ts';
import { placesText } from './sites.ts';

/** Looking further would take longer than one waits for a hover. */
const mostFiles = 2000;
const mostTags = 5;

interface At {
  readonly uri: string;
  readonly document: ManifestDocument;
  readonly offset: number;
}

/** Markdown; undefined elsewhere. */
export function imageSection(workspace: Workspace, at: At, locale: Locale): string | undefined {
  const place = pathAt(treeToRead(at.document).root, at.offset);
  if (place?.on !== 'value' || place.path.at(-1) !== 'image' || place.node?.type !== 'scalar') return undefined;
  const parts = imageParts(place.node.source);
  if (!parts) return undefined;
  const { registry, repository, tag, digest } = parts;
  const version = digest ?? tag ?? 'latest';
  const same = usesOf(workspace, registry, repository);
  const lines = [
    pick(text(`Registry \`${registry}\``, `仓库 \`${registry}\``), locale),
    pick(text(`image \`${repository}\``, `镜像 \`${repository}\``), locale),
    pick(text(`version \`${version}\``, `版本 \`${version}\``), locale),
  ].join(' · ');
  const tags = [...same].slice(0, mostTags).map(([other, sites]) => `- \`${other}\`: ${placesText(workspace, sites)}`);
  const isAlone = same.size <= 1 && [...same.values()].every((sites) => sites.length <= 1);
  return isAlone
    ? lines
    : `${lines}\n\n${pick(text('In this workspace:', '此工作区中：'), locale)}\n\n${tags.join('\n')}`;
}

/** By tag, those of the same repository. */
function usesOf(workspace: Workspace, registry: string, repository: string): ReadonlyMap<string, readonly Site[]> {
  const byTag = new Map<string, Site[]>();
  let left = mostFiles;
  for (const { uri, documents } of filesOf(workspace)) {
    if (left-- <= 0) break;
    for (const [index, document] of documents.entries()) {
      for (const { parts, span } of imagesOf(document)) {
        if (parts?.registry !== registry || parts.repository !== repository) continue;
        const version = parts.digest ?? parts.tag ?? 'latest';
        byTag.set(version, [...(byTag.get(version) ?? []), { uri, index, span }]);
      }
    }
  }
  return byTag;
}
