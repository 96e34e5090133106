// What a kind's file says: how objects of the kind point at others, as data. From it alone come definition, references,
// rename, completion of names and keys, and what dangles. Paths are dotted, `[*]` stands for every item.
// What the schema says already (fields, types, scope) is not repeated.

export interface KindFacts {
  /** `ConfigMap` for the core group, `apps/Deployment` for others: no version, they are the same object. */
  readonly type: string;
  /** Groups under which the same objects were served once. */
  readonly formerGroups?: readonly string[];
  /** Defined by a CustomResourceDefinition: tools that know Kubernetes' own kinds do not follow its references. */
  readonly isCustom?: boolean;
  /** Where the pod is that it is or makes; `''` for the object itself. The pod's own references come with it. */
  readonly podTemplate?: string;
  readonly references?: readonly ReferenceFact[];
  readonly selectors?: readonly SelectorFact[];
  /** What other objects name inside it: the keys of a ConfigMap, the ports of a Service. */
  readonly members?: readonly MemberFact[];
  /** Names that refer to something within the same object. */
  readonly locals?: readonly LocalFact[];
  /** Ports of the pods that it selects, by name or number. */
  readonly selectedPorts?: readonly { readonly path: string; readonly selector: string }[];
  /** Lists of rules that allow what may be done to objects, some of them by name. */
  readonly permissions?: string;
  /** Its name is made of what it says elsewhere, so it cannot be called otherwise alone. */
  readonly nameFollows?: boolean;
  /** Objects of the kind that every cluster has, so that nobody writes them. */
  readonly provided?: readonly RegExp[];
}

export interface ReferenceFact {
  /** The mapping that holds the parts below; `''` for the object (or the pod's spec) itself. */
  readonly at: string;
  /** Below `at`: the target's name. */
  readonly name: string;
  /** The target's type, or those that may be meant by the value of `kind`; `otherwise` is the kind where none is written. */
  readonly to: string | { readonly kind: string; readonly types: readonly string[]; readonly otherwise?: string };
  /** Below `at`: the target's namespace; without it, the object's own. */
  readonly namespace?: string;
  /** Below `at`: names of the target's members. */
  readonly members?: readonly string[];
  /** Below `at`: `true` there says that the target may be missing. */
  readonly optional?: string;
  /** The target is usually made by something else (a controller, the cloud, another repository). */
  readonly elsewhere?: boolean;
}

export interface MemberFact {
  readonly path: string;
  /** Whether the keys of the mapping at `path` are the names, or the scalar there. */
  readonly by: 'key' | 'value';
  /** What the value has to be; one that is not leaves open what the object has. */
  readonly form?: 'number';
  /** What stands there is not for everybody's eyes. */
  readonly isSecret?: boolean;
}

export interface SelectorFact {
  readonly path: string;
  /** `labels`: plain pairs. `labelSelector`: `matchLabels` and `matchExpressions`. */
  readonly form: 'labels' | 'labelSelector';
  readonly selects: 'pods' | 'namespaces' | 'objects';
}

export interface LocalFact {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Below `within`: numbers that may be meant in place of names. */
  readonly numbers?: string;
  /** Beside the pod's spec, in its metadata: what names it, too. */
  readonly fromMetadata?: readonly string[];
  /** Both lie below the same item of this path; `''`: anywhere in the object. */
  readonly within: string;
  readonly what: 'volume' | 'container' | 'port' | 'claim';
}

/** The mapping at the path names its target by `name`. */
export function named(at: string, to: string, more: Partial<ReferenceFact> = {}): ReferenceFact {
  return { at, name: 'name', to, ...more };
}

/** The value at the path is the target's name; the path may end in a key in brackets, `labels[a.b/c]`. */
export function nameAt(path: string, to: string, more: Partial<ReferenceFact> = {}): ReferenceFact {
  const cut = path.endsWith(']') ? path.lastIndexOf('[') : path.lastIndexOf('.');
  return { at: path.slice(0, Math.max(0, cut)), name: path.slice(Math.max(0, cut)).replace(/^\./, ''), to, ...more };
}

/** A secret named together with its namespace, as volumes of a cluster's administrator do. */
export function secretWithNamespace(at: string): ReferenceFact {
  return named(at, 'Secret', { namespace: 'namespace' });
}
