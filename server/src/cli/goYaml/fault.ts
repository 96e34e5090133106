// What goyaml says of a text that it cannot read: the first fault that its scanner or its grammar finds, in the first
// document, in its words. Mirrors go.yaml.in/yaml/v2 v2.4 parserc.go and the messages of decode.go. Gives no values.
import { grammarFault } from './characters.ts';
import { peek, type Scanner, scannerOf, type Token, type TokenType, take } from './scanner.ts';

interface Reading {
  readonly scanner: Scanner;
  readonly anchors: Set<string>;
}

/** `line 4: did not find expected key`; undefined for what can be read. Never throws. */
export function goYamlFault(text: string): string | undefined {
  const reading: Reading = { scanner: scannerOf(text), anchors: new Set() };
  document(reading);
  return reading.scanner.fault;
}

const at = ({ scanner }: Reading, ...types: readonly TokenType[]): boolean => types.includes(peek(scanner).type);

/** Takes the next token if it is of that type. */
function accept(reading: Reading, type: TokenType): boolean {
  if (reading.scanner.fault !== undefined || !at(reading, type)) return false;
  take(reading.scanner);
  return true;
}

function fail({ scanner }: Reading, words: string, token: Token): void {
  grammarFault(scanner, words, token.line);
}

function document(reading: Reading): void {
  const { scanner } = reading;
  if (at(reading, 'end')) return;
  if (at(reading, 'directive', 'documentStart')) opening(reading);
  if (!at(reading, 'directive', 'documentStart', 'documentEnd', 'end')) node(reading, true, false);
  // What follows is looked at once more, to see that the document ends there.
  peek(scanner);
}

function opening(reading: Reading): void {
  const { scanner } = reading;
  let versions = 0;
  for (let token = peek(scanner); token.type === 'directive'; token = peek(scanner)) {
    if (token.name === 'YAML' && ++versions > 1) fail(reading, 'found duplicate %YAML directive', token);
    if (token.name === 'unknown') fail(reading, 'found incompatible YAML document', token);
    take(scanner);
  }
  if (!accept(reading, 'documentStart')) fail(reading, 'did not find expected <document start>', peek(scanner));
}

/** @param block whether block collections may begin here; @param bare whether dashes may stand at the key's own indent */
function node(reading: Reading, block: boolean, bare: boolean): void {
  const { scanner, anchors } = reading;
  const first = peek(scanner);
  if (first.type === 'alias') {
    if (!anchors.has(first.name)) scanner.fault ??= `unknown anchor '${first.name}' referenced`;
    take(scanner);
    return;
  }
  const marked = properties(reading);
  const token = peek(scanner);
  if (scanner.fault !== undefined) return;
  if (bare && token.type === 'entry') bareSequence(reading);
  else if (token.type === 'scalar') take(scanner);
  else if (token.type === '[') flowSequence(reading);
  else if (token.type === '{') flowMapping(reading);
  else if (block && token.type === 'blockSequence') blockSequence(reading);
  else if (block && token.type === 'blockMapping') blockMapping(reading);
  else if (!marked) fail(reading, 'did not find expected node content', token);
}

/** An anchor and a tag, in either order. */
function properties(reading: Reading): boolean {
  const seen = new Set<TokenType>();
  for (let token = peek(reading.scanner); seen.size < 2; token = peek(reading.scanner)) {
    if ((token.type !== 'anchor' && token.type !== 'tag') || seen.has(token.type)) break;
    seen.add(token.type);
    if (token.type === 'anchor') reading.anchors.add(token.name);
    else if (!['', '!', '!!'].includes(token.name)) fail(reading, 'found undefined tag handle', token);
    take(reading.scanner);
  }
  return seen.size > 0;
}

function blockSequence(reading: Reading): void {
  take(reading.scanner);
  while (accept(reading, 'entry')) if (!at(reading, 'entry', 'blockEnd')) node(reading, true, false);
  if (!accept(reading, 'blockEnd')) fail(reading, "did not find expected '-' indicator", peek(reading.scanner));
}

/** Dashes at the indent of the key above them. */
function bareSequence(reading: Reading): void {
  while (accept(reading, 'entry')) {
    if (!at(reading, 'entry', 'key', 'value', 'blockEnd')) node(reading, true, false);
  }
}

function blockMapping(reading: Reading): void {
  take(reading.scanner);
  while (accept(reading, 'key')) {
    if (!at(reading, 'key', 'value', 'blockEnd')) node(reading, true, true);
    if (accept(reading, 'value') && !at(reading, 'key', 'value', 'blockEnd')) node(reading, true, true);
  }
  if (!accept(reading, 'blockEnd')) fail(reading, 'did not find expected key', peek(reading.scanner));
}

function flowSequence(reading: Reading): void {
  take(reading.scanner);
  for (let first = true; !accept(reading, ']'); first = false) {
    if (!first && !accept(reading, ',')) fail(reading, "did not find expected ',' or ']'", peek(reading.scanner));
    if (reading.scanner.fault !== undefined) return;
    if (accept(reading, 'key')) flowPair(reading);
    else if (!at(reading, ']')) node(reading, false, false);
  }
}

/** A pair without braces inside brackets. */
function flowPair(reading: Reading): void {
  if (at(reading, 'value', ',', ']')) take(reading.scanner);
  else node(reading, false, false);
  if (accept(reading, 'value') && !at(reading, ',', ']')) node(reading, false, false);
}

function flowMapping(reading: Reading): void {
  take(reading.scanner);
  for (let first = true; !accept(reading, '}'); first = false) {
    if (!first && !accept(reading, ',')) fail(reading, "did not find expected ',' or '}'", peek(reading.scanner));
    if (reading.scanner.fault !== undefined) return;
    if (accept(reading, 'key')) {
      if (!at(reading, 'value', ',', '}')) node(reading, false, false);
      if (accept(reading, 'value') && !at(reading, ',', '}')) node(reading, false, false);
    } else if (!at(reading, '}')) node(reading, false, false);
  }
}
