// The rules of CEL.g4 (cel-go v0.26), each with what may follow it: from tokens to the tree, macros expanded. How errors are
// told and overcome is the recovery's; types and names are not known here.
import { call, type Entry, type Expression, type FieldEntry, identifier, literal, missing } from './expression.ts';
import {
  AND,
  ARGUMENTS,
  CALC,
  CLOSE,
  COLON,
  CONDITION,
  ENDS,
  FIELD,
  FIRST,
  FIRST_MEMBER,
  INDEX_END,
  LITERALS,
  MEMBER,
  NEXT,
  NUMBER_SET,
  NUMBERS,
  OPEN,
  OPTIONAL_FIELD,
  OPTIONAL_FIRST,
  OR,
  PRODUCTS,
  RELATION,
  RELATIONS,
  SUMS,
  with_,
} from './firstSets.ts';
import { literalOf } from './literals.ts';
import { expandMacro } from './macros.ts';
import {
  DEEPEST,
  expectChoice,
  expectRound,
  giveUp,
  type Kinds,
  kindAt,
  kinds,
  match,
  noWay,
  type Parser,
  rule,
  TOO_DEEP,
  tokenAt,
} from './recovery.ts';
import type { Token, TokenKind } from './tokens.ts';

/** `'&&'` is the call `_&&_`. */
const operatorName = (token: Token): string => (token.text === 'in' ? '@in' : `_${token.text}_`);

/** One expression, and the rules below it. `follow`: what may stand behind it. */
export function expr(parser: Parser, follow: Kinds): Expression {
  if (parser.depth >= DEEPEST) giveUp(parser, TOO_DEEP);
  parser.depth++;
  const body = (): Expression => {
    const condition = disjunction(parser, CONDITION);
    if (kindAt(parser) !== "'?'") return condition;
    const at = match(parser, "'?'", FIRST).start;
    const yes = disjunction(parser, COLON);
    match(parser, "':'", FIRST);
    return call(at, '_?_:_', condition, yes, expr(parser, ENDS));
  };
  const expression = rule(parser, follow, body, missing);
  parser.depth--;
  return expression;
}

function chain(
  parser: Parser,
  operator: TokenKind,
  follow: Kinds,
  within: Kinds,
  operand: (parser: Parser, follow: Kinds) => Expression,
): Expression {
  const body = (): Expression => {
    const terms = [operand(parser, within)];
    const places: number[] = [];
    while (kindAt(parser) === operator) {
      places.push(match(parser, operator, FIRST).start);
      terms.push(operand(parser, within));
    }
    return balanced(`_${operator.slice(1, -1)}_`, terms, places);
  };
  return rule(parser, follow, body, missing);
}

/** Many terms make a flat tree, as cel-go makes it. */
function balanced(name: string, terms: readonly Expression[], places: readonly number[]): Expression {
  const [first = missing(0)] = terms;
  if (places.length === 0) return first;
  const middle = places.length >> 1;
  const left = balanced(name, terms.slice(0, middle + 1), places.slice(0, middle));
  const right = balanced(name, terms.slice(middle + 1), places.slice(middle + 1));
  return call(places[middle] ?? 0, name, left, right);
}

const disjunction = (parser: Parser, follow: Kinds): Expression => chain(parser, "'||'", follow, OR, conjunction);
const conjunction = (parser: Parser, follow: Kinds): Expression =>
  chain(parser, "'&&'", follow, AND, (inner, within) => relation(inner, within, 0));

function relation(parser: Parser, follow: Kinds, level: number): Expression {
  const body = (): Expression => {
    let left = calc(parser, RELATION, 0);
    while (level < 2 && RELATIONS.includes(kindAt(parser))) {
      const token = match(parser, kindAt(parser), FIRST);
      left = call(token.start, operatorName(token), left, relation(parser, RELATION, 2));
    }
    return left;
  };
  return rule(parser, follow, body, missing);
}

function calc(parser: Parser, follow: Kinds, level: number): Expression {
  const body = (): Expression => {
    let left = unary(parser, CALC);
    for (;;) {
      const kind = kindAt(parser);
      const strength = PRODUCTS.includes(kind) ? 2 : SUMS.includes(kind) ? 1 : 0;
      if (strength === 0 || strength < level) return left;
      const token = match(parser, kind, FIRST);
      left = call(token.start, operatorName(token), left, calc(parser, CALC, strength + 1));
    }
  };
  return rule(parser, follow, body, missing);
}

function unary(parser: Parser, follow: Kinds): Expression {
  const body = (): Expression => {
    expectChoice(parser, FIRST);
    const kind = kindAt(parser);
    if (kind === "'!'") return repeated(parser, "'!'", '!_', FIRST, (): boolean => kindAt(parser) === "'!'");
    if (kind !== "'-'" || NUMBERS.includes(kindAt(parser, 1))) return member(parser, ENDS);
    if (!FIRST_MEMBER.has(kindAt(parser, 1))) noWay(parser, 1);
    const another = (): boolean => {
      if (kindAt(parser) !== "'-'") return false;
      if (!FIRST_MEMBER.has(kindAt(parser, 1))) noWay(parser, 1);
      return true;
    };
    return repeated(parser, "'-'", '-_', FIRST_MEMBER, another);
  };
  return rule(parser, follow, body, missing);
}

