// Optional values. `or` and `orValue` are not here: they look at their argument only when they need it. Mirrors cel-go v0.26
// cel/library.go.
import { CelFailure, contentOf, isList, isMap, NONE, some, type Value } from '../values.ts';
import type { Handlers } from './handler.ts';

export const OPTIONAL_FUNCTIONS: Handlers = {
  'optional.none': () => NONE,
  'optional.of': (value = null) => some(value),
  'optional.ofNonZeroValue': (value = null) => (isZero(value) ? NONE : some(value)),
  hasValue: (self) => contentOf(self, 'optional').value !== undefined,
  value: (self) => {
    const { value } = contentOf(self, 'optional');
    if (value === undefined) throw new CelFailure('optional.none() dereference');
    return value;
  },
};

function isZero(value: Value): boolean {
  if (isList(value) || value instanceof Uint8Array) return value.length === 0;
  if (isMap(value)) return value.size === 0;
  return value === null || value === false || value === '' || value === 0 || value === 0n;
}
