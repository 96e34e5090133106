// Which devices a request or a class takes: expressions about a device. The one place where the device API asks for CEL.
// Mirrors validateSelectorSlice of pkg/apis/resource/validation (v1.36).
import { deviceExpressionError } from '../../../cel/deviceExpressions.ts';
import { byteLength } from '../../../kubernetes/goText.ts';
import { type Draft, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { invalid, required, tooLong } from '../../fieldErrors.ts';
import { child, type FieldPath } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { listErrors } from './lists.ts';

const MOST_SELECTORS = 32;
const MOST_EXPRESSION_BYTES = 10 * 1024;

/** @param parent what has `selectors` */
export function deviceSelectorErrors(parent: Draft, field: FieldPath): FieldError[] {
  return listErrors(objectsAt(parent, 'selectors'), MOST_SELECTORS, field, (selector, at) => {
    const cel = optionalObject(selector, 'cel');
    return cel
      ? expressionErrors(stringAt(cel, 'expression'), child(at, 'cel.expression'))
      : [required(child(at, 'cel'))];
  });
}

function expressionErrors(expression: string, field: FieldPath): FieldError[] {
  if (byteLength(expression) > MOST_EXPRESSION_BYTES) return [tooLong(field, MOST_EXPRESSION_BYTES)];
  const error = deviceExpressionError(expression);
  return error === undefined ? [] : [invalid(field, expression, error)];
}
