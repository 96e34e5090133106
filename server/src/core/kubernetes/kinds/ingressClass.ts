// IngressClass: may point at parameters of its controller.
import type { KindFacts } from './kind.ts';

export const ingressClass: KindFacts = {
  type: 'networking.k8s.io/IngressClass',
};
