// What can be done about findings whose rules only know that something is wrong: the refactoring that makes it right, and a
// version of the image that others in the workspace run. Asked for at the cursor only, so none of it costs while judging.
import type { Finding, Fix } from '../finding.ts';
import { text } from '../text.ts';
import { objectsOf } from '../workspace/document.ts';
import type { DocumentPlace, ManifestFile } from '../workspace/file.ts';
import { imagesOf } from '../workspace/images.ts';
import { filesOf, type Workspace } from '../workspace/workspace.ts';
import { refactoringsAt } from './refactorings/catalogue.ts';

/** By the finding's code: which refactoring does what it asks for. */
export const refactoringOf: Readonly<Record<string, string>> = {
  'secret-in-env': 'extract-env-to-secret',
  'deployment-without-disruption-budget': 'generate-pod-disruption-budget',
  'statefulset-without-disruption-budget': 'generate-pod-disruption-budget',
  'pod-without-network-policy': 'generate-network-policy',
  'pss-capabilities': 'restrict-security-context',
  'pss-drop-all-capabilities': 'restrict-security-context',
  'pss-privilege-escalation': 'restrict-security-context',
  'pss-run-as-non-root': 'restrict-security-context',
  'pss-seccomp-profile-set': 'restrict-security-context',
  'pod-security-admission': 'restrict-security-context',
};

/** Fixes beside those that the finding has itself. */
export function fixesElsewhere(
  workspace: Workspace,
  file: ManifestFile,
  place: DocumentPlace,
  finding: Finding,
): readonly Fix[] {
  if (finding.code === 'latest-tag') return versionsInUse(workspace, place, finding);
  const id = refactoringOf[finding.code];
  if (id === undefined) return [];
  const head = objectsOf(place.document).find(({ node }) => holds(node, finding.span.start))?.node.start;
  const offsets = [finding.span.start, ...(head === undefined ? [] : [head])];
  for (const offset of offsets) {
    const found = refactoringsAt(workspace, file, { ...place, offset }).filter(
      ({ refactoring }) => refactoring.id === id,
    );
    if (found.length > 0) return found.map(({ fix }) => fix);
  }
  return [];
}

function holds({ start, end }: Finding['span'], offset: number): boolean {
  return start <= offset && offset <= end;
}

const mostVersions = 3;
/** Looking further would take longer than one waits for a light bulb. */
const mostFiles = 2000;

/** Fixed versions of the same image, the most used first. */
function versionsInUse(workspace: Workspace, { document }: DocumentPlace, { span }: Finding): readonly Fix[] {
  const here = imagesOf(document).find((use) => holds(span, use.span.start));
  const wanted = here?.parts;
  if (!here || !wanted) return [];
  const counts = new Map<string, number>();
  let left = mostFiles;
  for (const { documents } of filesOf(workspace)) {
    if (left-- <= 0) break;
    for (const { image, parts } of documents.flatMap((one) => imagesOf(one))) {
      if (parts?.registry !== wanted.registry || parts.repository !== wanted.repository) continue;
      const isFixed = parts.digest !== undefined || (parts.tag !== undefined && parts.tag !== 'latest');
      if (isFixed) counts.set(image, (counts.get(image) ?? 0) + 1);
    }
  }
  const usual = [...counts].sort(([, a], [, b]) => b - a).slice(0, mostVersions);
  return usual.map(([image]) => ({
    title: text(`Use "${image}", as elsewhere in this workspace`, `使用 "${image}"，与此工作区中其他位置一致`),
    edits: [{ span: here.span, newText: image }],
  }));
}
