// Facts: structs that embed another one without a name in manifests, by group folder, version and type: the embedded type,
// then the fields that are the struct's own. Type errors name the embedded type on their way.
// From the declarations of k8s.io/api v0.36.3.

const byType: Readonly<Record<string, string>> = {
  'admissionregistration/v1/NamedRuleWithOperations': 'RuleWithOperations resourceNames',
  'admissionregistration/v1/RuleWithOperations': 'Rule operations',
  'admissionregistration/v1alpha1/NamedRuleWithOperations': 'RuleWithOperations resourceNames',
  'admissionregistration/v1beta1/NamedRuleWithOperations': 'RuleWithOperations resourceNames',
  'core/v1/Volume': 'VolumeSource name',
  'core/v1/PersistentVolumeSpec':
    'PersistentVolumeSource capacity accessModes claimRef persistentVolumeReclaimPolicy storageClassName mountOptions volumeMode nodeAffinity volumeAttributesClassName',
  'core/v1/SecretProjection': 'LocalObjectReference items optional',
  'core/v1/ConfigMapVolumeSource': 'LocalObjectReference items defaultMode optional',
  'core/v1/ConfigMapProjection': 'LocalObjectReference items optional',
  'core/v1/ConfigMapKeySelector': 'LocalObjectReference key optional',
  'core/v1/SecretKeySelector': 'LocalObjectReference key optional',
  'core/v1/ConfigMapEnvSource': 'LocalObjectReference optional',
  'core/v1/SecretEnvSource': 'LocalObjectReference optional',
  'core/v1/Probe':
    'ProbeHandler initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds',
  'core/v1/EphemeralContainer': 'EphemeralContainerCommon targetContainerName',
  'extensions/v1beta1/IngressRule': 'IngressRuleValue host',
  'networking/v1/IngressRule': 'IngressRuleValue host',
  'networking/v1beta1/IngressRule': 'IngressRuleValue host',
  'resource/v1/DeviceClaimConfiguration': 'DeviceConfiguration requests',
  'resource/v1/DeviceAllocationConfiguration': 'DeviceConfiguration source requests',
  'resource/v1/DeviceClassConfiguration': 'DeviceConfiguration',
  'resource/v1beta1/DeviceClaimConfiguration': 'DeviceConfiguration requests',
  'resource/v1beta1/DeviceAllocationConfiguration': 'DeviceConfiguration source requests',
  'resource/v1beta1/DeviceClassConfiguration': 'DeviceConfiguration',
  'resource/v1beta2/DeviceClaimConfiguration': 'DeviceConfiguration requests',
  'resource/v1beta2/DeviceAllocationConfiguration': 'DeviceConfiguration source requests',
  'resource/v1beta2/DeviceClassConfiguration': 'DeviceConfiguration',
};

interface Embedding {
  readonly type: string;
  readonly own: ReadonlySet<string>;
}

const embeddings = new Map(
  Object.entries(byType).map(([key, text]): [string, Embedding] => {
    const [type = '', ...own] = text.split(' ');
    return [key, { type, own: new Set(own) }];
  }),
);

const byDefinition = new Map<string, Embedding | undefined>();

function embeddingOf(definition: string): Embedding | undefined {
  if (byDefinition.has(definition)) return byDefinition.get(definition);
  const embedding = embeddings.get(definition.split('.').slice(-3).join('/'));
  byDefinition.set(definition, embedding);
  return embedding;
}

/** `VolumeSource.` before a field that a Volume has from it; empty for fields of its own. */
export function embeddedPrefix(definition: string, field: string): string {
  const embedding = embeddingOf(definition);
  if (!embedding || embedding.own.has(field)) return '';
  const inner = definition.slice(0, definition.lastIndexOf('.') + 1) + embedding.type;
  return `${embedding.type}.${embeddedPrefix(inner, field)}`;
}
