// Tables of who may do what. Source: pkg/printers/internalversion/printers.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { list, text } from '../read.ts';
import type { Column, Columns } from '../table.ts';
import { age, name } from './columns.ts';

export const roleBindings: Columns = [
  name,
  { name: 'ROLE', cell: (object) => `${text(object, 'roleRef', 'kind')}/${text(object, 'roleRef', 'name')}` },
  age,
  subjectsOf('USERS', 'User'),
  subjectsOf('GROUPS', 'Group'),
  subjectsOf('SERVICEACCOUNTS', 'ServiceAccount'),
];

/** `rbac.SubjectsStrings`. */
function subjectsOf(title: string, kind: string): Column {
  const called = (subject: JsonValue): string =>
    kind === 'ServiceAccount' ? `${text(subject, 'namespace')}/${text(subject, 'name')}` : text(subject, 'name');
  const cell = (object: JsonObject): string =>
    list(object, 'subjects')
      .filter((subject) => text(subject, 'kind') === kind)
      .map(called)
      .join(', ');
  return { name: title, wide: true, cell };
}
