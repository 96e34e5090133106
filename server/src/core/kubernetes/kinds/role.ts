// Role: bindings name it, and its rules may name objects.
import type { KindFacts } from './kind.ts';

export const role: KindFacts = {
  type: 'rbac.authorization.k8s.io/Role',
  permissions: 'rules[*]',
};
