// What a CustomResourceDefinition says about the objects of one of its versions. Judges nothing.
import type { KindInfo } from '../../schema/schema.ts';
import { type Draft, draftOf, isSet, objectAt, objectsAt, optionalObject, stringAt, stringsAt } from '../draft.ts';
import type { JsonObject } from '../types.ts';

/** One served version of a definition. */
export interface CustomResource {
  readonly kind: KindInfo;
  readonly schema: Draft;
  /** `spec.preserveUnknownFields`, of definitions that were made long ago. */
  readonly keepsUnknown: boolean;
  readonly hasStatus: boolean;
  /** The schema of the version that is stored, if it is another one and nothing converts between the two. */
  readonly stored?: Draft;
  readonly scale?: Draft;
  /** What the server warns of on each request. */
  readonly warning?: string;
}

const known = new WeakMap<JsonObject, readonly CustomResource[]>();

/** The custom resource that a manifest means, if one of the definitions has it. */
export function customResourceNamed(
  definitions: readonly JsonObject[],
  apiVersion: string,
  kind: string,
): CustomResource | undefined {
  for (const definition of definitions) {
    const found = customResourcesOf(definition).find(
      (one) => one.kind.apiVersion === apiVersion && one.kind.kind === kind,
    );
    if (found) return found;
  }
  return undefined;
}

/** The served versions of a definition, an object of kind CustomResourceDefinition as written or as stored. */
export function customResourcesOf(definition: JsonObject): readonly CustomResource[] {
  const before = known.get(definition);
  if (before) return before;
  const draft = draftOf(definition);
  const spec = stringAt(draft, 'apiVersion').endsWith('/v1beta1') ? currentSpec(draft) : objectAt(draft, 'spec');
  const made = objectsAt(spec, 'versions')
    .filter((version) => version['served'] === true)
    .map((version) => customResource(spec, version));
  known.set(definition, made);
  return made;
}

/**
 * The spec of a v1beta1 definition as v1 has it, with one schema for all versions and unknown fields kept
 * (apiextensions-apiserver pkg/apis/apiextensions/v1beta1/conversion.go and defaults.go, v1.36).
 */
function currentSpec(definition: Draft): Draft {
  const spec = objectAt(definition, 'spec');
  const version = spec['version'];
  const common = { schema: spec['validation'], subresources: spec['subresources'] };
  const alone = { name: version, served: true, storage: true };
  const versions = objectsAt(spec, 'versions');
  return {
    ...spec,
    preserveUnknownFields: spec['preserveUnknownFields'] !== false,
    versions: (versions.length > 0 ? versions : [alone]).map((one) => ({ ...common, ...one })),
  };
}

function customResource(spec: Draft, version: Draft): CustomResource {
  const subresources = objectAt(version, 'subresources');
  const scale = optionalObject(subresources, 'scale');
  const kind = kindOf(spec, version);
  const warning = deprecation(kind, version, spec);
  const stored = storedSchema(spec, version);
  return {
    kind,
    schema: schemaOf(version),
    keepsUnknown: spec['preserveUnknownFields'] === true,
    hasStatus: isSet(subresources, 'status'),
    ...(stored ? { stored } : {}),
    ...(scale ? { scale } : {}),
    ...(warning === undefined ? {} : { warning }),
  };
}

function kindOf(spec: Draft, version: Draft): KindInfo {
  const names = objectAt(spec, 'names');
  const group = stringAt(spec, 'group');
  const name = stringAt(version, 'name');
  return {
    apiVersion: `${group}/${name}`,
    group,
    version: name,
    kind: stringAt(names, 'kind'),
    plural: stringAt(names, 'plural'),
    namespaced: stringAt(spec, 'scope') === 'Namespaced',
    definition: '',
    shortNames: stringsAt(names, 'shortNames'),
    categories: stringsAt(names, 'categories'),
    subresources: Object.keys(objectAt(version, 'subresources')),
    served: true,
    creatable: true,
  };
}

const schemaOf = (version: Draft): Draft => objectAt(objectAt(version, 'schema'), 'openAPIV3Schema');

function storedSchema(spec: Draft, version: Draft): Draft | undefined {
  if (version['storage'] === true || stringAt(objectAt(spec, 'conversion'), 'strategy') === 'Webhook') return undefined;
  const stored = objectsAt(spec, 'versions').find((other) => other['storage'] === true);
  return stored && schemaOf(stored);
}

/** Names the newest version that is served and not deprecated, if it is newer. */
function deprecation(kind: KindInfo, version: Draft, spec: Draft): string | undefined {
  if (version['deprecated'] !== true) return undefined;
  const written = version['deprecationWarning'];
  if (typeof written === 'string') return written;
  const [newest] = objectsAt(spec, 'versions')
    .filter((other) => other['served'] === true && other['deprecated'] !== true)
    .map((other) => stringAt(other, 'name'))
    .filter((name) => compareVersions(name, kind.version) > 0)
    .sort((one, other) => compareVersions(other, one));
  const words = `${kind.apiVersion} ${kind.kind} is deprecated`;
  return newest === undefined ? words : `${words}; use ${kind.group}/${newest} ${kind.kind}`;
}

/** `version.CompareKubeAwareVersionStrings` of apimachinery: v2, v1, v2beta1, v1alpha1, then other names. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [versionRank(one), versionRank(other)];
  if (!first || !second)
    return Number(first !== undefined) - Number(second !== undefined) || (one < other ? 1 : one > other ? -1 : 0);
  const at = first.findIndex((part, place) => part !== second[place]);
  return at < 0 ? 0 : (first[at] ?? 0) - (second[at] ?? 0);
}

const STAGES = ['alpha', 'beta', ''];

function versionRank(name: string): number[] | undefined {
  const parts = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(name);
  return parts ? [STAGES.indexOf(parts[2] ?? ''), Number(parts[1]), Number(parts[3] ?? 0)] : undefined;
}
