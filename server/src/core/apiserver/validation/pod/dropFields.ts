// Fields behind feature gates that are off by default: the server takes them away before it looks.
// Mirrors dropDisabledFields in pkg/api/pod/util.go with the defaults of v1.36 (GenericWorkload, ContainerStopSignals,
// ClusterTrustBundleProjection, PodCertificateRequest).
import { type Draft, objectAt, objectsAt, optionalObject } from '../../draft.ts';
import { eachContainer } from './containerList.ts';

/** Writes to the draft. */
export function dropDisabledPodFields(spec: Draft): void {
  delete spec['schedulingGroup'];
  for (const { container } of eachContainer(spec)) dropStopSignal(container);
  for (const volume of objectsAt(spec, 'volumes')) {
    for (const source of objectsAt(objectAt(volume, 'projected'), 'sources')) {
      delete source['clusterTrustBundle'];
      delete source['podCertificate'];
    }
  }
}

function dropStopSignal(container: Draft): void {
  const lifecycle = optionalObject(container, 'lifecycle');
  if (lifecycle?.['stopSignal'] === undefined) return;
  delete lifecycle['stopSignal'];
  if (Object.keys(lifecycle).length === 0) delete container['lifecycle'];
}
