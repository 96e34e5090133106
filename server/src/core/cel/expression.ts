// The syntax tree of a CEL expression, macros expanded, as cel-go's checker sees it (cel-go v0.26, common/ast).

export type Literal =
  | { readonly type: 'int' | 'uint'; readonly value: bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'null'; readonly value: null };

/** `at`: where errors point, a UTF-16 offset. */
interface Placed {
  readonly at: number;
}

export interface Call extends Placed {
  readonly kind: 'call';
  readonly name: string;
  readonly target?: Expression;
  readonly args: readonly Expression[];
}

export interface Select extends Placed {
  readonly kind: 'select';
  readonly operand: Expression;
  readonly field: string;
  /** `has(operand.field)`. */
  readonly test: boolean;
}

export interface Comprehension extends Placed {
  readonly kind: 'comprehension';
  readonly range: Expression;
  readonly variable: string;
  readonly second?: string;
  readonly accumulator: string;
  readonly initial: Expression;
  readonly condition: Expression;
  readonly step: Expression;
  readonly result: Expression;
}

export interface Entry extends Placed {
  readonly key: Expression;
  readonly value: Expression;
  readonly optional: boolean;
}

export interface FieldEntry extends Placed {
  readonly name: string;
  readonly value: Expression;
  readonly optional: boolean;
}

export type Expression =
  | (Placed & { readonly kind: 'literal'; readonly literal: Literal })
  | (Placed & { readonly kind: 'identifier'; readonly name: string })
  | Select
  | Call
  | (Placed & { readonly kind: 'list'; readonly elements: readonly Expression[]; readonly optional: readonly number[] })
  | (Placed & { readonly kind: 'map'; readonly entries: readonly Entry[] })
  | (Placed & { readonly kind: 'struct'; readonly type: string; readonly fields: readonly FieldEntry[] })
  | Comprehension
  /** Stands where a syntax error was. */
  | (Placed & { readonly kind: 'missing' });

/** What is wrong, and where: a UTF-16 offset into the expression. */
export interface Problem {
  readonly at: number;
  readonly message: string;
}

export const ACCUMULATOR = '@result';

export const identifier = (at: number, name: string): Expression => ({ kind: 'identifier', at, name });
export const literal = (at: number, value: Literal): Expression => ({ kind: 'literal', at, literal: value });
export const call = (at: number, name: string, ...args: Expression[]): Call => ({ kind: 'call', at, name, args });
export const missing = (at: number): Expression => ({ kind: 'missing', at });

/** `a.b.c` of a chain of plain selections, else undefined. */
export function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === 'identifier') return expression.name;
  if (expression.kind !== 'select' || expression.test) return undefined;
  const prefix = qualifiedName(expression.operand);
  return prefix === undefined ? undefined : `${prefix}.${expression.field}`;
}

/** What a node is made of, in the order in which it is checked. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'select':
      return [node.operand];
    case 'call':
      return node.target ? [node.target, ...node.args] : node.args;
    case 'list':
      return node.elements;
    case 'map':
      return node.entries.flatMap((entry) => [entry.key, entry.value]);
    case 'struct':
      return node.fields.map((field) => field.value);
    case 'comprehension':
      return [node.range, node.initial, node.condition, node.step, node.result];
    default:
      return [];
  }
}

/** The node itself and all below it. */
export function descendants(node: Expression): Expression[] {
  const all: Expression[] = [];
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    all.push(next);
    waiting.push(...childrenOf(next).toReversed());
  }
  return all;
}
