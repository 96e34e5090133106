// Role: bindings name it.
import type { KindFacts } from './kind.ts';

export const role: KindFacts = {
  type: 'rbac.authorization.k8s.io/Role',
};
