// What can be done about a cause of the API server: add what is required, take a supported value, write a name as names
// are written, remove what is forbidden or there twice. It reads the reason and the words of the cause, no rule of a kind.
import type { FieldError } from '../../apiserver/types.ts';
import type { Fix } from '../../finding.ts';
import { type Resource, wordAt } from '../../kubernetes/resource.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import { fieldAt } from '../../schema/lookup.ts';
import type { Schema } from '../../schema/schema.ts';
import { text } from '../../text.ts';
import { type Editable, removeAt, setAt } from '../../yaml/edits.ts';
import type { Path, ScalarNode } from '../../yaml/nodes.ts';
import { nodeAt, placeAt, resolved } from '../../yaml/path.ts';
import { type PlainValue, toPlain } from '../../yaml/plain.ts';
import { inSteps, type Step } from '../refactorings/steps.ts';
import { missingVolumeFixes } from './missingVolume.ts';
import { skeletonOf } from './skeleton.ts';
import { change, valueFixes } from './valueFixes.ts';

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
      return [
        ...valueFixes(given.document, given.path, given.cause.message),
        ...operators(given),
        ...joinedNames(given),
        ...matchingLabels(given),
      ];
    case 'FieldValueNotFound':
      return missingVolumeFixes(given.document, given.path);
    case 'FieldValueForbidden':
      return removal(given, given.path);
    case 'FieldValueDuplicate':
      return removal(given, itemPathOf(given.path));
    default:
      return [];
  }
}

function addition(given: Case): Fix[] {
  const { schema, document, resource, cause, path } = given;
  const kind = schema.kind(resource.apiVersion, resource.kind);
  const field = kind && fieldAt(schema, kind, path.slice(resource.path.length))?.field;
  const name = String(path.at(-1));
  if (!field || field.name !== name || !isEmpty(document, path) || !isPlaceOf(given)) return [];
  const title = text(`add "${name}"`, `添加 "${name}"`);
  const value = listedValues(cause.message, 'valid values')[0] ?? skeletonOf(schema, field);
  return isNothing(value) ? [] : [{ title, edits: setAt(document, path, value), preferred: true }];
}

function isNothing(value: PlainValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The holder is there, or is what every object has. */
function isPlaceOf({ document, resource, path }: Case): boolean {
  const holder = path.slice(0, -1);
  const isMetadata = holder.length === resource.path.length + 1 && holder.at(-1) === 'metadata';
  return isThere(document, holder) || (isMetadata && isEmpty(document, holder));
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

/** The server calls them invalid, and does not say which there are. */
const selectorOperators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

function operators({ document, cause, path }: Case): Fix[] {
  const place = path.at(-1) === 'operator' ? path : [...path, 'operator'];
  const node = scalarAt(document, place);
  if (!node || !cause.message.includes('not a valid selector operator')) return [];
  const near = didYouMean(node.source, selectorOperators);
  const offered = near.length > 0 ? near : selectorOperators;
  return offered.map((value) => ({ ...change(document, place, value), preferred: near.length === 1 }));
}

/** `must be spec.names.plural+"."+spec.group`: a name that is made of other fields of the object. */
function joinedNames({ document, resource, cause, path }: Case): Fix[] {
  const match = /must be `?([\w.]+)\+"\."\+([\w.]+)`?/.exec(cause.message);
  const parts = match?.slice(1).map((field) => wordAt(resource.node, field.split('.')) ?? '') ?? [];
  if (parts.length === 0 || parts.includes('')) return [];
  return [{ ...change(document, path, parts.join('.')), preferred: true }];
}

/** A selector that does not match its own template: the template gets the labels that are asked for. */
function matchingLabels({ document, resource, cause, path }: Case): Fix[] {
  if (!cause.message.includes('`selector` does not match template `labels`')) return [];
  const asked = toPlain(nodeAt(resource.node, ['spec', 'selector', 'matchLabels'])).value;
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) return [];
  const steps = Object.entries(asked).map(([label, value]): Step => {
    const place = [...path, label];
    return (now) => (scalarAt(now, place)?.source === String(value) ? [] : setAt(now, place, value));
  });
  const edits = inSteps(document.text, steps);
  return [{ title: text('make the labels match the selector', '使标签与选择器一致'), edits, preferred: true }];
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