function repeated(parser: Parser, kind: TokenKind, name: string, expected: Kinds, another: () => boolean): Expression {
  const at = match(parser, kind, expected).start;
  let count = 1;
  for (expectRound(parser, expected); another(); expectRound(parser, expected)) {
    match(parser, kind, expected);
    count++;
  }
  const operand = member(parser, ENDS);
  return count % 2 === 0 ? operand : call(at, name, operand);
}

function member(parser: Parser, follow: Kinds): Expression {
  const body = (): Expression => {
    let operand = primary(parser, MEMBER);
    while (kindAt(parser) === "'.'" || kindAt(parser) === "'['") {
      operand = kindAt(parser) === "'['" ? indexed(parser, operand) : selected(parser, operand);
    }
    return operand;
  };
  return rule(parser, follow, body, missing);
}

function indexed(parser: Parser, operand: Expression): Expression {
  const at = match(parser, "'['", OPTIONAL_FIRST).start;
  const optional = question(parser, OPTIONAL_FIRST);
  const index = expr(parser, INDEX_END);
  match(parser, "']'", MEMBER);
  return call(at, optional ? '_[?_]' : '_[_]', operand, index);
}

function selected(parser: Parser, operand: Expression): Expression {
  if (!OPTIONAL_FIELD.has(kindAt(parser, 1))) noWay(parser, 1);
  const isCall = kindAt(parser, 1) === 'IDENTIFIER' && kindAt(parser, 2) === "'('";
  const at = match(parser, "'.'", OPTIONAL_FIELD).start;
  if (isCall) {
    const name = match(parser, 'IDENTIFIER', OPEN).text;
    const open = match(parser, "'('", FIRST).start;
    return called(parser, MEMBER, (args) => callOrMacro(parser, open, name, operand, args));
  }
  const optional = question(parser, OPTIONAL_FIELD);
  const { name, at: nameAt } = fieldName(parser, MEMBER);
  if (!optional) return { kind: 'select', at, operand, field: name, test: false };
  return call(at, '_?._', operand, literal(nameAt, { type: 'string', value: name }));
}

/** A question mark, if one stands here. */
function question(parser: Parser, expected: Kinds): boolean {
  expectChoice(parser, expected);
  if (kindAt(parser) !== "'?'") return false;
  match(parser, "'?'", expected);
  return true;
}

function fieldName(parser: Parser, follow: Kinds): { name: string; at: number } {
  const body = (): { name: string; at: number } => {
    expectChoice(parser, FIELD);
    const token = match(parser, kindAt(parser) === 'ESC_IDENTIFIER' ? 'ESC_IDENTIFIER' : 'IDENTIFIER', ENDS);
    const name = token.kind === 'ESC_IDENTIFIER' ? token.text.slice(1, -1) : token.text;
    if (token.kind === 'ESC_IDENTIFIER') complain(parser, token.start, "unsupported syntax: '`'");
    return { name, at: token.start };
  };
  return rule(parser, follow, body, (at) => {
    complain(parser, at, 'unsupported ident kind');
    return { name: '', at };
  });
}

function complain(parser: Parser, at: number, message: string): Expression {
  parser.problems.push({ at, message });
  return missing(at);
}

/** Makes a call of the arguments; also of those of a call that is not closed. */
function called(parser: Parser, next: Kinds, make: (args: readonly Expression[]) => Expression): Expression {
  expectChoice(parser, ARGUMENTS);
  const args = FIRST.has(kindAt(parser)) ? expressions(parser) : [];
  const made = make(args);
  match(parser, "')'", next);
  return made;
}

function expressions(parser: Parser): Expression[] {
  const body = (): Expression[] => {
    const all = [expr(parser, NEXT)];
    while (kindAt(parser) === "','") {
      match(parser, "','", FIRST);
      all.push(expr(parser, NEXT));
    }
    return all;
  };
  return rule(parser, CLOSE, body, () => []);
}

function callOrMacro(
  parser: Parser,
  at: number,
  name: string,
  target: Expression | undefined,
  args: readonly Expression[],
): Expression {
  const expanded = expandMacro({ at, name, target, args, bindings: parser.bindings });
  if (!expanded) return { kind: 'call', at, name, args, ...(target && { target }) };
  return 'message' in expanded ? complain(parser, expanded.at, expanded.message) : expanded;
}

function primary(parser: Parser, follow: Kinds): Expression {
  const body = (): Expression => {
    expectChoice(parser, FIRST_MEMBER);
    switch (kindAt(parser)) {
      case "'('":
        return nested(parser);
      case "'['":
        return createList(parser);
      case "'{'":
        return createMap(parser);
      case 'IDENTIFIER':
      case "'.'":
        return named(parser);
      default:
        return literalValue(parser);
    }
  };
  return rule(parser, follow, body, missing);
}

