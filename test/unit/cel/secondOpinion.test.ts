// Random expressions, evaluated here and by an independent implementation of CEL: where both find a value it is the same, and
// neither finds one where the other fails. Only what the language itself defines is drawn, none of Kubernetes' functions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Environment } from '@marcbachmann/cel-js';
import { compilePolicyExpression } from '../../../server/src/core/cel/policyExpressions.ts';
import { evaluate } from '../../../server/src/core/cel/run/evaluate.ts';

type Draw = (below: number) => number;

/** A small linear congruential generator: the same seed, the same expressions. */
function drawing(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pick = <T>(draw: Draw, all: readonly T[]): T => all[draw(all.length)] as T;

function number(draw: Draw, depth: number): string {
  if (depth === 0) return pick(draw, ['0', '1', '2', '7', '-3', '9223372036854775807']);
  const inner = (): string => number(draw, depth - 1);
  switch (draw(6)) {
    case 0:
      return `size(${list(draw, depth - 1)})`;
    case 1:
      return `size(${word(draw, depth - 1)})`;
    case 2:
      return `(${truth(draw, depth - 1)} ? ${inner()} : ${inner()})`;
    case 3:
      return `${list(draw, depth - 1)}[${pick(draw, ['0', '1', '4'])}]`;
    default:
      return `(${inner()} ${pick(draw, ['+', '-', '*', '/', '%'])} ${inner()})`;
  }
}

function word(draw: Draw, depth: number): string {
  if (depth === 0) return pick(draw, ['""', '"a"', '"ab"', '"é"', "'b c'"]);
  if (draw(2) === 0) return `(${word(draw, depth - 1)} + ${word(draw, depth - 1)})`;
  return `string(${number(draw, depth - 1)})`;
}

function list(draw: Draw, depth: number): string {
  if (depth === 0) return pick(draw, ['[1]', '[1, 2, 3]', '[0, 5]']);
  const inner = list(draw, depth - 1);
  switch (draw(4)) {
    case 0:
      return `${inner}.map(x, x + ${number(draw, depth - 1)})`;
    case 1:
      return `${inner}.filter(x, x > ${number(draw, depth - 1)})`;
    default:
      return `(${inner} + ${list(draw, depth - 1)})`;
  }
}

function truth(draw: Draw, depth: number): string {
  if (depth === 0) return pick(draw, ['true', 'false', '(1 == 1)']);
  const inner = (): string => truth(draw, depth - 1);
  switch (draw(7)) {
    case 0:
      return `!${inner()}`;
    case 1:
      return `(${inner()} ${pick(draw, ['&&', '||'])} ${inner()})`;
    case 2:
      return `(${number(draw, depth - 1)} ${pick(draw, ['<', '<=', '>', '>=', '==', '!='])} ${number(draw, depth - 1)})`;
    case 3:
      return `${word(draw, depth - 1)}.${pick(draw, ['startsWith', 'endsWith', 'contains'])}(${word(draw, depth - 1)})`;
    case 4:
      return `(${number(draw, depth - 1)} in ${list(draw, depth - 1)})`;
    default: {
      const macro = pick(draw, ['all', 'exists', 'exists_one']);
      return `${list(draw, depth - 1)}.${macro}(x, x ${pick(draw, ['<', '==', '!='])} ${number(draw, depth - 1)})`;
    }
  }
}

const library = new Environment();

function theirs(expression: string): unknown {
  try {
    return library.evaluate(expression);
  } catch {
    return 'failed';
  }
}

function ours(expression: string): unknown {
  const scope = { params: false, authorizer: false, patches: false };
  const compilation = compilePolicyExpression(expression, scope, 'any');
  if (!compilation.ok) return 'failed';
  const outcome = evaluate(compilation.compiled, () => undefined);
  return 'error' in outcome ? 'failed' : outcome.value;
}

test('random expressions have one value', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const expression = truth(drawing(seed), 3);
    assert.equal(ours(expression), theirs(expression), `seed ${seed}: ${expression}`);
  }
});
