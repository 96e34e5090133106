// Policy expressions looked at once more with the types of a kind that they are about: which fields do they name that it does
// not have. Mirrors k8s.io/apiserver pkg/admission/plugin/policy/validating/typechecking.go (v1.36); where types come from is
// the caller's.
import { check, type Declarations } from './check.ts';
import { parse } from './parse.ts';
import { policyDeclarations } from './policyTypes.ts';
import { type CelType, DYN, objectType } from './types.ts';

export interface ObjectTypes {
  /** The type of `object` and `oldObject`. */
  readonly root: string;
  /** Fields by name; undefined if there is no such type. */
  fieldsOf(type: string): ReadonlyMap<string, CelType> | undefined;
}

export interface UnknownField {
  readonly field: string;
  /** The fields that the type has. */
  readonly known: readonly string[];
}

/** Fields of the kind that the expression names in vain; none for what cannot be parsed. */
export function unknownFields(source: string, params: boolean, types: ObjectTypes): UnknownField[] {
  const parsed = parse(source);
  if (parsed.problems.length > 0) return [];
  const missing: UnknownField[] = [];
  check(parsed.expression, typedDeclarations(params, types, missing));
  return missing;
}

const VARIABLES = 'kubernetes.variables';

function typedDeclarations(params: boolean, types: ObjectTypes, missing: UnknownField[]): Declarations {
  const base = policyDeclarations({ params, authorizer: true, patches: true });
  const variables = new Map(base.variables);
  for (const name of ['object', 'oldObject']) variables.set(name, objectType(types.root));
  variables.set('variables', objectType(VARIABLES));
  return {
    ...base,
    variables,
    hasObject: (name) => base.hasObject(name) || name === VARIABLES || types.fieldsOf(name) !== undefined,
    fieldType(object, field) {
      const fields = types.fieldsOf(object);
      if (!fields) return object === VARIABLES ? DYN : base.fieldType(object, field);
      const type = fields.get(field);
      if (!type) missing.push({ field, known: [...fields.keys()] });
      return type;
    },
  };
}