function nested(parser: Parser): Expression {
  match(parser, "'('", FIRST);
  const inner = expr(parser, CLOSE);
  match(parser, "')'", ENDS);
  return inner;
}

const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);

function named(parser: Parser): Expression {
  const dotted = kindAt(parser) === "'.'";
  if (dotted && kindAt(parser, 1) !== 'IDENTIFIER') noWay(parser, 1);
  if (startsMessage(parser, dotted ? 1 : 0)) return createMessage(parser);
  const dot = dotted ? match(parser, "'.'", FIELD).start : undefined;
  const token = match(parser, 'IDENTIFIER', ENDS);
  const name = dotted ? `.${token.text}` : token.text;
  const reserved = RESERVED.has(token.text)
    ? complain(parser, dot ?? token.start, `reserved identifier: ${token.text}`)
    : undefined;
  if (kindAt(parser) !== "'('") return reserved ?? identifier(token.start, name);
  const open = match(parser, "'('", FIRST).start;
  return called(parser, ENDS, (args) => reserved ?? callOrMacro(parser, open, name, undefined, args));
}

/** Whether `a.b.c{` stands here. */
function startsMessage(parser: Parser, ahead: number): boolean {
  let next = ahead;
  while (kindAt(parser, next) === 'IDENTIFIER' && kindAt(parser, next + 1) === "'.'") next += 2;
  return kindAt(parser, next) === 'IDENTIFIER' && kindAt(parser, next + 1) === "'{'";
}

function createList(parser: Parser): Expression {
  const at = match(parser, "'['", OPTIONAL_FIRST).start;
  const items = sequence(parser, OPTIONAL_FIRST, "']'", () => optionalExpression(parser, NEXT));
  const optional = items.flatMap((item, index) => (item.optional ? [index] : []));
  return { kind: 'list', at, elements: items.map((item) => item.expression), optional };
}

function createMap(parser: Parser): Expression {
  const at = match(parser, "'{'", OPTIONAL_FIRST).start;
  const entries = sequence(parser, OPTIONAL_FIRST, "'}'", (): Entry => {
    const key = optionalExpression(parser, COLON);
    const colon = match(parser, "':'", FIRST).start;
    return { at: colon, key: key.expression, optional: key.optional, value: expr(parser, NEXT) };
  });
  return { kind: 'map', at, entries };
}

function createMessage(parser: Parser): Expression {
  let type = '';
  if (kindAt(parser) === "'.'") type += match(parser, "'.'", FIELD).text;
  type += match(parser, 'IDENTIFIER', ENDS).text;
  while (kindAt(parser) === "'.'") type += match(parser, "'.'", FIELD).text + match(parser, 'IDENTIFIER', ENDS).text;
  const at = match(parser, "'{'", OPTIONAL_FIELD).start;
  const fields = sequence(parser, OPTIONAL_FIELD, "'}'", (): FieldEntry => {
    const { name, optional } = optionalField(parser);
    const colon = match(parser, "':'", FIRST).start;
    return { at: colon, name, optional, value: expr(parser, NEXT) };
  });
  return { kind: 'struct', at, type, fields };
}

/** Items between commas, one comma more allowed behind the last, and the closing bracket. */
function sequence<T>(parser: Parser, first: Kinds, close: TokenKind, item: () => T): T[] {
  const items: T[] = [];
  const body = (): T[] => {
    items.push(item());
    while (kindAt(parser) === "','" && first.has(kindAt(parser, 1))) {
      match(parser, "','", first);
      items.push(item());
    }
    return items;
  };
  expectChoice(parser, with_(first, "','", close));
  if (first.has(kindAt(parser))) rule(parser, kinds("','", close), body, () => items);
  expectChoice(parser, kinds("','", close));
  if (kindAt(parser) === "','") match(parser, "','", kinds(close));
  match(parser, close, ENDS);
  return items;
}

function optionalExpression(parser: Parser, follow: Kinds): { expression: Expression; optional: boolean } {
  const body = (): { expression: Expression; optional: boolean } => {
    const optional = question(parser, OPTIONAL_FIRST);
    return { optional, expression: expr(parser, ENDS) };
  };
  return rule(parser, follow, body, (at) => ({ optional: false, expression: missing(at) }));
}

function optionalField(parser: Parser): { name: string; optional: boolean } {
  const body = (): { name: string; optional: boolean } => {
    const optional = question(parser, OPTIONAL_FIELD);
    return { optional, name: fieldName(parser, ENDS).name };
  };
  return rule(parser, COLON, body, () => ({ name: '', optional: false }));
}

function literalValue(parser: Parser): Expression {
  const negative = kindAt(parser) === "'-'";
  if (negative && !NUMBERS.includes(kindAt(parser, 1))) noWay(parser, 1);
  if (!negative && !LITERALS.includes(kindAt(parser))) noWay(parser, 0);
  const at = tokenAt(parser, 0).start;
  if (negative) match(parser, "'-'", NUMBER_SET);
  const token = match(parser, kindAt(parser), ENDS);
  const read = literalOf(token, negative);
  return 'literal' in read ? literal(at, read.literal) : complain(parser, at, read.problem);
}
