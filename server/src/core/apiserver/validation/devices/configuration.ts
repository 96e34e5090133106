// Parameters for a driver, which only the driver understands. Mirrors validateDeviceConfiguration (v1.36).
import { byteLength } from '../../../kubernetes/goText.ts';
import { type Draft, isDraft, optionalObject, stringAt } from '../../draft.ts';
import { goJson, invalid, required, tooLong } from '../../fieldErrors.ts';
import { child, type FieldPath } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { csiDriverName } from '../persistentVolumeSources.ts';

const MOST_PARAMETER_BYTES = 10 * 1024;

/** @param stored whether the object had these parameters before: then they may be of any size */
export function deviceConfigurationErrors(configuration: Draft, field: FieldPath, stored = false): FieldError[] {
  const opaque = optionalObject(configuration, 'opaque');
  const at = child(field, 'opaque');
  if (!opaque) return [required(at)];
  return [
    ...csiDriverName(stringAt(opaque, 'driver'), child(at, 'driver')),
    ...parameterErrors(opaque, child(at, 'parameters'), stored),
  ];
}

function parameterErrors(opaque: Draft, field: FieldPath, stored: boolean): FieldError[] {
  const parameters = opaque['parameters'];
  if (parameters === undefined || parameters === null) return [required(field)];
  if (!stored && byteLength(goJson(parameters)) > MOST_PARAMETER_BYTES) return [tooLong(field, MOST_PARAMETER_BYTES)];
  return isDraft(parameters) ? [] : [invalid(field, '<value omitted>', 'must be a valid JSON object')];
}
