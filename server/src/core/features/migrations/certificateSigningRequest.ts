// CertificateSigningRequest to certificates.k8s.io/v1: signer and usages are required. Which signer was meant only the
// author knows; the one for clients of the API server is the usual one.
import type { Migration } from './migration.ts';
import { setIfMissing } from './steps.ts';

export const certificateSigningRequest: Migration = {
  from: ['certificates.k8s.io/v1beta1'],
  kinds: ['CertificateSigningRequest'],
  steps: ({ at }) => [
    setIfMissing([...at, 'spec', 'signerName'], 'kubernetes.io/kube-apiserver-client'),
    setIfMissing([...at, 'spec', 'usages'], ['client auth']),
  ],
};
