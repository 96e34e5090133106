// A Go template's text to its tree (text/template/parse/parse.go, Go 1.26). Parsing never fails: the tree comes with its
// problems, a broken action costs itself, and a block that is not ended ends with the text.
import type { Span } from '../../finding.ts';
import { stringOf } from './literals.ts';
import type { BranchNode, Statement, TemplateName, TemplateTree } from './nodes.ts';
import { readPipe } from './pipeline.ts';
import { closeAction, leaveAction, peek, type Reader, readerOf, report, shown, skipSpace } from './reader.ts';
import { type Token, tokensOf } from './tokens.ts';

export function parseTemplate(text: string): TemplateTree {
  const reader = readerOf(text, tokensOf(text));
  const body: Statement[] = [];
  while (peek(reader)) {
    const { statements, ending } = readList(reader, 0);
    body.push(...statements);
    if (ending) report(reader, ending, `unexpected {{${ending.word}}}`);
  }
  return { text, body, problems: reader.problems };
}

/** The `{{ end }}` or `{{ else … }}` that ended a list; of `else if` the action is open yet. */
interface Ending extends Span {
  readonly word: 'end' | 'else';
  /** `if` or `with` behind `else`. */
  readonly chained: 'if' | 'with' | undefined;
}

interface List {
  readonly statements: readonly Statement[];
  readonly ending: Ending | undefined;
}

const deepest = 200;

function readList(reader: Reader, depth: number): List {
  const statements: Statement[] = [];
  for (let token = peek(reader); token; token = peek(reader)) {
    const read = readStatement(reader, token, depth);
    if (read && 'word' in read) return { statements, ending: read };
    if (read) statements.push(read);
  }
  return { statements, ending: undefined };
}

function readStatement(reader: Reader, token: Token, depth: number): Statement | Ending | undefined {
  const { start, end } = token;
  reader.at++;
  if (token.type === 'text') return { type: 'text', text: token.text, start, end };
  if (token.type === 'comment') return { type: 'comment', start, end };
  if (token.type !== 'open') {
    report(reader, token, token.type === 'error' ? token.text : `unexpected ${shown(token)}`);
    return undefined;
  }
  const first = skipSpace(reader);
  const word = first?.type === 'word' ? first.text : '';
  const read = depth < deepest ? statementReaders[word] : undefined;
  if (!read) {
    if (word in statementReaders) report(reader, token, 'blocks are nested too deeply');
    const pipe = readPipe(reader, 'command', 'close');
    return { type: 'action', pipe, start, end: closeAction(reader, 'command') };
  }
  reader.at++;
  return read(reader, start, depth);
}

type StatementReader = (reader: Reader, start: number, depth: number) => Statement | Ending | undefined;

const statementReaders: Readonly<Record<string, StatementReader>> = Object.assign(Object.create(null), {
  if: (reader, start, depth) => readBranch(reader, 'if', start, depth),
  with: (reader, start, depth) => readBranch(reader, 'with', start, depth),
  range: (reader, start, depth) => readBranch(reader, 'range', start, depth),
  define: readDefine,
  block: readBlock,
  template: readInvoke,
  end: (reader, start) => ({ word: 'end', chained: undefined, start, end: closeAction(reader, 'end') }),
  else: readElse,
  break: (reader, start) => readJump(reader, 'break', start),
  continue: (reader, start) => readJump(reader, 'continue', start),
} satisfies Record<string, StatementReader>);

function readElse(reader: Reader, start: number): Ending {
  const token = skipSpace(reader);
  const chained = token?.text === 'if' || token?.text === 'with' ? token.text : undefined;
  if (chained) reader.at++;
  return { word: 'else', chained, start, end: chained ? (token?.end ?? start) : closeAction(reader, 'else') };
}

function readJump(reader: Reader, type: 'break' | 'continue', start: number): Statement {
  const end = closeAction(reader, `{{${type}}}`);
  if (reader.loops === 0) report(reader, { start, end }, `{{${type}}} outside {{range}}`);
  return { type, start, end };
}

