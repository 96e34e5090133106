// Checks behind the type check: literal durations, timestamps and patterns must be readable, and the elements of a list or
// map literal of one type. Mirrors cel-go v0.26 cel/validator.go.
import type { Compiled } from './compile.ts';
import { childrenOf, descendants, type Expression, type Problem } from './expression.ts';
import { goPattern } from './patterns.ts';
import { durationNanos, timestampNanos } from './time.ts';
import { type CelType, DYN, formatType, heldBy, sameType } from './types.ts';

/** What is wrong with the literals of an expression that passed the type check. */
export function literalProblems({ expression, checked }: Compiled): Problem[] {
  const nodes = descendants(expression);
  const typeOf = (node: Expression): CelType => checked.types.get(node) ?? DYN;
  const formats = FORMATS.flatMap(({ name, isReadable }) =>
    nodes.flatMap((node) => {
      const argument = node.kind === 'call' && checked.names.get(node) === name ? node.args[0] : undefined;
      if (argument?.kind !== 'literal' || argument.literal.type !== 'string') return [];
      return isReadable(argument.literal.value) ? [] : [{ at: argument.at, message: `invalid ${name} argument` }];
    }),
  );
  return [...formats, ...mixedLiterals(expression, typeOf, false)];
}

const FORMATS: readonly { readonly name: string; readonly isReadable: (text: string) => boolean }[] = [
  { name: 'duration', isReadable: (text) => durationNanos(text) !== undefined },
  { name: 'timestamp', isReadable: (text) => timestampNanos(text) !== undefined },
  { name: 'matches', isReadable: (text) => goPattern(text) !== undefined },
];

/** Lists within `format` may mix types. */
function mixedLiterals(node: Expression, typeOf: (node: Expression) => CelType, exempt: boolean): Problem[] {
  const within = exempt || (node.kind === 'call' && node.name === 'format');
  const inner = childrenOf(node).flatMap((child) => mixedLiterals(child, typeOf, within));
  if (exempt) return inner;
  if (node.kind === 'list') {
    const types = node.elements.map((element, index) => plain(typeOf(element), node.optional.includes(index)));
    return [...firstMismatch(node.elements, types), ...inner];
  }
  if (node.kind !== 'map') return inner;
  const keys = node.entries.map((entry) => entry.key);
  const values = node.entries.map((entry) => entry.value);
  const valueTypes = node.entries.map((entry) => plain(typeOf(entry.value), entry.optional));
  return [...firstMismatch(keys, keys.map(typeOf)), ...firstMismatch(values, valueTypes), ...inner];
}

const plain = (type: CelType, optional: boolean): CelType => (optional ? (heldBy(type) ?? type) : type);

function firstMismatch(nodes: readonly Expression[], types: readonly CelType[]): Problem[] {
  const [expected = DYN] = types;
  const index = types.findIndex((type) => !sameType(type, expected));
  const [node, type] = [nodes[index], types[index]];
  if (!node || !type) return [];
  return [{ at: node.at, message: `expected type '${formatType(expected)}' but found '${formatType(type)}'` }];
}
