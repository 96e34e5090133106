// The API server's verdict on an object, brought to the places of its document. Fields that are not written there are
// marked at the nearest parent that is. The words are the server's own.
import type { FieldError, JsonObject, Verdict } from '../../apiserver/types.ts';
import type { Finding, Span } from '../../finding.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import type { Schema } from '../../schema/schema.ts';
import { verbatim } from '../../text.ts';
import type { Node, Path } from '../../yaml/nodes.ts';
import { formatField, nearestPlace, nodeAt, pathOfField, resolved } from '../../yaml/path.ts';
import { toPlain } from '../../yaml/plain.ts';

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
  const plain = toPlain(resource.node).value;
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return undefined;
  return judge(schema, { ...plain, apiVersion: resource.apiVersion, kind: resource.kind });
}

/** Errors about fields, each at its place. */
export function causeFindings(resource: Resource, errors: readonly FieldError[]): readonly CauseFinding[] {
  return errors.map((cause) => {
    const path = pathOfField(resource.node, cause.field);
    const finding: Finding = {
      code: 'api-server',
      severity: 'error',
      span: placeToMark(resource.node, path),
      field: formatField([...resource.path, ...path]),
      message: verbatim(cause.field === '' ? cause.message : `${cause.field}: ${cause.message}`),
    };
    return { cause, path: [...resource.path, ...path], finding };
  });
}

/** The server's warnings; those of deprecation are told with the apiVersion. */
export function warningFindings(resource: Resource, warnings: readonly string[]): readonly Finding[] {
  return warnings
    .filter((warning) => !/ is deprecated in v1\.\d+\+/.test(warning))
    .map((warning) => {
      const path = pathOfField(resource.node, /^([A-Za-z][^\s:]*): /.exec(warning)?.[1] ?? '');
      const field = formatField([...resource.path, ...path]);
      const span = placeToMark(resource.node, path);
      return { code: 'api-server-warning', severity: 'warning', span, field, message: verbatim(warning) };
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