function readBranch(reader: Reader, type: BranchNode['type'], start: number, depth: number): BranchNode {
  const outer = reader.variables.length;
  const pipe = readPipe(reader, type, 'close');
  const headEnd = closeAction(reader, type);
  if (type === 'range') reader.loops++;
  const { statements: body, ending } = readList(reader, depth + 1);
  if (type === 'range') reader.loops--;
  const { otherwise, end } = readOtherwise(reader, type, ending, start, depth);
  reader.variables.length = outer;
  return { type, pipe, body, otherwise, start, end, head: { start, end: headEnd } };
}

function readOtherwise(
  reader: Reader,
  type: BranchNode['type'],
  ending: Ending | undefined,
  start: number,
  depth: number,
): { readonly otherwise: readonly Statement[]; readonly end: number } {
  if (!ending) return { otherwise: [], end: unended(reader, start) };
  if (ending.word === 'end') return { otherwise: [], end: ending.end };
  if (ending.chained) {
    if (ending.chained !== type) report(reader, ending, `unexpected <${ending.chained}> in else`);
    // `else if` shares the `end` of the first.
    const inner = readBranch(reader, ending.chained, ending.start, depth);
    return { otherwise: [inner], end: inner.end };
  }
  const last = readList(reader, depth + 1);
  if (last.ending?.word === 'else') {
    report(reader, last.ending, 'expected end; found {{else}}');
    if (last.ending.chained) leaveAction(reader);
    const rest = readList(reader, depth + 1);
    return { otherwise: [...last.statements, ...rest.statements], end: rest.ending?.end ?? unended(reader, start) };
  }
  return { otherwise: last.statements, end: last.ending?.end ?? unended(reader, start) };
}

/** A block without its `end` reaches to the end of the text. */
function unended(reader: Reader, start: number): number {
  const head = reader.text.indexOf('}}', start);
  report(reader, { start, end: head < 0 ? reader.text.length : head + 2 }, 'unexpected EOF');
  return reader.text.length;
}

function readName(reader: Reader, context: string): TemplateName {
  const token = skipSpace(reader);
  if (token?.type === 'string' || token?.type === 'raw') {
    reader.at++;
    const name = token.type === 'raw' ? token.text.slice(1, -1) : (stringOf(token.text) ?? '');
    return { name, span: { start: token.start + 1, end: token.end - 1 } };
  }
  const at = token?.start ?? reader.text.length;
  report(reader, token ?? { start: at, end: at }, `unexpected ${shown(token)} in ${context}`);
  return { name: '', span: { start: at, end: at } };
}

/** A body with variables of its own: `$` is what it is called with. */
function readBody(reader: Reader, start: number, depth: number) {
  const outer = reader.variables;
  const loops = reader.loops;
  reader.variables = ['$'];
  reader.loops = 0;
  const { statements, ending } = readList(reader, depth + 1);
  reader.variables = outer;
  reader.loops = loops;
  if (ending?.word === 'else') report(reader, ending, 'unexpected {{else}}');
  return { body: statements, end: ending ? ending.end : unended(reader, start) };
}

function readDefine(reader: Reader, start: number, depth: number): Statement {
  if (depth > 0) report(reader, { start, end: start + 2 }, 'unexpected <define> in command');
  const name = readName(reader, 'define clause');
  closeAction(reader, 'define clause');
  return { type: 'define', name, ...readBody(reader, start, depth), start };
}

function readBlock(reader: Reader, start: number, depth: number): Statement {
  const name = readName(reader, 'block clause');
  const pipe = readPipe(reader, 'block clause', 'close');
  closeAction(reader, 'block clause');
  return { type: 'block', name, pipe, ...readBody(reader, start, depth), start };
}

function readInvoke(reader: Reader, start: number): Statement {
  const name = readName(reader, 'template clause');
  const pipe = skipSpace(reader)?.type === 'close' ? undefined : readPipe(reader, 'template clause', 'close');
  return { type: 'template', name, pipe, start, end: closeAction(reader, 'template clause') };
}
