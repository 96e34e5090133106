// Tolerations of pods and runtime classes. Mirrors ValidateTolerations of pkg/apis/core/validation (v1.36).
import { labelValueErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { isSet, stringAt } from '../draft.ts';
import { invalid, notSupported } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { qualifiedName } from './checks.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function tolerationErrors(tolerations: readonly Draft[], field: FieldPath): FieldError[] {
  return tolerations.flatMap((toleration, at) => oneTolerationErrors(toleration, index(field, at)));
}

function oneTolerationErrors(toleration: Draft, field: FieldPath): FieldError[] {
  const [key, operator, effect] = ['key', 'operator', 'effect'].map((name) => stringAt(toleration, name));
  const errors = key === '' ? [] : qualifiedName(key ?? '', child(field, 'key'));
  if (key === '' && operator !== 'Exists') {
    const words = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalid(child(field, 'operator'), operator, words));
  }
  if (isSet(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
    errors.push(invalid(child(field, 'effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  errors.push(...operatorErrors(operator ?? '', stringAt(toleration, 'value'), child(field, 'operator')));
  if (effect !== '' && !EFFECTS.includes(effect ?? '')) {
    errors.push(notSupported(child(field, 'effect'), effect, EFFECTS));
  }
  return errors;
}

function operatorErrors(operator: string, value: string, field: FieldPath): FieldError[] {
  switch (operator) {
    case '':
    case 'Equal': {
      const errors = labelValueErrors(value);
      return errors.length > 0 ? [invalid(field, value, errors.join(';'))] : [];
    }
    case 'Exists':
      return value === '' ? [] : [invalid(field, value, "value must be empty when `operator` is 'Exists'")];
    case 'Lt':
    case 'Gt':
      return [notSupported(field, operator, ['Equal', 'Exists', 'Lt', 'Gt'])];
    default:
      return [notSupported(field, operator, ['Equal', 'Exists'])];
  }
}
