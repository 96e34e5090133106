// ValidatingAdmissionPolicyBinding: puts a policy to work.
import { type KindFacts, nameAt } from './kind.ts';

export const validatingAdmissionPolicyBinding: KindFacts = {
  type: 'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  references: [nameAt('spec.policyName', 'admissionregistration.k8s.io/ValidatingAdmissionPolicy')],
  selectors: [
    { path: 'spec.matchResources.namespaceSelector', form: 'labelSelector', selects: 'namespaces' },
    { path: 'spec.matchResources.objectSelector', form: 'labelSelector', selects: 'objects' },
  ],
};
