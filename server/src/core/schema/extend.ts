// A schema that knows more kinds than Kubernetes' own: what is not built in is asked of layers, each the kinds, types and
// sentences of one definition. Names of the layers' types begin with an apiVersion that has a group
// (`example.com/v1.Widget.spec`), which no built-in name does, so the two never meet. It knows no workspace.
import type { Descriptions } from './descriptions.ts';
import type { Definition, KindInfo, Schema } from './schema.ts';

export interface Layer {
  readonly kinds: readonly KindInfo[];
  readonly definitions: ReadonlyMap<string, Definition>;
  /** By definition: what its author says of the type and its fields. */
  readonly texts: ReadonlyMap<string, TypeTexts>;
}

export interface TypeTexts {
  readonly own?: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Asked when something is looked up, so that only what is needed is read. */
export interface Layers {
  all(): readonly Layer[];
  ofGroup(group: string): readonly Layer[];
}

/** The base, which wins, and what the layers add. */
export function extendSchema(base: Schema, layers: Layers): Schema {
  let kinds: readonly KindInfo[] | undefined;
  const added = (): readonly KindInfo[] => layers.all().flatMap((layer) => layer.kinds);
  return {
    version: base.version,
    kinds() {
      kinds ??= [...base.kinds(), ...firstOfEach(added()).filter((one) => !base.kind(one.apiVersion, one.kind))];
      return kinds;
    },
    kind: (apiVersion, name) => base.kind(apiVersion, name) ?? addedKind(layers, apiVersion, name),
    definition: (name) => (isAdded(name) ? addedDefinition(layers, name) : base.definition(name)),
    lifecycle: (apiVersion, name) => base.lifecycle(apiVersion, name),
    apiVersionsOf(name) {
      const ours = added().filter((one) => one.kind === name);
      return [...new Set([...base.apiVersionsOf(name), ...ours.map((one) => one.apiVersion)])];
    },
    gate: (name) => base.gate(name),
    get wellKnown() {
      return base.wellKnown;
    },
  };
}

/** Layers that come first win. */
export function joinLayers(first: Layers, second: Layers): Layers {
  return {
    all: () => [...first.all(), ...second.all()],
    ofGroup: (group) => [...first.ofGroup(group), ...second.ofGroup(group)],
  };
}

function firstOfEach(kinds: readonly KindInfo[]): readonly KindInfo[] {
  const seen = new Set<string>();
  return kinds.filter(({ apiVersion, kind }) => {
    const key = `${apiVersion}/${kind}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The layers' sentences for their own types, the base's for all others. */
export function extendDescriptions(base: Descriptions, layers: Layers): Descriptions {
  const textsOf = (name: string): TypeTexts | undefined =>
    layerWith(layers, name, (layer) => layer.texts.has(name))?.texts.get(name);
  return {
    definition: (name) => (isAdded(name) ? textsOf(name)?.own : base.definition(name)),
    field: (name, field) => (isAdded(name) ? textsOf(name)?.fields.get(field) : base.field(name, field)),
    value: (name, field, value) => (isAdded(name) ? undefined : base.value(name, field, value)),
  };
}

function isAdded(name: string): boolean {
  return name.includes('/');
}

function addedKind(layers: Layers, apiVersion: string, name: string): KindInfo | undefined {
  if (!apiVersion.includes('/')) return undefined;
  const kinds = layers.ofGroup(groupOf(apiVersion)).flatMap((layer) => layer.kinds);
  return kinds.find((one) => one.apiVersion === apiVersion && one.kind === name);
}

function addedDefinition(layers: Layers, name: string): Definition | undefined {
  return layerWith(layers, name, (layer) => layer.definitions.has(name))?.definitions.get(name);
}

function layerWith(layers: Layers, name: string, has: (layer: Layer) => boolean): Layer | undefined {
  return layers.ofGroup(groupOf(name)).find(has);
}

function groupOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}
