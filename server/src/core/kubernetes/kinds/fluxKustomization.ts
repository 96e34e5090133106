// Kustomization (Flux): builds a path of a source, after others.
import { type KindFacts, named } from './kind.ts';

export const fluxKustomization: KindFacts = {
  type: 'kustomize.toolkit.fluxcd.io/Kustomization',
  isCustom: true,
  references: [
    {
      at: 'spec.sourceRef',
      name: 'name',
      namespace: 'namespace',
      to: {
        kind: 'kind',
        types: [
          'source.toolkit.fluxcd.io/GitRepository',
          'source.toolkit.fluxcd.io/OCIRepository',
          'source.toolkit.fluxcd.io/Bucket',
        ],
      },
      elsewhere: true,
    },
    named('spec.dependsOn[*]', 'kustomize.toolkit.fluxcd.io/Kustomization', {
      namespace: 'namespace',
      elsewhere: true,
    }),
    named('spec.decryption.secretRef', 'Secret', { elsewhere: true }),
  ],
};
