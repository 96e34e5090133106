// Admission policy whose expression names a field that the kinds it is about do not have. The API server takes it, and says so
// only in the policy's status. Mirrors k8s.io/apiserver pkg/admission/plugin/policy/validating/typechecking.go (v1.36).
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';
import { type ObjectTypes, unknownFields } from '../cel/typedPolicies.ts';
import { BOOL, type CelType, DYN, INT, listType, mapType, objectType, STRING, simple } from '../cel/types.ts';
import { didYouMean } from '../schema/didYouMean.ts';
import type { KindInfo, Schema, TypeRef } from '../schema/schema.ts';
import { text } from '../text.ts';
import type { Path } from '../yaml/nodes.ts';
import { object, string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const policyUnknownField: Rule = {
  id: 'policy-unknown-field',
  level: 'warning',
  summary: text('policy about a field that its kinds do not have', '策略引用了其对象类型没有的字段'),
  why: text(
    'the expression fails on every object, and the policy refuses all of them or none',
    '表达式对每个对象都会出错，策略会全部拒绝或全部放过',
  ),
  remedy: text('write the name as the kind has it', '按该类型的字段名书写'),
  peers: { monokle: ['VAP002'] },
  bad: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: at-most-five
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: [apps]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [deployments]
  validations:
    - expression: object.spec.replica <= 5
#                 ^^^^^^^^^^^^^^^^^^^^^^^^
`,
  good: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: at-most-five
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: [apps]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [deployments]
  validations:
    - expression: object.spec.replicas <= 5
`,
  check,
};

const POLICIES: readonly string[] = ['ValidatingAdmissionPolicy', 'MutatingAdmissionPolicy'];

function* check({ resource, workspace: { schema } }: Target): Iterable<Complaint> {
  if (!schema || !POLICIES.includes(resource.kind)) return;
  const spec = object(resource.object['spec']);
  const kinds = kindsOf(schema, spec);
  if (kinds.length === 0) return;
  const params = spec['paramKind'] !== undefined;
  for (const { path, expression } of expressionsIn(spec)) {
    const [first = [], ...others] = kinds.map((kind) => unknownFields(expression, params, objectTypesOf(schema, kind)));
    for (const { field, known } of first) {
      if (others.some((fields) => !fields.some((other) => other.field === field))) continue;
      yield { path, message: complaint(field, known, kinds) };
    }
  }
}

function complaint(field: string, known: readonly string[], kinds: readonly KindInfo[]) {
  const [similar] = didYouMean(field, known);
  const names = kinds.map(({ kind }) => kind).join(', ');
  const [hint, hintZh] =
    similar === undefined ? ['', ''] : [`; did you mean "${similar}"?`, `；是否想写 "${similar}"？`];
  return text(`${names} has no field "${field}" there${hint}`, `${names} 在该处没有字段 "${field}"${hintZh}`);
}

/** The kinds that the rules name one by one; none where a rule takes whatever there is. */
function kindsOf(schema: Schema, spec: JsonObject): KindInfo[] {
  const rules = items(object(spec['matchConstraints'])['resourceRules']);
  const wide = rules.some((rule) =>
    [...strings(rule['apiGroups']), ...strings(rule['apiVersions']), ...strings(rule['resources'])].some((word) =>
      /[*/]/.test(word),
    ),
  );
  if (wide) return [];
  const isNamed = (kind: KindInfo): boolean =>
    rules.some(
      (rule) =>
        strings(rule['apiGroups']).includes(kind.group) &&
        strings(rule['apiVersions']).includes(kind.version) &&
        strings(rule['resources']).includes(kind.plural),
    );
  const named = rules.reduce((count, rule) => count + strings(rule['resources']).length, 0);
  const kinds = schema.kinds().filter(isNamed);
  return kinds.length < named ? [] : kinds;
}

function items(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function strings(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

interface Written {
  readonly path: Path;
  readonly expression: string;
}

const LISTS: Readonly<Record<string, readonly string[]>> = {
  matchConditions: ['expression'],
  variables: ['expression'],
  validations: ['expression', 'messageExpression'],
  auditAnnotations: ['valueExpression'],
};

function expressionsIn(spec: JsonObject): Written[] {
  const listed = Object.entries(LISTS).flatMap(([list, fields]) =>
    items(spec[list]).flatMap((item, index) =>
      fields.flatMap((field) => written(['spec', list, index, field], item[field])),
    ),
  );
  const mutations = items(spec['mutations']).flatMap((mutation, index) =>
    ['applyConfiguration', 'jsonPatch'].flatMap((field) =>
      written(['spec', 'mutations', index, field, 'expression'], object(mutation[field])['expression']),
    ),
  );
  return [...listed, ...mutations];
}

function written(path: Path, value: JsonValue | undefined): Written[] {
  const expression = string(value);
  return expression === undefined ? [] : [{ path, expression }];
}

function objectTypesOf(schema: Schema, kind: KindInfo): ObjectTypes {
  return {
    root: kind.definition,
    fieldsOf(name) {
      const fields = schema.definition(name)?.fields;
      return fields && new Map([...fields.values()].map((field) => [field.name, celType(schema, field.type)]));
    },
  };
}

/** What is not a plain object for the schema may hold anything. */
function celType(schema: Schema, type: TypeRef): CelType {
  switch (type.is) {
    case 'string':
      return type.format === undefined ? STRING : DYN;
    case 'integer':
      return INT;
    case 'number':
      return simple('double');
    case 'boolean':
      return BOOL;
    case 'list':
      return listType(celType(schema, type.of));
    case 'map':
      return mapType(STRING, celType(schema, type.of));
    case 'definition': {
      const known = schema.definition(type.name);
      const isOpen = !known || known.scalar || known.freeForm || known.embedded || known.fields.size === 0;
      return isOpen ? DYN : objectType(type.name);
    }
    default:
      return DYN;
  }
}
