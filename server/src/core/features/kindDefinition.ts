// From an object of a kind that a CustomResourceDefinition of the workspace defines to the place there that defines what
// the cursor is on: the kind, the version, or the property of the schema that a field is. Nothing for built-in kinds.
import type { Span } from '../finding.ts';
import type { Resource } from '../kubernetes/resource.ts';
import { objectsOf, treeOf } from '../workspace/document.ts';
import type { ObjectFact } from '../workspace/facts.ts';
import type { DocumentPlace, ManifestFile } from '../workspace/file.ts';
import type { Entry } from '../workspace/index.ts';
import { siteOf } from '../workspace/resolve.ts';
import type { Site } from '../workspace/site.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type PlaceAtOffset, pathAt } from '../yaml/cursor.ts';
import type { Node, Path } from '../yaml/nodes.ts';
import { nodeAt, placeAt, resolved } from '../yaml/path.ts';
import { definitionsOfGroups } from './findings/customKinds.ts';

export interface DefinedPlace {
  /** What the cursor is on: a key, or the value of `kind` or `apiVersion`. */
  readonly span: Span;
  readonly site: Site;
}

/** Where what stands at a place is defined; undefined where no definition in the workspace says so. */
export function kindDefinitionAt(
  workspace: Workspace,
  file: ManifestFile,
  { document, offset }: DocumentPlace,
): DefinedPlace | undefined {
  const at = pathAt(treeOf(document).root, offset);
  const object = at && objectsOf(document).findLast(({ path }) => path.every((step, depth) => at.path[depth] === step));
  if (!at?.node || !object || object.group === '') return undefined;
  const within = at.path.slice(object.path.length);
  const isHead = within.length === 1 && (within[0] === 'kind' || within[0] === 'apiVersion');
  if (at.on !== 'key' && !(isHead && at.on === 'value')) return undefined;
  for (const entry of definitionsOfGroups(workspace, file.uri, [object.group])) {
    const place = definedIn(entry, object, within, isHead);
    if (place) return { span: spanOf(at), site: siteOf(workspace, entry, place) };
  }
  return undefined;
}

function spanOf({ node }: PlaceAtOffset): Span {
  return { start: node?.start ?? 0, end: node?.end ?? 0 };
}

/** The place in the definition; undefined if it is another kind's, or says nothing of the field. */
function definedIn({ document, fact }: Entry<ObjectFact>, object: Resource, within: Path, isHead: boolean) {
  const definition = objectsOf(document).find(({ node }) => node.start === fact.span.start)?.node;
  const kind = nodeAt(definition, ['spec', 'names', 'kind']);
  if (!definition || wordOf(kind) !== object.kind) return undefined;
  if (isHead && within[0] === 'kind') return kind && plain(kind);
  const version = versionOf(definition, object.apiVersion.slice(object.group.length + 1));
  if (isHead) return version && plain(nodeAt(version, ['name']) ?? version);
  const schema =
    nodeAt(version, ['schema', 'openAPIV3Schema']) ?? nodeAt(definition, ['spec', 'validation', 'openAPIV3Schema']);
  return propertyIn(schema, within);
}

/** The item of `spec.versions`; definitions of long ago may have none. */
function versionOf(definition: Node, name: string): Node | undefined {
  const versions = resolved(nodeAt(definition, ['spec', 'versions']));
  const items = versions?.type === 'sequence' ? versions.items : [];
  return items.map(({ value }) => value).find((value) => wordOf(nodeAt(value, ['name'])) === name);
}

/** Down the schema, as far as fields have names there: values of a map and items of a list have one schema for all. */
function propertyIn(schema: Node | undefined, path: Path): Span | undefined {
  let current = schema;
  let key: Span | undefined;
  for (const step of path) {
    const place = typeof step === 'string' ? placeAt(current, ['properties', step]) : placeAt(current, ['items']);
    const found = place ?? placeAt(current, ['additionalProperties']);
    if (!found) return undefined;
    key = place?.pair && typeof step === 'string' ? place.pair.key : found.pair?.key;
    current = found.node;
  }
  return key && plain(key);
}

function wordOf(node: Node | undefined): string | undefined {
  const value = resolved(node);
  return value?.type === 'scalar' ? value.source : undefined;
}

function plain({ start, end }: Span): Span {
  return { start, end };
}
