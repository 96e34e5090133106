// What can be done about a cause of the API server: add what is required, take a supported value, write a name as names
// are written, remove what is forbidden or there twice. It reads the reason and the words of the cause, no rule of a kind.
import type { FieldError } from '../../apiserver/types.ts';
import type { Fix } from '../../finding.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import { fieldAt } from '../../schema/lookup.ts';
import type { Schema } from '../../schema/schema.ts';
import { text } from '../../text.ts';
import { type Editable, removeAt, setAt } from '../../yaml/edits.ts';
import type { Path, ScalarNode } from '../../yaml/nodes.ts';
import { nodeAt, placeAt, resolved } from '../../yaml/path.ts';
import type { PlainValue } from '../../yaml/plain.ts';
import { skeletonOf } from './skeleton.ts';

interface Case {
  readonly schema: Schema;
  readonly document: Editable;
  readonly resource: Resource;
  readonly cause: FieldError;
  /** From the document's root. */
  readonly path: Path;
}

/** The fixes of a cause; none where only the author can know. */
export function causeFixes(given: Case): readonly Fix[] {
  return made(given).filter(({ edits }) => edits.length > 0);
}

function made(given: Case): readonly Fix[] {
  switch (given.cause.reason) {
    case 'FieldValueRequired':
      return addition(given);
    case 'FieldValueNotSupported':
      return supported(given);
    case 'FieldValueInvalid':
      return [...respelled(given), ...matchingLabels(given)];
    case 'FieldValueForbidden':
      return removal(given, given.path);
    case 'FieldValueDuplicate':
      return removal(given, itemPathOf(given.path));
    default:
      return [];
  }
}

function addition({ schema, document, resource, cause, path }: Case): Fix[] {
  const kind = schema.kind(resource.apiVersion, resource.kind);
  const field = kind && fieldAt(schema, kind, path.slice(resource.path.length))?.field;
  const name = String(path.at(-1));
  if (!field || field.name !== name || !isEmpty(document, path) || !isThere(document, path.slice(0, -1))) return [];
  const title = text(`add "${name}"`, `添加 "${name}"`);
  const value = listedValues(cause.message, 'valid values')[0] ?? skeletonOf(schema, field);
  return isNothing(value) ? [] : [{ title, edits: setAt(document, path, value), preferred: true }];
}

function isNothing(value: PlainValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Written by the author: the server also speaks of what it has made itself, such as the volumes of a claim template. */
function isThere({ root }: Editable, path: Path): boolean {
  return path.length === 0 || resolved(nodeAt(root, path))?.type === 'mapping';
}

function isEmpty({ root }: Editable, path: Path): boolean {
  const node = resolved(nodeAt(root, path));
  return !node || (node.type === 'scalar' && (node.value === null || node.value === ''));
}

function scalarAt({ root }: Editable, path: Path): ScalarNode | undefined {
  const node = resolved(nodeAt(root, path));
  return node?.type === 'scalar' ? node : undefined;
}

const fewValues = 4;

/** `Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"` */
function supported({ document, cause, path }: Case): Fix[] {
  const node = scalarAt(document, path);
  const values = listedValues(cause.message, 'supported values');
  if (!node || values.length === 0) return [];
  const near = didYouMean(node.source, values);
  const offered = near.length > 0 ? near : values.length <= fewValues ? values : [];
  return offered.map((value) => ({ ...change(document, path, value), preferred: near.length === 1 }));
}

function listedValues(message: string, title: string): readonly string[] {
  const at = message.indexOf(`${title}: `);
  const listed = at < 0 ? '' : message.slice(at + title.length);
  return [...listed.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '').filter(Boolean);
}

function change(document: Editable, path: Path, value: PlainValue): Fix {
  return {
    title: text(`change to "${String(value)}"`, `改为 "${String(value)}"`),
    edits: setAt(document, path, value),
  };
}

/** By what the server says a name must be: how one that is not is best written. */
const spellings: readonly { readonly says: RegExp; spell(name: string): string }[] = [
  { says: /RFC 1123 label must|DNS-1035 label must/, spell: (name) => dashed(name.toLowerCase(), /[^a-z0-9]+/g) },
  { says: /RFC 1123 subdomain must/, spell: (name) => dashed(name.toLowerCase(), /[^a-z0-9.]+/g) },
  { says: /a valid label must|name part must consist/, spell: (name) => dashed(name, /[^\w.-]+/g) },
  { says: /environment variable name must|C_IDENTIFIER/, spell: (name) => name.replace(/[^\w]+/g, '_') },
];

function dashed(name: string, others: RegExp): string {
  return name.replace(others, '-').replace(/^[^a-zA-Z0-9]+|[^a-zA-Z0-9]+$/g, '');
}

function respelled({ document, cause, path }: Case): Fix[] {
  const node = scalarAt(document, path);
  const spelling = spellings.find(({ says }) => says.test(cause.message));
  if (!node || !spelling || typeof node.value !== 'string') return [];
  if (!cause.message.startsWith(`Invalid value: ${JSON.stringify(node.value)}`)) return [];
  const name = spelling.spell(node.value);
  return name === '' || name === node.value ? [] : [{ ...change(document, path, name), preferred: true }];
}

/** A selector that does not match its own template: the template gets the labels that are asked for. */
function matchingLabels({ document, resource, cause, path }: Case): Fix[] {
  if (!cause.message.includes('`selector` does not match template `labels`')) return [];
  const asked = resolved(nodeAt(resource.node, ['spec', 'selector', 'matchLabels']));
  if (asked?.type !== 'mapping') return [];
  const edits = asked.pairs.flatMap((pair) => {
    const value = resolved(pair.value);
    const label = [...path, pair.key.source];
    if (value?.type !== 'scalar' || scalarAt(document, label)?.source === value.source) return [];
    return setAt(document, label, value.source);
  });
  const isOneEdit = edits.length === 1;
  return isOneEdit
    ? [{ title: text('make the labels match the selector', '使标签与选择器一致'), edits, preferred: true }]
    : [];
}

function removal({ document }: Case, path: Path): Fix[] {
  const name = path.at(-1);
  if (name === undefined || !placeAt(document.root, path)) return [];
  const title =
    typeof name === 'number' ? text('remove this item', '删除此项') : text(`remove "${name}"`, `删除 "${name}"`);
  return [{ title, edits: removeAt(document, path) }];
}

/** Of two items with the same name, the item goes, not its name. */
function itemPathOf(path: Path): Path {
  const last = path.findLastIndex((segment) => typeof segment === 'number');
  return last < 0 ? path : path.slice(0, last + 1);
}
