// What in a document does not fit the schema: unknown fields, wrong types, values outside a closed list, missing required
// fields. All of them, where the API server stops at the first wrong type. It gives facts with places; the sentences
// and fixes are made from them in core/features/findings. What only Go code checks is core/apiserver's.
import type { Span } from '../finding.ts';
import type {
  MappingNode,
  Node,
  Pair,
  Path,
  PathSegment,
  ScalarNode,
  ScalarValue,
  SequenceNode,
} from '../yaml/nodes.ts';
import { keyOf, mergeSources, nodeAt, resolved } from '../yaml/path.ts';
import type { Definition, FeatureGate, Field, Schema, TypeRef } from './schema.ts';

export type StructureProblem = Place &
  (
    | { readonly fault: 'unknown-field'; readonly pair: Pair; readonly owner: Definition }
    | {
        readonly fault: 'wrong-type';
        readonly node: Node;
        readonly wanted: TypeRef;
        readonly got: JsonType;
        readonly site?: FieldSite;
      }
    /** The words are the API server's. */
    | { readonly fault: 'bad-format'; readonly node: ScalarNode; readonly format: string; readonly words: string }
    | { readonly fault: 'bad-enum'; readonly node: ScalarNode; readonly allowed: readonly string[] }
    | { readonly fault: 'missing-required'; readonly name: string; readonly owner: Definition }
    /** The server sets it, and ignores what a manifest says. */
    | { readonly fault: 'read-only'; readonly pair: Pair; readonly field: Field }
    /** Dropped by a server that runs with the version's defaults. */
    | { readonly fault: 'gated-field'; readonly pair: Pair; readonly gate: FeatureGate }
    /** A key that Kubernetes reads as another: `y` is "true". */
    | { readonly fault: 'misread-key'; readonly pair: Pair; readonly key: string }
  );

interface Place {
  /** Of the object that is judged, from the document's root. */
  readonly path: Path;
  readonly span: Span;
}

/** The field that a value belongs to: its own, or that of the list or map around it. */
export interface FieldSite {
  readonly owner: Definition;
  readonly field: Field;
}

export type JsonType = 'string' | 'number' | 'bool' | 'object' | 'array';

export interface StructureOptions {
  /** Says what is wrong with a scalar, by its definition's name or its format (`byte`), in the API server's words. */
  readonly checkFormat?: (name: string, value: ScalarValue) => string | undefined;
}

/** More than this in one document is noise. */
const mostProblems = 500;

/**
 * The problems of the objects in a document, in the order of the text. The root's own apiVersion and kind decide, and
 * those of the items in a `List`; where the schema has no such kind, nothing is said.
 */
