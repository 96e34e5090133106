// MutatingAdmissionPolicyBinding: puts a policy to work.
import { type KindFacts, nameAt } from './kind.ts';

export const mutatingAdmissionPolicyBinding: KindFacts = {
  type: 'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  references: [nameAt('spec.policyName', 'admissionregistration.k8s.io/MutatingAdmissionPolicy')],
  selectors: [
    { path: 'spec.matchResources.namespaceSelector', form: 'labelSelector', selects: 'namespaces' },
    { path: 'spec.matchResources.objectSelector', form: 'labelSelector', selects: 'objects' },
  ],
};
