// HelmRelease (Flux): a chart of a source with values from ConfigMaps and Secrets, after others.
import { type KindFacts, named } from './kind.ts';

export const helmRelease: KindFacts = {
  type: 'helm.toolkit.fluxcd.io/HelmRelease',
  isCustom: true,
  references: [
    {
      at: 'spec.chart.spec.sourceRef',
      name: 'name',
      namespace: 'namespace',
      to: {
        kind: 'kind',
        types: [
          'source.toolkit.fluxcd.io/HelmRepository',
          'source.toolkit.fluxcd.io/GitRepository',
          'source.toolkit.fluxcd.io/Bucket',
        ],
      },
      elsewhere: true,
    },
    {
      at: 'spec.chartRef',
      name: 'name',
      namespace: 'namespace',
      to: { kind: 'kind', types: ['source.toolkit.fluxcd.io/OCIRepository', 'source.toolkit.fluxcd.io/HelmChart'] },
      elsewhere: true,
    },
    {
      at: 'spec.valuesFrom[*]',
      name: 'name',
      to: { kind: 'kind', types: ['ConfigMap', 'Secret'] },
      members: ['valuesKey'],
      optional: 'optional',
      elsewhere: true,
    },
    named('spec.dependsOn[*]', 'helm.toolkit.fluxcd.io/HelmRelease', { namespace: 'namespace', elsewhere: true }),
  ],
};
