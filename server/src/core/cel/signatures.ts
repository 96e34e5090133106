// The declared functions as types: reads `list(A).(int) -> A` once. Knows no expressions.
import { DECLARATIONS } from './declarations.data.ts';
import {
  type CelType,
  listType,
  mapType,
  objectType,
  opaqueType,
  optionalType,
  type Simple,
  simple,
  typeType,
} from './types.ts';

export interface Overload {
  readonly member: boolean;
  /** The receiver first, if there is one. */
  readonly arguments: readonly CelType[];
  readonly result: CelType;
  /** Names of the type parameters in them. */
  readonly parameters: readonly string[];
}

const known = new Map<string, readonly Overload[]>();

/** All overloads of a function by its full name (`sets.contains`, `_+_`), or undefined if there is none. */
export function overloadsOf(name: string): readonly Overload[] | undefined {
  const declared = Object.hasOwn(DECLARATIONS, name) ? DECLARATIONS[name] : undefined;
  if (!declared) return undefined;
  const found = known.get(name) ?? declared.map(readSignature);
  known.set(name, found);
  return found;
}

function readSignature(text: string): Overload {
  const [head = '', result = ''] = text.split(' -> ');
  const dot = head.indexOf('.(');
  const receiver = dot < 0 ? [] : [head.slice(0, dot)];
  const inner = head.slice(dot < 0 ? 1 : dot + 2, -1);
  const written = [...receiver, ...topLevelParts(inner)];
  const parameters = [...new Set(text.match(/\b[A-Z]\b/g) ?? [])];
  return { member: dot >= 0, arguments: written.map(readType), result: readType(result), parameters };
}

/** Parts between the commas that stand in no bracket. */
function topLevelParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return part.trim() === '' ? parts : [...parts, part.trim()];
}

const SIMPLE: ReadonlySet<string> = new Set<Simple>([
  'bool',
  'int',
  'uint',
  'double',
  'string',
  'bytes',
  'null',
  'duration',
  'timestamp',
  'dyn',
]);

const isSimple = (text: string): text is Simple => SIMPLE.has(text);

function readType(text: string): CelType {
  if (isSimple(text)) return simple(text);
  if (/^[A-Z]$/.test(text)) return { kind: 'parameter', name: text };
  const open = text.indexOf('(');
  if (open < 0) return text.startsWith('net.') ? opaqueType(text) : objectType(text);
  const [first = simple('dyn'), second = simple('dyn')] = topLevelParts(text.slice(open + 1, -1)).map(readType);
  switch (text.slice(0, open)) {
    case 'list':
      return listType(first);
    case 'map':
      return mapType(first, second);
    case 'type':
      return typeType(first);
    default:
      return optionalType(first);
  }
}
