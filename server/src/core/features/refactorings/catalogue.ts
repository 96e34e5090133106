// Every refactoring, in the order in which menus show them, and the question an editor asks: what can be done here?
import type { Fix } from '../../finding.ts';
import { graphOf, isPatchFile } from '../../kustomize/graph.ts';
import { kindOf, objectsOf, treeOf } from '../../workspace/document.ts';
import type { DocumentPlace, ManifestFile } from '../../workspace/file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { pathAt } from '../../yaml/cursor.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { applyEdits } from '../fixes.ts';
import { addProbes, addResources } from './complete-container.ts';
import { createReferenced } from './create-referenced.ts';
import { extractEnvToConfigMap, extractEnvToSecret } from './extract-env.ts';
import { generateCustomObject } from './generate-custom-object.ts';
import { generateHorizontalPodAutoscaler } from './generate-horizontal-pod-autoscaler.ts';
import { generateIngress } from './generate-ingress.ts';
import { generateNetworkPolicy } from './generate-network-policy.ts';
import { generatePodDisruptionBudget } from './generate-pod-disruption-budget.ts';
import { generateService } from './generate-service.ts';
import { generateServiceAccount } from './generate-service-account.ts';
import { mergeDocuments } from './merge-documents.ts';
import { mountEnvironment } from './mount-environment.ts';
import { moveContainer } from './move-container.ts';
import { moveDocument } from './move-document.ts';
import type { Refactoring } from './refactoring.ts';
import { restrictSecurityContext } from './restrict-security-context.ts';
import { secretDataToText, secretTextToData } from './secret-data.ts';
import { sortKeys } from './sort-keys.ts';
import { splitList } from './split-list.ts';
import { stripServerFields } from './strip-server-fields.ts';

const refactorings: readonly Refactoring[] = [
  extractEnvToConfigMap,
  extractEnvToSecret,
  secretDataToText,
  secretTextToData,
  addProbes,
  addResources,
  restrictSecurityContext,
  mountEnvironment,
  moveContainer,
  generateService,
  generateIngress,
  generateHorizontalPodAutoscaler,
  generatePodDisruptionBudget,
  generateNetworkPolicy,
  generateServiceAccount,
  generateCustomObject,
  createReferenced,
  stripServerFields,
  sortKeys,
  splitList,
  mergeDocuments,
  moveDocument,
];

export interface OfferedRefactoring {
  readonly refactoring: Refactoring;
  readonly fix: Fix;
}

/** What can be done at a place; nothing in a document that is broken or not ours. */
export function refactoringsAt(
  workspace: Workspace,
  file: ManifestFile,
  place: DocumentPlace,
): readonly OfferedRefactoring[] {
  const { index, document, offset } = place;
  const { root, problems } = treeOf(document);
  if (kindOf(document) !== 'manifest' || problems.some(({ severity }) => severity === 'error')) return [];
  const path = pathAt(root, offset)?.path ?? [];
  const resource = objectsOf(document).find(({ path: own }) => own.every((segment, depth) => path[depth] === segment));
  const at = { workspace, file, index, document, text: document.text, root, path, resource };
  return refactorings
    .filter(({ menu }) => menu !== 'generate' || !isPatchFile(graphOf(workspace), file.uri))
    .filter(({ kinds }) => !kinds || (resource?.group === '' && kinds.includes(resource.kind)))
    .flatMap((refactoring) => refactoring.offer(at).map((fix) => ({ refactoring, fix })))
    .filter(({ fix }) => staysSound(document.text, fix));
}

/** What is moved away may have held an anchor that others need, or need one itself. */
function staysSound(before: string, { edits }: Fix): boolean {
  const own = edits.filter(({ uri }) => uri === undefined);
  return !/&\S/.test(before) || own.length === 0 || parseDocument(applyEdits(before, own)).problems.length === 0;
}
