// What words of a manifest are, for colours: kinds and versions, names and who refers to them, labels, quantities, names of
// environment variables. From the document's facts and the schema; other words keep the colours of their language.
import type { Span } from '../finding.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { FieldPlace } from '../schema/lookup.ts';
import type { Schema } from '../schema/schema.ts';
import { type ManifestDocument, objectsOf } from '../workspace/document.ts';
import { factsOf } from '../workspace/facts.ts';
import { localNamesOf } from '../workspace/locals.ts';
import { innerSpan } from '../workspace/pattern.ts';
import { portUsesOf } from '../workspace/ports.ts';
import type { Pair } from '../yaml/nodes.ts';
import { keyOf } from '../yaml/path.ts';
import type { TokenType } from './tokenTypes.data.ts';
import { typedNodesOf } from './typedNodes.ts';

export interface SemanticToken extends Span {
  readonly type: TokenType;
  /** The name is defined here; elsewhere it is referred to. */
  readonly defines: boolean;
}

const known = new WeakMap<ManifestDocument, { readonly schema: Schema; readonly tokens: readonly SemanticToken[] }>();

/** In the order of the text, none over another; the same value while document and schema are the same. */
export function semanticTokensOf(document: ManifestDocument, schema: Schema): readonly SemanticToken[] {
  const before = known.get(document);
  if (before?.schema === schema) return before.tokens;
  const typed = objectsOf(document).flatMap((resource) => typedTokens(resource, document, schema));
  const tokens = apart(document.text, [...nameTokens(document), ...typed]);
  known.set(document, { schema, tokens });
  return tokens;
}

/** Of those at one place the first stays; a token is within a line. */
function apart(text: string, tokens: readonly SemanticToken[]): readonly SemanticToken[] {
  const inOrder = tokens
    .map((token, at) => ({ token, at }))
    .sort((a, b) => a.token.start - b.token.start || a.at - b.at)
    .map(({ token }) => token);
  let end = -1;
  return inOrder.filter((token) => {
    if (token.start < end || token.end <= token.start) return false;
    if (text.slice(token.start, token.end).includes('\n')) return false;
    end = token.end;
    return true;
  });
}

function nameTokens(document: ManifestDocument): readonly SemanticToken[] {
  const { objects, references, labels } = factsOf(document);
  const locals = localNamesOf(document);
  return [
    ...objects.filter(({ name }) => name !== '').map(({ nameSpan }) => token(nameSpan, 'variable', true)),
    ...references.flatMap(({ span, members }) => [span, ...members.map((member) => member.span)].map(asUse)),
    ...locals.flatMap(({ definitions, uses }) => [
      ...definitions.map((span) => token(span, 'variable', true)),
      ...uses.map(asUse),
    ]),
    ...portUsesOf(document).map(({ span }) => asUse(span)),
    ...labels.flatMap(({ span, keySpan, value, role }) => [
      token(keySpan, 'property', role === 'label' || role === 'podLabel'),
      ...(value === '' ? [] : [token(span, 'enumMember', role === 'label' || role === 'podLabel')]),
    ]),
  ];
}

function asUse(span: Span): SemanticToken {
  return token(span, 'variable', false);
}

function token({ start, end }: Span, type: SemanticToken['type'], defines: boolean): SemanticToken {
  return { start, end, type, defines };
}

function typedTokens(resource: Resource, { text }: ManifestDocument, schema: Schema): readonly SemanticToken[] {
  const found: SemanticToken[] = [];
  const scalarAt = (key: string, type: SemanticToken['type']) => {
    const value = resource.node.pairs.find((pair) => keyOf(pair) === key)?.value;
    if (value?.type === 'scalar') found.push(token(innerSpan(value, text), type, false));
  };
  scalarAt('kind', 'class');
  scalarAt('apiVersion', 'namespace');
  for (const { node, place, pair } of typedNodesOf(resource, schema)) {
    if (node.type !== 'scalar') continue;
    if (isQuantity(place)) found.push(token(innerSpan(node, text), 'number', false));
    else if (isNameOfEnvVar(place, pair)) found.push(token(innerSpan(node, text), 'parameter', true));
  }
  return found;
}

function isQuantity({ type }: FieldPlace): boolean {
  return type.is === 'definition' && type.name.endsWith('.Quantity');
}

function isNameOfEnvVar({ owner }: FieldPlace, pair: Pair | undefined): boolean {
  return owner?.typeName === 'EnvVar' && pair?.key.source === 'name';
}
