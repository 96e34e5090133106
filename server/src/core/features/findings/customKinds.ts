// The CustomResourceDefinitions of the workspace that a document's objects are judged by. A document is tied to its own
// definitions only, so that an edit of one is felt by its instances and nobody else. It judges nothing.
import { type CustomResource, customResourceNamed } from '../../apiserver/customResources/definitions.ts';
import type { JsonObject } from '../../apiserver/types.ts';
import type { Schema } from '../../schema/schema.ts';
import { type ManifestDocument, objectsOf, perDocument } from '../../workspace/document.ts';
import { factsOf, type ObjectFact } from '../../workspace/facts.ts';
import type { Entry } from '../../workspace/index.ts';
import { onShelf } from '../../workspace/shelf.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { toPlain } from '../../yaml/plain.ts';

export const definitionType = 'apiextensions.k8s.io/CustomResourceDefinition';

/**
 * Definitions of the workspace that define a kind of the document's objects; built-in kinds need none. Of a definition
 * that is there more than once, as in folders of older versions or of tests, the one nearest to the file counts, and of
 * several as near the longest, which says most.
 */
export function definitionsFor(
  workspace: Workspace,
  schema: Schema,
  uri: string,
  document: ManifestDocument,
): readonly JsonObject[] {
  const foreign = factsOf(document).objects.filter(({ apiVersion, kind }) => !schema.kind(apiVersion, kind));
  if (foreign.length === 0) return [];
  const groups = foreign.map(({ type }) => groupOf(type));
  const nearest = definitionsOfGroups(workspace, uri, groups);
  const all = [...new Set(nearest.map((entry) => entry.document))].flatMap(definitionsIn);
  return all.filter((one) => foreign.some(({ apiVersion, kind }) => defined([one], apiVersion, kind)));
}

/** Where the definitions of API groups stand; of one that is there more than once, the one nearest to the file. */
export function definitionsOfGroups(
  { index }: Workspace,
  uri: string,
  groups: readonly string[],
): readonly Entry<ObjectFact>[] {
  const entries = onShelf(index.types, definitionType) ?? [];
  const named = entries.filter(({ fact }) => groups.some((group) => fact.name.endsWith(`.${group}`)));
  return named.filter((one) => !named.some((other) => isNearer(uri, other, one)));
}

function isNearer(uri: string, one: Entry<ObjectFact>, other: Entry<ObjectFact>): boolean {
  if (one.fact.name !== other.fact.name) return false;
  const closer = sharedFolders(uri, one.uri) - sharedFolders(uri, other.uri);
  return closer > 0 || (closer === 0 && one.document.text.length > other.document.text.length);
}

/** How many segments two addresses begin with alike; the same file is nearer than any neighbour. */
function sharedFolders(one: string, other: string): number {
  if (one === other) return Number.POSITIVE_INFINITY;
  const [mine, its] = [one.split('/'), other.split('/')];
  const differs = mine.findIndex((segment, at) => segment !== its[at]);
  return differs < 0 ? mine.length : differs;
}

/** A definition is named after its kind's plural and group: only those of the right group are read. */
function groupOf(type: string): string {
  return type.slice(0, type.lastIndexOf('/'));
}

export function defined(
  definitions: readonly JsonObject[],
  apiVersion: string,
  kind: string,
): CustomResource | undefined {
  return customResourceNamed(definitions, apiVersion, kind);
}

/** The definitions of a document, as they are written. */
export const definitionsIn = perDocument((document): readonly JsonObject[] =>
  objectsOf(document).flatMap(({ node, kind, group }) => {
    const plain = `${group}/${kind}` === definitionType ? toPlain(node).value : undefined;
    return typeof plain === 'object' && plain !== null && !Array.isArray(plain) ? [plain] : [];
  }),
);