export function structureProblems(
  schema: Schema,
  root: Node | undefined,
  options: StructureOptions = {},
): readonly StructureProblem[] {
  const walk: Walk = { schema, options, path: [], problems: [], seen: new Map(), inStatus: false, depth: 0 };
  checkObject(walk, root, root);
  return walk.problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** The same for a document that is of one type whatever it says of itself. */
export function problemsOfType(
  schema: Schema,
  root: Node | undefined,
  definition: string,
): readonly StructureProblem[] {
  const walk: Walk = { schema, options: {}, path: [], problems: [], seen: new Map(), inStatus: false, depth: 0 };
  check(walk, root, { is: 'definition', name: definition }, undefined, root ?? { start: 0, end: 0 });
  return walk.problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

interface Walk {
  readonly schema: Schema;
  readonly options: StructureOptions;
  /** Of the value that is being looked at; copied where a problem is found. */
  readonly path: PathSegment[];
  readonly problems: StructureProblem[];
  /** Nodes behind aliases, with the types they were checked as: each is judged once, at its anchor. */
  readonly seen: Map<Node, Set<string>>;
  inStatus: boolean;
  /** Segments of the path that lead to the object; more than none inside a `List`. */
  depth: number;
}

function checkObject(walk: Walk, node: Node | undefined, holder: Span | undefined): void {
  const mapping = resolved(node);
  if (mapping?.type !== 'mapping') return;
  const apiVersion = wordAt(mapping, 'apiVersion');
  const name = wordAt(mapping, 'kind');
  const kind = apiVersion && name ? walk.schema.kind(apiVersion, name) : undefined;
  if (!kind) return;
  const { depth, inStatus } = walk;
  walk.depth = walk.path.length;
  walk.inStatus = false;
  check(walk, node, { is: 'definition', name: kind.definition }, undefined, holder ?? mapping);
  walk.depth = depth;
  walk.inStatus = inStatus;
}

function wordAt(mapping: MappingNode, key: string): string | undefined {
  const node = resolved(nodeAt(mapping, [key]));
  return node?.type === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** `holder`: what to mark when something is missing in the value. */
function check(walk: Walk, written: Node | undefined, type: TypeRef, site: FieldSite | undefined, holder: Span): void {
  const node = resolved(written);
  if (!node || (node.type === 'scalar' && node.value === null)) return;
  if (walk.problems.length >= mostProblems) return;
  if (written?.type === 'alias' && alreadySeen(walk, node, type)) return;
  switch (type.is) {
    case 'list':
      checkList(walk, node, type, site);
      return;
    case 'map':
      checkMap(walk, node, type, site);
      return;
    case 'definition':
      checkDefinition(walk, node, type, site, holder);
      return;
    case 'object':
      if (node.type !== 'mapping') wrongType(walk, node, type, site);
      return;
    case 'any':
      return;
    default:
      checkScalar(walk, node, { ...type, is: type.is }, site);
      return;
  }
}

function alreadySeen(walk: Walk, node: Node, type: TypeRef): boolean {
  const types = walk.seen.get(node) ?? new Set();
  const key = type.is === 'definition' ? type.name : JSON.stringify(type);
  if (types.has(key)) return true;
  walk.seen.set(node, types.add(key));
  return false;
}

function checkList(walk: Walk, node: Known, type: TypeRef & { is: 'list' }, site: FieldSite | undefined): void {
  if (node.type !== 'sequence') {
    wrongType(walk, node, type, site);
    return;
  }
  node.items.forEach((item, index) => {
    walk.path.push(index);
    check(walk, item.value, type.of, site, firstKeyOf(item.value) ?? item);
    walk.path.pop();
  });
}

type Known = MappingNode | SequenceNode | ScalarNode;

function firstKeyOf(node: Node | undefined): Span | undefined {
  return node?.type === 'mapping' ? node.pairs[0]?.key : undefined;
}

function checkMap(walk: Walk, node: Known, type: TypeRef & { is: 'map' }, site: FieldSite | undefined): void {
  if (node.type !== 'mapping') {
    wrongType(walk, node, type, site);
    return;
  }
  for (const pair of node.pairs) {
    if (pair.merge) continue;
    walk.path.push(keyOf(pair));
    if (isMisread(pair)) add(walk, pair.key, { fault: 'misread-key', pair, key: keyOf(pair) });
    check(walk, pair.value, type.of, site, pair.key);
    walk.path.pop();
  }
  for (const source of mergeSources(node)) {
    if (!alreadySeen(walk, source, type)) checkMap(walk, source, type, site);
  }
}

/** `8080:` becomes "8080", as one means it; `y:` becomes "true" and `010:` becomes "8". */
function isMisread(pair: Pair): boolean {
  return typeof pair.key.value !== 'string' && pair.key.value !== null && keyOf(pair) !== pair.key.source;
}

function checkDefinition(
  walk: Walk,
  node: Known,
  type: TypeRef & { is: 'definition' },
  site: FieldSite | undefined,
  holder: Span,
): void {
  const definition = walk.schema.definition(type.name);
  if (!definition) return;
  if (definition.embedded) {
    checkObject(walk, node, holder);
    return;
  }
  if (definition.scalar) {
    checkScalarDefinition(walk, node, type, definition.scalar, site);
    return;
  }
  if (node.type !== 'mapping') {
    if (!definition.freeForm) wrongType(walk, node, type, site);
    return;
  }
  checkFields(walk, node, definition, new Set());
  if (!walk.inStatus && !definition.freeForm) checkRequired(walk, node, definition, holder);
}

/** `given`: fields of the mapping that merges this one in, which win. */
function checkFields(walk: Walk, node: MappingNode, definition: Definition, given: ReadonlySet<string>): void {
  const own = new Set(given);
  for (const pair of node.pairs) {
    if (pair.merge) continue;
    const name = keyOf(pair);
    own.add(name);
    if (!given.has(name)) checkField(walk, pair, name, definition);
  }
  for (const source of mergeSources(node)) {
    if (!alreadySeen(walk, source, { is: 'definition', name: definition.name }))
      checkFields(walk, source, definition, own);
  }
}

function checkField(walk: Walk, pair: Pair, name: string, definition: Definition): void {
  const field = definition.fields.get(name);
  if (!field && definition.freeForm) return;
  walk.path.push(name);
  const wasInStatus = walk.inStatus;
  const isStatus = name === 'status' && walk.path.length === walk.depth + 1;
  walk.inStatus ||= isStatus;
  if (field && ((isStatus && !keepsStatus.has(definition.typeName)) || isSetByServer(field, definition)))
    add(walk, pair.key, { fault: 'read-only', pair, field });
  const gate = field && !walk.inStatus ? closedGate(walk.schema, field) : undefined;
  if (gate) add(walk, pair.key, { fault: 'gated-field', pair, gate });
  if (field) check(walk, pair.value, field.type, { owner: definition, field }, pair.key);
  else add(walk, pair.key, { fault: 'unknown-field', pair, owner: definition });
  walk.inStatus = wasInStatus;
  walk.path.pop();
}

/** An alpha field's gate that is off; comments name gates for other reasons too, once the field is beyond alpha. */
function closedGate(schema: Schema, { featureGates }: Field): FeatureGate | undefined {
  const gates = (featureGates ?? []).map((name) => schema.gate(name));
  return gates.every((gate) => gate?.stage === 'alpha' && !gate.enabled) ? gates[0] : undefined;
}

/** Kinds whose status counts when they are created: a kubelet registers its Node with it. */
const keepsStatus = new Set(['Node']);

/** Of the metadata of objects and templates; elsewhere the schema's hint is a guess by wording. */
function isSetByServer(field: Field, owner: Definition): boolean {
  if (owner.typeName !== 'ObjectMeta') return false;
  return field.name === 'managedFields' || (field.hints?.includes('readOnly') ?? false);
}

function checkRequired(walk: Walk, node: MappingNode, definition: Definition, holder: Span): void {
  for (const name of definition.required) {
    const value = resolved(nodeAt(node, [name]));
    if (value && !(value.type === 'scalar' && value.value === null)) continue;
    walk.path.push(name);
    add(walk, holder, { fault: 'missing-required', name, owner: definition });
    walk.path.pop();
  }
}

interface ScalarType {
  readonly is: 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
}

function checkScalar(walk: Walk, node: Known, type: ScalarType, site: FieldSite | undefined): void {
  if (node.type !== 'scalar' || !fits(node.value, type)) {
    wrongType(walk, node, type, site);
    return;
  }
  if (type.format) checkFormat(walk, node, type.format, type.format);
  const allowed = site?.field.enum;
  if (walk.inStatus || !allowed || node.value === '' || typeof node.value !== 'string') return;
  if (!allowed.includes(node.value)) add(walk, node, { fault: 'bad-enum', node, allowed });
}

/** Whether encoding/json takes the value for a Go field of the type. YAML's 80.0 reaches it as 80. */
function fits(value: ScalarValue, type: ScalarType): boolean {
  switch (type.is) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'integer':
      return isInteger(value, type.format === 'int32' ? 31n : 63n);
  }
}

function isInteger(value: ScalarValue, bits: bigint): boolean {
  if (typeof value !== 'bigint' && !(typeof value === 'number' && Number.isInteger(value))) return false;
  const whole = BigInt(value);
  return whole >= -(2n ** bits) && whole < 2n ** bits;
}

function checkScalarDefinition(
  walk: Walk,
  node: Known,
  type: TypeRef & { is: 'definition' },
  scalar: NonNullable<Definition['scalar']>,
  site: FieldSite | undefined,
): void {
  if (node.type !== 'scalar' || !fitsScalar(node.value, scalar)) {
    wrongType(walk, node, type, site);
    return;
  }
  if (scalar.format) checkFormat(walk, node, scalar.format, type.name);
}

/** Quantities take strings and numbers, int-or-string takes strings and integers, the others what their type says. */
function fitsScalar(value: ScalarValue, { type, format }: NonNullable<Definition['scalar']>): boolean {
  if (type !== 'any') return fits(value, { is: type });
  if (typeof value === 'string') return true;
  return format === 'int-or-string' ? isInteger(value, 31n) : typeof value === 'number' || typeof value === 'bigint';
}

function checkFormat(walk: Walk, node: ScalarNode, format: string, name: string): void {
  const words = walk.options.checkFormat?.(name, node.value);
  if (words !== undefined) add(walk, node, { fault: 'bad-format', node, format, words });
}

function wrongType(walk: Walk, node: Known, wanted: TypeRef, site: FieldSite | undefined): void {
  add(walk, markOf(node), { fault: 'wrong-type', node, wanted, got: jsonType(node), ...(site ? { site } : {}) });
}

/** A block collection is long: its first key or dash stands for it. */
function markOf(node: Known): Span {
  if (node.type === 'scalar' || node.flow) return node;
  if (node.type === 'mapping') return node.pairs[0]?.key ?? node;
  return { start: node.start, end: node.start + 1 };
}

/** The word that encoding/json has for a value in "cannot unmarshal … into". */
export function jsonType(node: Known): JsonType {
  if (node.type === 'mapping') return 'object';
  if (node.type === 'sequence') return 'array';
  const { value } = node;
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'number';
}

type Fault<P = StructureProblem> = P extends StructureProblem ? Omit<P, keyof Place> : never;

function add(walk: Walk, { start, end }: Span, fault: Fault): void {
  walk.problems.push({ ...fault, path: [...walk.path], span: { start, end } });
}
