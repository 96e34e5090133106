// The tree of one YAML document: what every other room reads. Compact, immutable, with spans relative to the
// document's start. How it was parsed is the parser's secret; that scalars are read as Kubernetes reads them
// (YAML 1.1 of sigs.k8s.io/yaml: `yes`, `0644`, `1_000`) is this room's promise.
import type { Fix, RelatedPlace, Span } from '../finding.ts';
import type { Text } from '../text.ts';

export type Node = MappingNode | SequenceNode | ScalarNode | AliasNode;

interface NodeBase extends Span {
  /** Name after `&`, if the node has one. */
  readonly anchor?: string;
  /** The tag as written, `!!str` or `!Ref`, if any. */
  readonly tag?: string;
}

export interface MappingNode extends NodeBase {
  readonly type: 'mapping';
  readonly flow: boolean;
  readonly pairs: readonly Pair[];
}

export interface Pair extends Span {
  readonly key: ScalarNode;
  /** Absent for `key:` with nothing behind it (Kubernetes reads null). */
  readonly value: Node | undefined;
  /** A `<<` whose pairs are merged in. */
  readonly merge: boolean;
}

export interface SequenceNode extends NodeBase {
  readonly type: 'sequence';
  readonly flow: boolean;
  readonly items: readonly SequenceItem[];
}

export interface SequenceItem extends Span {
  /** Starts at the dash in block style. Absent value: `-` with nothing behind it. */
  readonly value: Node | undefined;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface ScalarNode extends NodeBase {
  readonly type: 'scalar';
  readonly style: ScalarStyle;
  /** As Kubernetes reads it. Integers beyond 2^53 are bigint. */
  readonly value: ScalarValue;
  /** The text that YAML means, before any reading as number or boolean: the string one would get by quoting. */
  readonly source: string;
}

export type ScalarValue = string | number | bigint | boolean | null;

export interface AliasNode extends NodeBase {
  readonly type: 'alias';
  readonly name: string;
  /** The anchored node before it, unless the alias is unresolved or lies inside its own anchor. */
  readonly target: Node | undefined;
}

export interface YamlProblem {
  readonly code: string;
  readonly span: Span;
  /** What is wrong, why it matters, what to do. */
  readonly message: Text;
  readonly severity: 'error' | 'warning';
  /** The other place, such as the first of two equal keys. */
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}

export interface YamlDocument {
  readonly root: Node | undefined;
  readonly problems: readonly YamlProblem[];
  readonly comments: readonly Span[];
}

export type PathSegment = string | number;
export type Path = readonly PathSegment[];
