// Paths in a kustomization that lead nowhere, with the name that is near as a fix.
import type { Finding } from '../../finding.ts';
import { folderOf } from '../../kustomize/graph.ts';
import { type LostPatch, lostPatches } from '../../kustomize/patchTargets.ts';
import { type LostPath, lostPaths } from '../../kustomize/paths.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import { type Text, text } from '../../text.ts';
import type { ManifestDocument } from '../../workspace/document.ts';
import { filesOf, type Workspace } from '../../workspace/workspace.ts';

interface Remembered {
  readonly edition: Workspace['index']['edition'];
  readonly paths: Workspace['paths'];
  readonly findings: readonly Finding[];
}

const remembered = new WeakMap<ManifestDocument, Remembered>();

/** The same values as before while neither the workspace's files nor the disk's paths changed. */
export function pathFindings(workspace: Workspace, uri: string, document: ManifestDocument): readonly Finding[] {
  const { paths } = workspace;
  const { edition } = workspace.index;
  const known = remembered.get(document);
  if (known?.edition === edition && known.paths === paths) return known.findings;
  const findings = [
    ...lostPaths(workspace, uri, document).map((lost) => findingOf(workspace, uri, lost)),
    ...lostPatches(workspace, uri, document).map(patchFinding),
  ];
  remembered.set(document, { edition, paths, findings });
  return findings;
}

function findingOf(workspace: Workspace, uri: string, lost: LostPath): Finding {
  const { span } = lost;
  return {
    code: 'missing-path',
    severity: 'error',
    span,
    message: messageOf(lost),
    get fixes() {
      const near = lost.fault === 'absent' ? didYouMean(lost.path, pathsBelow(workspace, folderOf(uri))) : [];
      return near.map((path) => ({
        title: text(`change to "${path}"`, `改为 "${path}"`),
        edits: [{ span, newText: path }],
        ...(near.length === 1 ? { preferred: true } : {}),
      }));
    },
  };
}

function patchFinding({ span, kind, name, others }: LostPatch): Finding {
  const [near] = didYouMean(name, others);
  const hint = near === undefined ? text('', '') : text(`; there is "${near}"`, `；现有 "${near}"`);
  return {
    code: 'missing-patch-target',
    severity: 'error',
    span,
    message: text(
      `the patch is of ${kind} "${name}", which nothing here builds, so kustomize build fails${hint.en}`,
      `补丁针对 ${kind} "${name}"，但此处没有构建它，kustomize build 会失败${hint.zh}`,
    ),
  };
}

function messageOf({ path, fault }: LostPath): Text {
  return fault === 'absent'
    ? text(
        `no file or folder "${path}", so kustomize build fails; create it or correct the path`,
        `不存在文件或目录 "${path}"，kustomize build 会失败；请创建它或更正路径`,
      )
    : text(
        `the folder "${path}" has no kustomization.yaml, so kustomize build fails; add one, or name its files`,
        `目录 "${path}" 中没有 kustomization.yaml，kustomize build 会失败；请添加，或逐个写出其中的文件`,
      );
}

function pathsBelow(workspace: Workspace, folder: string): readonly string[] {
  const paths: string[] = [];
  for (const { uri } of filesOf(workspace)) {
    if (uri.startsWith(`${folder}/`)) paths.push(decodeURIComponent(uri.slice(folder.length + 1)));
  }
  return paths;
}
