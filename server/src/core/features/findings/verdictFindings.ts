// The API server's verdict on an object, brought to the places of its document. Fields that are not written there are
// marked at the nearest parent that is. The words are the server's own.
import { type FieldError, isJsonObject, type JsonObject, type Verdict } from '../../apiserver/types.ts';
import type { Finding, Fix, Span } from '../../finding.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import type { Schema } from '../../schema/schema.ts';
import { verbatim } from '../../text.ts';
import type { Editable } from '../../yaml/edits.ts';
import type { Node, Path } from '../../yaml/nodes.ts';
import { formatField, keyOf, nearestPlace, nodeAt, pathOfField, placeAt, resolved } from '../../yaml/path.ts';
import { toSharedPlain } from '../../yaml/plain.ts';
import { causeFixes } from './causeFixes.ts';
import { expressionPlace } from './expressionPlace.ts';
import { warningFixes } from './warningFixes.ts';

/** What the API server says of creating an object; undefined when it cannot be asked about the kind. */
export type Judge = (schema: Schema, object: JsonObject) => Verdict | undefined;

export interface CauseFinding {
  readonly cause: FieldError;
  /** From the document's root. */
  readonly path: Path;
  readonly finding: Finding;
}

/** The verdict on one object of a document. */
export function verdictOf(judge: Judge, schema: Schema, resource: Resource): Verdict | undefined {
  const plain = toSharedPlain(resource.node);
  if (!isJsonObject(plain)) return undefined;
  return judge(schema, { ...plain, apiVersion: resource.apiVersion, kind: resource.kind });
}

/** Errors about fields, each at its place. */
export function causeFindings(
  schema: Schema,
  document: Editable,
  resource: Resource,
  errors: readonly FieldError[],
): readonly CauseFinding[] {
  // About no field the server only says that it stopped asking because of the other errors.
  const placed = errors.filter(({ field }) => field !== '<nil>');
  return placed.map((cause) => {
    const { path: within, onKey } = refined(resource.node, pathOfField(resource.node, cause.field), cause.message);
    const path = [...resource.path, ...within];
    let fixes: readonly Fix[] | undefined;
    const value = resolved(nodeAt(resource.node, within));
    const place = value && expressionPlace(document.text, value, cause.message);
    const finding: Finding = {
      code: 'api-server',
      severity: 'error',
      span: place ?? ((onKey && keyAt(resource.node, within)) || placeToMark(resource.node, within)),
      field: formatField(path),
      message: verbatim(cause.field === '' ? cause.message : `${cause.field}: ${cause.message}`),
      get fixes() {
        fixes ??= causeFixes({ schema, document, resource, cause, path });
        return fixes;
      },
    };
    return { cause, path, finding };
  });
}

/**
 * The server names a whole map or list where one value or key in it is wrong: `metadata.labels: Invalid value: "a b"`.
 * What it quotes is looked for there; of equal ones, which it calls duplicates, the last.
 */
function refined(root: Node, path: Path, message: string): { readonly path: Path; readonly onKey: boolean } {
  const quoted = /^(?:Invalid|Unsupported|Duplicate) value: "((?:[^"\\]|\\.)*)"/.exec(message)?.[1];
  const place = placeAt(root, path);
  const node = resolved(place?.node);
  if (quoted === undefined || !node) return { path, onKey: false };
  if (node.type === 'scalar') return { path, onKey: path.at(-1) === quoted && node.source !== quoted };
  if (node.type === 'sequence') {
    const index = node.items.findLastIndex((item) => isWord(item.value, quoted));
    return index < 0 ? { path, onKey: false } : { path: [...path, index], onKey: false };
  }
  const pair = node.pairs.findLast((candidate) => isWord(candidate.value, quoted) || keyOf(candidate) === quoted);
  return pair ? { path: [...path, keyOf(pair)], onKey: keyOf(pair) === quoted } : { path, onKey: false };
}

function isWord(node: Node | undefined, word: string): boolean {
  const value = resolved(node);
  return value?.type === 'scalar' && value.source === word;
}

function keyAt(root: Node, path: Path): Span | undefined {
  const key = placeAt(root, path)?.pair?.key;
  return key && plainSpan(key);
}

/** The server's warnings; those of deprecation are told with the apiVersion. */
export function warningFindings(
  document: Editable,
  resource: Resource,
  warnings: readonly string[],
): readonly Finding[] {
  return warnings
    .filter((warning) => !/ is deprecated in v1\.\d+\+/.test(warning))
    .map((warning) => {
      const within = pathOfField(resource.node, /^([A-Za-z][^\s:]*): /.exec(warning)?.[1] ?? '');
      const path = [...resource.path, ...within];
      let fixes: readonly Fix[] | undefined;
      return {
        code: 'api-server-warning',
        severity: 'warning',
        span: placeToMark(resource.node, within),
        field: formatField(path),
        message: verbatim(warning),
        get fixes() {
          fixes ??= warningFixes(document, resource, path, warning);
          return fixes;
        },
      };
    });
}

/** A scalar or flow value itself, a block's key, for what is missing the key of its nearest parent. */
export function placeToMark(root: Node, path: Path): Span {
  const { place, depth } = nearestPlace(root, path);
  const { node, pair, item } = place;
  if (depth === 0) return plainSpan(nodeAt(root, ['kind']) ?? firstKey(root) ?? root);
  const value = resolved(node);
  const whole = depth === path.length && node && (value?.type === 'scalar' || value?.flow);
  if (whole) return plainSpan(isBlockScalar(value) && pair ? pair.key : node);
  return plainSpan(pair?.key ?? firstKey(node) ?? item ?? root);
}

function isBlockScalar(node: Node | undefined): boolean {
  return node?.type === 'scalar' && (node.style === 'literal' || node.style === 'folded');
}

function firstKey(node: Node | undefined): Span | undefined {
  return node?.type === 'mapping' ? node.pairs[0]?.key : undefined;
}

function plainSpan({ start, end }: Span): Span {
  return { start, end };
}
