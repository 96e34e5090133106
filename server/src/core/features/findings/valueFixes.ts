// A value that the API server takes in place of one that it refuses: a name written as names are, cut to the length that
// is allowed, a number brought to its bound. From the words of the cause; what was meant, these can only guess.
import type { Fix } from '../../finding.ts';
import { text } from '../../text.ts';
import { type Editable, renameKeyAt, setAt } from '../../yaml/edits.ts';
import type { Path } from '../../yaml/nodes.ts';
import { nodeAt, placeAt, resolved } from '../../yaml/path.ts';
import type { PlainValue } from '../../yaml/plain.ts';

export function change(document: Editable, path: Path, value: PlainValue): Fix {
  return {
    title: text(`change to "${String(value)}"`, `改为 "${String(value)}"`),
    edits: setAt(document, path, value),
  };
}

/** The fixes of a value or key that the words of a cause quote; none where the words say nothing of what would do. */
export function valueFixes(document: Editable, path: Path, message: string): readonly Fix[] {
  const number = boundedNumber(document, path, message) ?? unquotedNumber(document, path, message);
  if (number) return [number];
  const refused = refusedName(document, path, message);
  if (!refused) return [];
  const name = written(refused.name, message);
  if (name === undefined || name === '' || name === refused.name) return [];
  return [refused.isKey ? keyChange(document, path, name) : { ...change(document, path, name), preferred: true }];
}

interface Refused {
  readonly name: string;
  readonly isKey: boolean;
}

function refusedName({ root }: Editable, path: Path, message: string): Refused | undefined {
  const isQuoted = (name: string) => message.startsWith(`Invalid value: ${JSON.stringify(name)}`);
  const node = resolved(nodeAt(root, path));
  if (node?.type === 'scalar' && typeof node.value === 'string' && isQuoted(node.value))
    return { name: node.value, isKey: false };
  const key = path.at(-1);
  return typeof key === 'string' && isQuoted(key) && placeAt(root, path)?.pair ? { name: key, isKey: true } : undefined;
}

function keyChange(document: Editable, path: Path, name: string): Fix {
  return { title: text(`rename to "${name}"`, `重命名为 "${name}"`), edits: renameKeyAt(document, path, name) };
}

/** By what the server says a name must be: how one that is not is best written. */
const spellings: readonly { readonly says: RegExp; spell(name: string, match: RegExpExecArray): string }[] = [
  { says: /RFC 1123 label must|DNS-1035 label must/, spell: (name) => dashed(name.toLowerCase(), /[^a-z0-9]+/g) },
  { says: /RFC 1123 subdomain must/, spell: (name) => dashed(name.toLowerCase(), /[^a-z0-9.]+/g) },
  { says: /must not contain dots/, spell: (name) => dashed(name, /\.+/g) },
  { says: /a valid label must|valid label key must|name part must consist/, spell: (name) => qualified(name) },
  { says: /may not contain '[%/]'/, spell: (name) => dashed(name, /[%/]+/g) },
  { says: /must be a relative path/, spell: (name) => name.replace(/^\/+/, '') },
  { says: /must not contain consecutive hyphens/, spell: (name) => name.replace(/-+/g, '-') },
  { says: /environment variable name must|C_IDENTIFIER/, spell: (name) => name.replace(/[^\w]+/g, '_') },
  {
    says: /must contain only alpha-numeric characters \(a-z, 0-9\)/,
    spell: (name) => dashed(name.toLowerCase(), /[^a-z0-9]+/g),
  },
  { says: /must be no more than (\d+) (?:characters|bytes)/, spell: (name, [, most]) => cut(name, Number(most)) },
];

/** Of several demands each is met in turn: `must be no more than 63 characters, a lowercase RFC 1123 label must …`. */
function written(name: string, message: string): string | undefined {
  const words = message.slice(`Invalid value: ${JSON.stringify(name)}`.length);
  const asked = spellings.flatMap((spelling) => {
    const match = spelling.says.exec(words);
    return match ? [{ spelling, match }] : [];
  });
  if (asked.length === 0) return undefined;
  return asked.reduce((now, { spelling, match }) => spelling.spell(now, match), name);
}

function dashed(name: string, others: RegExp): string {
  return name.replace(others, '-').replace(/^[^a-zA-Z0-9]+|[^a-zA-Z0-9]+$/g, '');
}

/** A prefix before the slash is a domain of its own. */
function qualified(name: string): string {
  const slash = name.indexOf('/');
  const prefix = slash < 0 ? '' : `${dashed(name.slice(0, slash).toLowerCase(), /[^a-z0-9.]+/g)}/`;
  return (prefix === '/' ? '' : prefix) + dashed(name.slice(slash + 1), /[^\w.-]+/g);
}

function cut(name: string, most: number): string {
  const slash = name.indexOf('/') + 1;
  return (name.slice(0, slash) + name.slice(slash, slash + most)).replace(/[^a-zA-Z0-9]+$/, '');
}

const bounds: readonly { readonly says: RegExp; bound(given: number, match: RegExpExecArray): number }[] = [
  {
    says: /must be between (\d+) and (\d+)(?:, inclusive)?/,
    bound: (given, [, least, most]) => clamp(given, least, most),
  },
  { says: /must be greater than or equal to (\d+)/, bound: (_, [, least]) => Number(least) },
  { says: /must be greater than or equal to zero/, bound: () => 0 },
  { says: /must be greater than (?:zero|0)/, bound: () => 1 },
  { says: /must be less than or equal to (\d+)/, bound: (_, [, most]) => Number(most) },
];

function clamp(given: number, least = '0', most = '0'): number {
  return Math.min(Math.max(given, Number(least)), Number(most));
}

function boundedNumber(document: Editable, path: Path, message: string): Fix | undefined {
  const node = resolved(nodeAt(document.root, path));
  if (node?.type !== 'scalar' || typeof node.value !== 'number') return undefined;
  for (const { says, bound } of bounds) {
    const match = says.exec(message);
    if (!match) continue;
    const value = bound(node.value, match);
    return value === node.value ? undefined : change(document, path, value);
  }
  return undefined;
}

/** `"8080"` is the name of a port, and a port of that name there cannot be. */
function unquotedNumber(document: Editable, path: Path, message: string): Fix | undefined {
  const node = resolved(nodeAt(document.root, path));
  if (node?.type !== 'scalar' || !/^\d+$/.test(node.source) || !message.includes('must contain at least one letter'))
    return undefined;
  return { ...change(document, path, Number(node.source)), preferred: true };
}
