// CEL expressions of webhooks and admission policies, checked before they are stored: which variables there are and what the
// expression must evaluate to. The expression language itself is not known here.
import type { FieldPath } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import type { ExpressionCheck } from './admissionRules.ts';

export interface ExpressionPlace {
  /** Whether `params` is declared. */
  readonly params: boolean;
  /** Names below `variables`. */
  readonly variables?: readonly string[];
  readonly authorizer?: boolean;
  readonly result?: 'bool' | 'string' | 'stringOrNull' | 'any' | 'ApplyConfiguration' | 'JSONPatch';
}

/** A check for expressions that stand in such a place. */
export function admissionExpressionErrors(_place: ExpressionPlace): ExpressionCheck {
  return (_expression: string, _field: FieldPath): FieldError[] => [];
}
