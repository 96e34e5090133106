// `helmCharts`: kubectl renders none unless it is told to with `--enable-helm`.
import type { PlainObject } from '../../yaml/plain.ts';
import { type BuiltObject, NotBuilt } from './object.ts';
import type { Step } from './steps.ts';

export function chartObjects(_step: Step, _says: PlainObject): readonly BuiltObject[] {
  throw new NotBuilt('"helmCharts" is not built here', false);
}
