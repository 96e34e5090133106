// CEL expressions of webhooks and admission policies, checked before they are stored: which variables there are and what the
// expression must evaluate to. The expression language itself is core/cel's.
import { compilePolicyExpression, type PolicyResult, variableType } from '../../cel/policyExpressions.ts';
import type { CelType } from '../../cel/types.ts';
import { invalid } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { ExpressionCheck } from './admissionRules.ts';

/** Types of the policy's variables, by name. */
export type VariableTypes = ReadonlyMap<string, CelType>;

export interface ExpressionPlace {
  /** Whether `params` is declared. */
  readonly params: boolean;
  /** What stands below `variables`; undefined where there is no such variable. */
  readonly variables?: VariableTypes | undefined;
  readonly authorizer?: boolean;
  readonly result?: PolicyResult;
}

function compileAt(expression: string, place: ExpressionPlace): ReturnType<typeof compilePolicyExpression> {
  const { params, authorizer = true, variables, result = 'bool' } = place;
  const patches = result === 'ApplyConfiguration' || result === 'JSONPatch';
  return compilePolicyExpression(expression, { params, authorizer, patches, ...(variables && { variables }) }, result);
}

/** A check for expressions that stand in such a place; `written` is the value as told, if it was trimmed for the check. */
export function admissionExpressionErrors(place: ExpressionPlace): ExpressionCheck {
  return (expression: string, field: FieldPath, written = expression) => {
    const compilation = compileAt(expression, place);
    return compilation.ok ? [] : [invalid(field, written, compilation.message)];
  };
}

/** The type that a variable of this expression has for the expressions behind it. */
export function typeOfVariable(expression: string, params: boolean, variables: VariableTypes): CelType {
  return variableType(compileAt(expression, { params, variables, result: 'any' }));
}
