// The shape of the schema as the rest of the core sees it: kinds, definitions and fields of one Kubernetes minor.
// Structure only; sentences are another, lazily loaded value (`Descriptions`). Source of the facts: Kubernetes' own
// generated OpenAPI definitions, see server/schemas/README.md.

export interface Schema {
  /** `1.36` */
  readonly version: string;
  kinds(): readonly KindInfo[];
  /** Also `v1` `List` and the list kinds (`PodList`), which `kinds()` does not name. */
  kind(apiVersion: string, kind: string): KindInfo | undefined;
  definition(name: string): Definition | undefined;
  /** Of any built-in type, also one that this version no longer has (`extensions/v1beta1` `Deployment`). */
  lifecycle(apiVersion: string, kind: string): Lifecycle | undefined;
  /** Every apiVersion under which any version of the bundle, or any release before, had this kind. */
  apiVersionsOf(kind: string): readonly string[];
  gate(name: string): FeatureGate | undefined;
  readonly wellKnown: WellKnown;
}

export interface FeatureGate {
  readonly name: string;
  readonly stage: 'alpha' | 'beta' | 'ga' | 'deprecated';
  readonly enabled: boolean;
  /** Cannot be changed. */
  readonly locked: boolean;
}

/** Names that Kubernetes itself gives a meaning to. */
export interface WellKnown {
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
  readonly taints: readonly string[];
  readonly finalizers: readonly string[];
  readonly secretTypes: readonly string[];
  readonly signers: readonly string[];
  readonly prefixes: readonly string[];
  readonly reasons: readonly string[];
  readonly safeSysctls: readonly string[];
  readonly capabilities: readonly string[];
  /** By the name of the Go type: `io.k8s.api.apps.v1.DeploymentConditionType`. */
  readonly conditionTypes: Readonly<Record<string, readonly string[]>>;
}

export interface KindInfo {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly definition: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly string[];
  /** Served without feature gates or runtime-config. */
  readonly served: boolean;
  /** Can be written in a manifest: the server takes a create request for it. */
  readonly creatable: boolean;
  /** Known from the catalogue of popular custom resources, not from Kubernetes or the workspace. */
  readonly catalogued?: boolean;
  /** First minor of the bundle that has the kind under this apiVersion, if not the bundle's first. */
  readonly since?: string;
  readonly lifecycle?: Lifecycle;
}

/** Minor versions as `1.22`; `warning` is the API server's own text. */
export interface Lifecycle {
  readonly introduced?: string;
  readonly deprecated?: string;
  readonly removed?: string;
  readonly replacement?: { readonly apiVersion: string; readonly kind: string };
  readonly warning?: string;
}

export interface Definition {
  readonly name: string;
  /** Last part of the name: `Container`. */
  readonly typeName: string;
  /** Empty for free-form objects and for scalars such as Quantity; see `scalar`. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly required: readonly string[];
  /** Definitions that are written as a scalar: Quantity, IntOrString, Time, MicroTime, Duration… */
  readonly scalar?: { readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'any'; readonly format?: string };
  /** Any content is allowed (RawExtension, JSON, FieldsV1); `fields`, if any, are then only the usual ones. */
  readonly freeForm: boolean;
  /** A whole object with an apiVersion and kind of its own (items of a `List`). */
  readonly embedded: boolean;
  /** Of the catalogue of popular custom resources: one release's, which need not be the cluster's. */
  readonly catalogued?: boolean;
  readonly mapType?: 'atomic' | 'granular';
  readonly unions?: readonly Union[];
  readonly markers?: readonly string[];
}

/** Fields of which one is set, named by a discriminator where there is one. */
export interface Union {
  readonly discriminator?: string;
  /** Field name to the discriminator's value. */
  readonly members: Readonly<Record<string, string>>;
}

export type TypeRef =
  | { readonly is: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'any'; readonly format?: string }
  | { readonly is: 'definition'; readonly name: string }
  | { readonly is: 'list'; readonly of: TypeRef }
  | { readonly is: 'map'; readonly of: TypeRef };

export interface Field {
  readonly name: string;
  readonly type: TypeRef;
  /** Closed list of allowed values (of the items, for lists). */
  readonly enum?: readonly string[];
  /** Open list: the Go type's exported constants. Offer, never reject. */
  readonly constants?: readonly string[];
  readonly default?: unknown;
  /** The OpenAPI default is only Go's zero value. */
  readonly zeroDefault: boolean;
  readonly listType?: 'atomic' | 'map' | 'set';
  readonly listMapKeys?: readonly string[];
  readonly mapType?: 'atomic' | 'granular';
  readonly patchStrategy?: string;
  readonly patchMergeKey?: string;
  readonly featureGates?: readonly string[];
  readonly hints?: readonly ('immutable' | 'readOnly')[];
  readonly markers?: readonly string[];
  /** First minor of the bundle that has the field, if not the bundle's first. */
  readonly since?: string;
}
