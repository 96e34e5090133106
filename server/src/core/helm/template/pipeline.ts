// Pipelines of a Go template: variables, commands, operands (text/template/parse/parse.go, Go 1.26). A fault costs the
// rest of its action and nothing more.

import { constantOf, stringOf } from './literals.ts';
import type { Command, Field, Operand, Pipe, VariableNode } from './nodes.ts';
import { peek, type Reader, report, shown, skipSpace } from './reader.ts';
import type { Token } from './tokens.ts';

/** The pipeline up to the end of the action or to the closing bracket, which stays unread. */
export function readPipe(reader: Reader, context: string, closing: 'close' | ')'): Pipe {
  const start = skipSpace(reader)?.start ?? reader.text.length;
  const { variables, assigns } = readVariables(reader, context);
  const commands: Command[] = [];
  for (;;) {
    const command = readCommand(reader);
    if (command) commands.push(command);
    const token = skipSpace(reader);
    if (token?.type !== 'mark' || token.text !== '|') break;
    reader.at++;
    if (!command) report(reader, token, `missing value for ${context}`);
  }
  const token = peek(reader);
  const end = reader.tokens[reader.at - 1]?.end ?? start;
  if (commands.length === 0 && isAt(token, closing))
    report(reader, token ?? { start, end }, `missing value for ${context}`);
  checkStages(reader, commands);
  if (!assigns) reader.variables.push(...variables.map(({ name }) => name));
  return { type: 'pipe', variables, assigns, commands, start, end: Math.max(start, end) };
}

const isAt = (token: Token | undefined, closing: string): boolean =>
  token?.type === closing || (token?.type === 'mark' && token.text === closing);

/** What is piped must go into a function. */
function checkStages(reader: Reader, commands: readonly Command[]): void {
  for (const { words, start, end } of commands.slice(1)) {
    const [first] = words;
    const isConstant = first && ['bool', 'dot', 'nil', 'number', 'string'].includes(first.type);
    if (isConstant) report(reader, { start, end }, `non executable command in pipeline stage 2`);
  }
}

/** `$a :=`, `$a, $b :=`, `$a =`; otherwise nothing is read. */
function readVariables(
  reader: Reader,
  context: string,
): { readonly variables: readonly VariableNode[]; readonly assigns: boolean } {
  const back = reader.at;
  const variables: VariableNode[] = [];
  for (let token = skipSpace(reader); token?.type === 'variable'; token = skipSpace(reader)) {
    variables.push({ type: 'variable', name: token.text, fields: [], start: token.start, end: token.end });
    reader.at++;
    const next = skipSpace(reader);
    if (next?.type !== 'mark') break;
    reader.at++;
    if (next.text === ':=' || next.text === '=') {
      if (next.text === '=') for (const variable of variables) checkKnown(reader, variable);
      return { variables, assigns: next.text === '=' };
    }
    if (next.text !== ',' || context !== 'range' || variables.length > 1) break;
  }
  reader.at = back;
  return { variables: [], assigns: false };
}

function checkKnown(reader: Reader, variable: VariableNode): void {
  if (!reader.variables.includes(variable.name)) report(reader, variable, `undefined variable "${variable.name}"`);
}

/** Operands with blanks between them, up to what ends the command; undefined for none. */
function readCommand(reader: Reader): Command | undefined {
  const words: Operand[] = [];
  const start = skipSpace(reader)?.start ?? reader.text.length;
  for (;;) {
    skipSpace(reader);
    const operand = readOperand(reader);
    if (!operand) break;
    words.push(operand);
    const next = peek(reader);
    if (next && !['space', 'close', 'mark', 'error', 'open', 'text'].includes(next.type)) {
      report(reader, next, `unexpected ${shown(next)} in operand`);
    }
  }
  const last = words[words.length - 1];
  return last && { words, start, end: last.end };
}

function readOperand(reader: Reader): Operand | undefined {
  const term = readTerm(reader);
  if (!term) return undefined;
  if (peek(reader)?.type !== 'field') return term;
  const fields = readFields(reader);
  const { start } = term;
  const end = fields[fields.length - 1]?.end ?? term.end;
  if (term.type === 'field' || term.type === 'variable') return { ...term, fields: [...term.fields, ...fields], end };
  if (['bool', 'string', 'number', 'nil', 'dot'].includes(term.type)) {
    report(reader, { start, end }, `unexpected . after term ${JSON.stringify(reader.text.slice(start, term.end))}`);
  }
  return { type: 'chain', of: term, fields, start, end };
}

function readFields(reader: Reader): readonly Field[] {
  const fields: Field[] = [];
  for (let token = peek(reader); token?.type === 'field'; token = peek(reader)) {
    fields.push({ name: token.text.slice(1), start: token.start + 1, end: token.end });
    reader.at++;
  }
  return fields;
}

const keywords = new Set(['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with']);

function readTerm(reader: Reader): Operand | undefined {
  const token = peek(reader);
  if (!token) return undefined;
  const { start, end } = token;
  switch (token.type) {
    case 'word':
      return readWord(reader, token);
    case 'dot':
      reader.at++;
      return { type: 'dot', start, end };
    case 'field':
      return { type: 'field', fields: readFields(reader), start, end: reader.tokens[reader.at - 1]?.end ?? end };
    case 'variable': {
      reader.at++;
      const variable: VariableNode = { type: 'variable', name: token.text, fields: [], start, end };
      checkKnown(reader, variable);
      return variable;
    }
    case 'string':
    case 'raw':
    case 'char':
    case 'number':
      reader.at++;
      return readConstant(reader, token);
    case 'mark':
      return token.text === '(' ? readBrackets(reader, token) : undefined;
    default:
      return undefined;
  }
}

function readWord(reader: Reader, { text, start, end }: Token): Operand | undefined {
  if (keywords.has(text)) {
    report(reader, { start, end }, `unexpected <${text}> in operand`);
    reader.at++;
    return undefined;
  }
  reader.at++;
  if (text === 'true' || text === 'false') return { type: 'bool', value: text === 'true', start, end };
  if (text === 'nil') return { type: 'nil', start, end };
  return { type: 'function', name: text, start, end };
}

function readConstant(reader: Reader, token: Token): Operand {
  const { start, end, type } = token;
  if (type === 'string' || type === 'raw') {
    const value = type === 'raw' ? token.text.slice(1, -1).replaceAll('\r', '') : stringOf(token.text);
    if (value === undefined) report(reader, token, 'invalid syntax');
    return { type: 'string', value: value ?? '', start, end };
  }
  const constant = constantOf(token.text);
  if (!constant) report(reader, token, `bad number syntax: ${JSON.stringify(token.text)}`);
  return { type: 'number', whole: constant ? constant.whole : 0n, value: constant?.value ?? 0, start, end };
}

function readBrackets(reader: Reader, open: Token): Operand {
  reader.at++;
  const pipe = readPipe(reader, 'parenthesized pipeline', ')');
  const token = skipSpace(reader);
  if (token?.type === 'mark' && token.text === ')') {
    reader.at++;
    return { ...pipe, start: open.start, end: token.end };
  }
  if (token?.type !== 'error') report(reader, open, 'unclosed left paren');
  return { ...pipe, start: open.start };
}
