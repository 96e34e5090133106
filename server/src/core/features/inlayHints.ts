// Hints behind what a manifest leaves to be looked up: which workloads a selector takes, which number a named port is, what
// Base64 says, what fields become that are left out. Each is a setting; hover and definition say the same in full.
import { decodeBase64, utf8Text } from '../kubernetes/base64.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { Schema } from '../schema/schema.ts';
import { type Text, text, verbatim } from '../text.ts';
import { type ManifestDocument, objectsOf } from '../workspace/document.ts';
import { factsOf, type ObjectFact } from '../workspace/facts.ts';
import { innerSpan } from '../workspace/pattern.ts';
import { containerPortNumber, portUsesOf } from '../workspace/ports.ts';
import { podsSelected } from '../workspace/resolve.ts';
import { podSelectorsOf, workloadsTaken } from '../workspace/selecting.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { defaultsShown } from './defaultsShown.data.ts';
import { defaultedObject, valueIn } from './hover/effectiveDefault.ts';
import { type TypedNode, typedNodesOf } from './typedNodes.ts';

export interface InlayHint {
  /** Of the document; the hint stands behind it. */
  readonly offset: number;
  readonly label: Text;
}

const mostNamed = 2;

/** @param schema for what depends on types; without it there are no such hints */
export function inlayHintsOf(
  workspace: Workspace,
  document: ManifestDocument,
  schema: Schema | undefined = workspace.schema,
): readonly InlayHint[] {
  const { selectedPods, ports, decodedBase64, defaults } = workspace.settings.inlayHints;
  const typed = (ask: (resource: Resource, from: Schema) => readonly InlayHint[]) =>
    schema ? objectsOf(document).flatMap((resource) => ask(resource, schema)) : [];
  return [
    ...(selectedPods ? selectorHints(workspace, document) : []),
    ...(ports ? portHints(workspace, document) : []),
    ...(decodedBase64 ? typed((resource, from) => base64Hints(resource, from, document.text)) : []),
    ...(defaults ? typed((resource, from) => defaultHints(resource, from, document.text)) : []),
  ];
}

/** Behind each selector of an object that makes no pods itself: its own template is no news. */
function selectorHints(workspace: Workspace, document: ManifestDocument): readonly InlayHint[] {
  const { objects } = factsOf(document);
  return podSelectorsOf(document).flatMap((selector) => {
    if (objects[selector.object]?.podLabels !== undefined || selector.selector.length === 0) return [];
    const names = workloadsTaken(workspace, selector).map(({ fact }) => nameOf(fact));
    return names.length === 0 ? [] : [{ offset: selector.span.end, label: verbatim(` → ${listed(names)}`) }];
  });
}

export function nameOf({ kind, name }: ObjectFact): string {
  return `${kind}/${name}`;
}

export function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).join(', ');
  return names.length > mostNamed ? `${shown} +${names.length - mostNamed}` : shown;
}

function portHints(workspace: Workspace, document: ManifestDocument): readonly InlayHint[] {
  return portUsesOf(document).flatMap((use) => {
    if (/^\d+$/.test(use.port)) return [];
    const numbers = podsSelected(workspace, use.selector, use.namespace).flatMap(
      ({ document: other, fact }) => containerPortNumber(other, fact.span.start, use.port) ?? [],
    );
    const distinct = [...new Set(numbers)];
    return distinct.length === 0
      ? []
      : [{ offset: use.span.end, label: text(` = ${distinct.join(', ')}`, ` = ${distinct.join('、')}`) }];
  });
}

const mostLetters = 40;

function base64Hints(resource: Resource, schema: Schema, whole: string): readonly InlayHint[] {
  return [...typedNodesOf(resource, schema)].flatMap(({ node, place }) => {
    const isBytes = place.type.is === 'string' && place.type.format === 'byte';
    if (!isBytes || node.type !== 'scalar' || node.source === '') return [];
    const decoded = decodeBase64(node.source);
    if ('error' in decoded) return [];
    return [{ offset: innerSpan(node, whole).end, label: decodedLabel(decoded.bytes) }];
  });
}

/** The first line of a text; of anything else how much it is. */
function decodedLabel(bytes: readonly number[]): Text {
  const words = utf8Text(bytes);
  if (words === undefined || /[\0-\x08\x0e-\x1f]/.test(words)) {
    return text(` = ${bytes.length} bytes`, ` = ${bytes.length} 字节`);
  }
  const [line = ''] = words.split('\n');
  const isCut = line.length > mostLetters || words.trimEnd() !== line.trimEnd();
  return verbatim(` = ${line.slice(0, mostLetters).trimEnd()}${isCut ? '…' : ''}`);
}

function defaultHints(resource: Resource, schema: Schema, whole: string): readonly InlayHint[] {
  const kind = schema.kind(resource.apiVersion, resource.kind);
  const defaulted = kind && defaultedObject(schema, kind, resource.node);
  if (!defaulted) return [];
  return [...typedNodesOf(resource, schema)].flatMap((typed) => {
    const { node, place, path } = typed;
    if (node.type !== 'mapping') return [];
    const written = new Set(node.pairs.map(({ key }) => key.source));
    const left = (defaultsShown[place.definition?.typeName ?? ''] ?? []).filter((name) => !written.has(name));
    const words = left.flatMap((name) => {
      const value = valueIn(defaulted, [...path, name]);
      return value === undefined || value === null ? [] : [`${name}: ${wordsOf(value)}`];
    });
    return words.length === 0 ? [] : [{ offset: lineEndOf(typed, whole), label: verbatim(`  ${words.join(', ')}`) }];
  });
}

function wordsOf(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}

/** Of the line in which the mapping's key stands, or its first pair. */
function lineEndOf({ node, pair }: TypedNode, whole: string): number {
  const newline = whole.indexOf('\n', pair && node.start > pair.key.end ? pair.key.end : node.start);
  const end = newline < 0 ? whole.length : newline;
  return whole[end - 1] === '\r' ? end - 1 : end;
}
