// What every table of CEL functions is made of: by full name, a function of its values, the receiver first.
import type { Value } from '../values.ts';

export type Handler = (...args: Value[]) => Value;
export type Handlers = Readonly<Record<string, Handler>>;
