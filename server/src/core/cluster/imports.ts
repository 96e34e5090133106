// What a workspace lacks and the user's cluster may have: objects that its files refer to, definitions of the custom
// resources that it uses. And what comes back, as documents to keep: without what the cluster filled in, Secrets without
// their values unless they are wanted.
import { defined, definitionsFor } from '../features/findings/customKinds.ts';
import { kindName, targetOf } from '../features/findings/missingTarget.ts';
import { afterSteps } from '../features/refactorings/steps.ts';
import { strippingSteps } from '../features/refactorings/strip-server-fields.ts';
import { withTopKeysSorted } from '../features/topKeys.ts';
import { resourcesOf } from '../kubernetes/resource.ts';
import { factsOf } from '../workspace/facts.ts';
import type { ManifestFile } from '../workspace/file.ts';
import { filesOf, type Workspace } from '../workspace/workspace.ts';
import { parseDocument } from '../yaml/parse.ts';
import { type ClusterName, definitionType } from './calls.ts';
import { isSecret, maskingSteps } from './secretMasks.ts';

/** Objects that the file refers to and the workspace does not have. Of a reference to one of several kinds, each. */
export function missingObjects(workspace: Workspace, file: ManifestFile): readonly ClusterName[] {
  const missing = file.documents.flatMap((document) =>
    factsOf(document).references.flatMap((reference): readonly ClusterName[] => {
      const target = targetOf(workspace, file.uri, reference);
      if (!target || !('missing' in target) || reference.name === '') return [];
      const { name, namespace } = reference;
      return reference.types.map((type) => ({
        type: typeName(type),
        name,
        ...(namespace !== undefined && { namespace }),
      }));
    }),
  );
  return [...new Map(missing.map((one) => [JSON.stringify(one), one])).values()];
}

/** `apps/Deployment` as kubectl takes it: `Deployment.apps`. */
function typeName(type: string): string {
  const group = type.includes('/') ? type.slice(0, type.lastIndexOf('/')) : '';
  return group === '' ? kindName(type) : `${kindName(type)}.${group}`;
}

export interface CustomKind {
  readonly group: string;
  readonly kind: string;
}

/** Kinds of the workspace's objects that neither Kubernetes nor the workspace defines. */
export function undefinedKinds(workspace: Workspace): readonly CustomKind[] {
  const { schema } = workspace;
  if (!schema) return [];
  const kinds = new Map<string, CustomKind>();
  for (const file of filesOf(workspace)) {
    for (const document of file.documents) {
      for (const { apiVersion, kind, type } of factsOf(document).objects) {
        const group = type.slice(0, Math.max(0, type.lastIndexOf('/')));
        // Groups of definitions have a dot.
        if (!group.includes('.') || kinds.has(type) || schema.lifecycle(apiVersion, kind)) continue;
        const definitions = definitionsFor(workspace, schema, file.uri, document);
        if (!defined(definitions, apiVersion, kind)) kinds.set(type, { group, kind });
      }
    }
  }
  return [...kinds.values()];
}

/** Those of the printed definitions that define one of the kinds. */
export function definitionsNamed(output: string, kinds: readonly CustomKind[]): readonly ClusterName[] {
  return output.split('\n').flatMap((line) => {
    const [name = '', group, kind] = line.trim().split(/\s+/);
    return kinds.some((wanted) => wanted.group === group && wanted.kind === kind)
      ? [{ type: definitionType, name }]
      : [];
  });
}

/** What a person types to name an object: `deployment/web`, `deploy web -n shop`, with `kubectl get` before it or not. */
export function objectNamed(words: string): ClusterName | undefined {
  const [, type, name, , namespace] =
    /^(?:kubectl\s+)?(?:get\s+)?([A-Za-z][\w.-]*)[/\s]\s*([a-z0-9][\w.:-]*)(\s+(?:-n|--namespace)[\s=]\s*([a-z0-9][a-z0-9-]*))?\s*$/.exec(
      words.trim(),
    ) ?? [];
  if (type === undefined || name === undefined) return undefined;
  return { type, name, ...(namespace !== undefined && { namespace }) };
}

export interface Imported {
  /** One document for each object that was there, to be appended to others. */
  readonly text: string;
  readonly objects: readonly { readonly kind: string; readonly name: string }[];
}

/** @param showsSecrets whether the values of Secrets are kept */
export function importedFrom(outputs: readonly string[], showsSecrets: boolean): Imported {
  const there = outputs.filter((output) => output.trim() !== '');
  const objects = there.flatMap((output) => resourcesOf(parseDocument(output).root));
  const text = there.map((output) => `---\n${keptText(output, showsSecrets)}`).join('');
  return { text, objects: objects.map(({ kind, name }) => ({ kind, name })) };
}

export function holdsSecret(output: string): boolean {
  return isSecret(parseDocument(output).root);
}

function keptText(output: string, showsSecrets: boolean): string {
  const { root } = parseDocument(output);
  const masking = showsSecrets ? [] : maskingSteps(root);
  const stripping = resourcesOf(root).flatMap((resource) => strippingSteps({ resource, root }));
  const text = withTopKeysSorted(afterSteps(output, [...masking, ...stripping]));
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** For a file of their own: `configmap-settings.yaml`. */
export function fileNameFor(objects: Imported['objects']): string {
  const [first] = objects;
  if (!first) return 'imported.yaml';
  const name = `${first.kind}-${first.name}`.toLowerCase().replaceAll(/[^a-z0-9.-]/g, '-');
  return objects.length === 1 ? `${name}.yaml` : 'imported.yaml';
}
