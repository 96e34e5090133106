// Helm's own functions around rendering (helm v3.22 pkg/engine/engine.go): include, tpl, required, fail, lookup.
// As in `helm template` there is no cluster: lookup finds nothing.
import { DemandFault } from '../engine/value.ts';
import { type FunctionTable, fn, text } from './function.ts';

export const helmFunctions: FunctionTable = {
  include: fn(2, ([name, data], run) => run.include(text(name), data)),
  tpl: fn(2, ([words, data], run) => run.tpl(text(words), data)),
  required: fn(2, ([warning, value]) => {
    if (value === undefined || value === null || value === '') throw new DemandFault(text(warning));
    return value;
  }),
  fail: fn(1, ([message]) => {
    throw new DemandFault(text(message));
  }),
  lookup: fn(4, () => new Map()),
  getHostByName: fn(1, () => ''),
};
