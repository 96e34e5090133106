// The schema with the custom resources that the workspace's CustomResourceDefinitions define: for those who look a place
// up. Findings keep to the plain schema and to customKinds.ts, so that an edit of a definition is felt by its instances
// only.
import { layerOf } from '../apiserver/customResources/layer.ts';
import type { JsonObject } from '../apiserver/types.ts';
import type { Descriptions } from '../schema/descriptions.ts';
import { extendDescriptions, extendSchema, joinLayers, type Layer, type Layers } from '../schema/extend.ts';
import type { Schema } from '../schema/schema.ts';
import type { ObjectFact } from '../workspace/facts.ts';
import type { Entry } from '../workspace/index.ts';
import { onShelf } from '../workspace/shelf.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { definitionsIn, definitionType } from './findings/customKinds.ts';

type Entries = readonly Entry<ObjectFact>[];

/** By the list of definitions, which stays the same value as long as no document with a definition changes. */
const layersOf = new WeakMap<Entries, Layers>();
const schemas = new WeakMap<Layers, WeakMap<Schema, Schema>>();

/** The schema itself where the workspace defines no kinds; else one that has them too, the same until one changes. */
export function schemaWithCustomKinds(workspace: Workspace, schema: Schema): Schema {
  const layers = layersIn(workspace);
  if (!layers) return schema;
  const extended = schemas.get(layers) ?? new WeakMap<Schema, Schema>();
  schemas.set(layers, extended);
  const made = extended.get(schema) ?? extendSchema(schema, layers);
  extended.set(schema, made);
  return made;
}

/**
 * For findings: the schema with just these definitions. Objects inside others are no whole objects to it, since the
 * server looks at no more of them than apiVersion, kind and metadata.
 */
export function schemaWithDefinitions(schema: Schema, definitions: readonly JsonObject[]): Schema {
  const layers = definitions.map(layerOf).map(withoutEmbedded);
  return extendSchema(schema, { all: () => layers, ofGroup: () => layers });
}

function withoutEmbedded(layer: Layer): Layer {
  const definitions = [...layer.definitions].map(([name, one]) => [name, { ...one, embedded: false }] as const);
  return { ...layer, definitions: new Map(definitions) };
}

/** What the authors of the workspace's definitions say, beside Kubernetes' own sentences. */
export function descriptionsWithCustomKinds(workspace: Workspace, descriptions: Descriptions): Descriptions {
  const layers = layersIn(workspace);
  return layers ? extendDescriptions(descriptions, layers) : descriptions;
}

const joined = new WeakMap<Layers, WeakMap<Layers, Layers>>();

/** What the workspace defines, and behind it what the catalogue knows. */
function layersIn(workspace: Workspace): Layers | undefined {
  const own = definedLayers(workspace);
  const { catalogue, settings } = workspace;
  if (!catalogue || !settings.catalogue) return own;
  if (!own) return catalogue;
  const before = joined.get(own) ?? new WeakMap<Layers, Layers>();
  joined.set(own, before);
  const both = before.get(catalogue) ?? joinLayers(own, catalogue);
  before.set(catalogue, both);
  return both;
}

function definedLayers({ index }: Workspace): Layers | undefined {
  const entries = onShelf(index.types, definitionType);
  if (!entries) return undefined;
  const layers = layersOf.get(entries) ?? makeLayers(entries);
  layersOf.set(entries, layers);
  return layers;
}

/** A definition is named after its kind's plural and group: only those of the right group are read. */
function makeLayers(entries: Entries): Layers {
  const read = (some: Entries) =>
    [...new Set(some.map((entry) => entry.document))].flatMap(definitionsIn).map((definition) => layerOf(definition));
  const groups = new Map<string, readonly Layer[]>();
  let all: readonly Layer[] | undefined;
  return {
    all() {
      all ??= read(entries);
      return all;
    },
    ofGroup(group) {
      const layers = groups.get(group) ?? read(entries.filter(({ fact }) => fact.name.endsWith(`.${group}`)));
      groups.set(group, layers);
      return layers;
    },
  };
}
