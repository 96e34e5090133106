// What completion asks about the rest of the workspace. The answers come from core/workspace; a document alone has none.

export interface NameOffer {
  readonly name: string;
  /** Where it is from, such as the file; shown beside the name. */
  readonly from?: string;
  /** How many places name it. */
  readonly users?: number;
}

/** What other objects of a type have at a place: near ones first, then the usual. */
export interface Written {
  readonly keys: readonly WrittenKey[];
  readonly values: readonly Use[];
}

/** A string without characters, as it is written and shown. */
export const emptyString = '""';

export interface Use {
  readonly name: string;
  /** How many objects have the value, or how often the key is written. */
  readonly count: number;
  /** An object of the same name has it: the base of an overlay, the variant for another environment. */
  readonly isNear: boolean;
}

export interface WrittenKey extends Use {
  readonly holds: 'scalar' | 'mapping' | 'sequence';
}

export interface KindInUse {
  readonly apiVersion: string;
  readonly kind: string;
  readonly count: number;
}

export interface WorkspaceNames {
  /**
   * Objects of a type (`ConfigMap`, `apps/Deployment`). With a namespace, only those that may be in it: of that
   * namespace, or of none as long as the one who applies them chooses.
   */
  objects(type: string, namespace: string | undefined): readonly NameOffer[];
  /** Names by which objects of a type are referred to, whether the workspace has them or not. */
  mentioned(type: string): readonly NameOffer[];
  /** Names of volumes, containers and the like in other workloads: people name alike what is alike. */
  locals(what: 'volume' | 'container' | 'port' | 'claim'): readonly NameOffer[];
  /** What others name inside an object: keys of a ConfigMap or Secret, ports of a Service. */
  members(type: string, name: string, namespace: string | undefined): readonly NameOffer[];
  /** Keys of labels that pods carry; values for a key. */
  podLabelKeys(): readonly NameOffer[];
  podLabelValues(key: string): readonly NameOffer[];
  /** Names and numbers of the ports of pods which carry these labels; of all pods when there are none. */
  podPorts(labels: ReadonlyMap<string, string>): readonly NameOffer[];
  /** Container images, the most used first. */
  images(): readonly NameOffer[];
  /** Files, and folders with a kustomization, as paths from the file that asks. */
  paths(of: 'any' | 'folder'): readonly NameOffer[];
  /** Names of objects of whatever kind. */
  allObjectNames(): readonly NameOffer[];
  /** Objects that the kustomization builds, their images without tags, and the fields of those that are meant. */
  builtObjects(): readonly { readonly kind: string; readonly name: string }[];
  builtImages(): readonly NameOffer[];
  builtFieldPaths(wanted: { readonly kind?: string; readonly name?: string }): readonly NameOffer[];
  /**
   * @param at a path as patterns write it, `spec.rules[*].host`
   * @param name of the object that asks; empty while it has none
   */
  written(type: string, at: string, name: string): Written;
  /** What objects of the type and of its group have at a key, wherever it stands; in the items of its list with `[*]`. */
  writtenAnywhere(type: string, key: string): Written;
  /** Types of which there are objects, and how many. */
  kinds(): readonly KindInUse[];
}

export const noNames: WorkspaceNames = {
  objects: () => [],
  mentioned: () => [],
  locals: () => [],
  members: () => [],
  podLabelKeys: () => [],
  podLabelValues: () => [],
  podPorts: () => [],
  images: () => [],
  paths: () => [],
  allObjectNames: () => [],
  builtObjects: () => [],
  builtImages: () => [],
  builtFieldPaths: () => [],
  written: () => ({ keys: [], values: [] }),
  writtenAnywhere: () => ({ keys: [], values: [] }),
  kinds: () => [],
};
