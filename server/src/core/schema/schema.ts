// The shape of the schema as the rest of the core sees it: kinds, definitions and fields of one Kubernetes minor.
// Structure only; sentences are another, lazily loaded value (`Descriptions`). Source of the facts: Kubernetes' own
// generated OpenAPI definitions, see server/schemas/README.md.

export interface Schema {
  /** `1.36` */
  readonly version: string;
  kinds(): readonly KindInfo[];
  kind(apiVersion: string, kind: string): KindInfo | undefined;
  definition(name: string): Definition | undefined;
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
  /** Any content is allowed (RawExtension, JSON, FieldsV1). */
  readonly freeForm: boolean;
  readonly mapType?: 'atomic' | 'granular';
  readonly unions?: unknown;
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
  readonly patchStrategy?: string;
  readonly patchMergeKey?: string;
  readonly featureGates?: readonly string[];
  readonly hints?: readonly ('immutable' | 'readOnly')[];
  readonly markers?: readonly string[];
  /** First minor of the bundle that has the field, if not the bundle's first. */
  readonly since?: string;
}
