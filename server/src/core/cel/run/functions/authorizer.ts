// The authorizer: who asks here may do everything, as the administrator who applies manifests. Signatures as of
// apiserver/pkg/cel/library/authz.go (v1.36).
import { AUTHORIZER, contentOf, type Value } from '../values.ts';
import type { Handler, Handlers } from './handler.ts';

const narrowed: Handler = (self?: Value) => {
  contentOf(self, 'authorizer');
  return AUTHORIZER;
};

const NARROWING = 'path group serviceAccount resource subresource namespace name fieldSelector labelSelector check';

export const AUTHORIZER_FUNCTIONS: Handlers = {
  ...Object.fromEntries(NARROWING.split(' ').map((name): [string, Handler] => [name, narrowed])),
  allowed: () => true,
  errored: () => false,
  reason: () => '',
  error: () => '',
};
