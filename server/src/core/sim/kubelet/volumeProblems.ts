// Why a pod's volumes cannot be set up, in the kubelet's words: what they refer to and the cluster does not have, claims that
// are not bound, and mounts that the scenario lets fail. Sources: pkg/volume/{configmap,secret,projected,downwardapi,hostpath,
// nfs,local,csi}, pkg/kubelet/volumemanager (v1.36). Pure.
import type { ClusterView } from '../frame.ts';
import type { KeyToPath, Labels, PersistentVolume, Pod, Volume } from '../objects.ts';
import { behaviourOf } from './behaviour.ts';
import { failedMount } from './failedMounts.ts';

interface Source {
  readonly name?: string;
  readonly optional?: boolean;
  readonly items?: readonly KeyToPath[];
}

interface DownwardSource {
  readonly items?: readonly { readonly resourceFieldRef?: { readonly containerName?: string } }[];
}

interface Projection {
  readonly configMap?: Source;
  readonly secret?: Source;
  readonly downwardAPI?: DownwardSource;
}

/** The event's message, or undefined: everything can be mounted. */
export function volumeProblem(view: ClusterView, pod: Pod): string | undefined {
  const unprocessed = claimProblems(view, pod);
  if (unprocessed) return unprocessed;
  for (const volume of pod.spec.volumes ?? []) {
    const bad = sourceProblem(view, pod, volume);
    if (bad) return `MountVolume.SetUp failed for volume "${volume.name}" : ${bad}`;
    const failed = mountProblem(view, pod, volume);
    if (failed) return failed;
  }
  return undefined;
}

/** `WaitForAttachAndMount` of claims that a pod which no scheduler placed may bring. */
function claimProblems(view: ClusterView, pod: Pod): string | undefined {
  const bad = (pod.spec.volumes ?? []).flatMap((volume) => {
    const claim = claimName(pod, volume);
    const problem = claim && claimProblem(view, pod, claim);
    return problem
      ? [{ volume: volume.name, text: `error processing PVC ${pod.metadata.namespace}/${claim}: ${problem}` }]
      : [];
  });
  if (bad.length === 0) return undefined;
  const names = bad.map(({ volume }) => volume).join(' ');
  const texts = bad.map(({ text }) => text).join('; ');
  return `Unable to attach or mount volumes: unmounted volumes=[${names}], unattached volumes=[], failed to process volumes=[${names}]: ${texts}`;
}

const claimName = (pod: Pod, { name, persistentVolumeClaim, ephemeral }: Volume): string | undefined =>
  persistentVolumeClaim?.claimName ?? (ephemeral && `${pod.metadata.name}-${name}`);

/** `getPVCExtractPV`. */
function claimProblem(view: ClusterView, pod: Pod, name: string): string | undefined {
  const claim = view.get('PersistentVolumeClaim', pod.metadata.namespace, name);
  if (!claim) return `failed to fetch PVC from API server: persistentvolumeclaims "${name}" not found`;
  return claim.status.phase === 'Bound' ? undefined : 'PVC is not bound';
}

function volumeOfClaim(view: ClusterView, pod: Pod, volume: Volume): PersistentVolume | undefined {
  const name = claimName(pod, volume);
  const claim = name === undefined ? undefined : view.get('PersistentVolumeClaim', pod.metadata.namespace, name);
  return claim?.spec.volumeName ? view.get('PersistentVolume', undefined, claim.spec.volumeName) : undefined;
}

function sourceProblem(view: ClusterView, pod: Pod, volume: Volume): string | undefined {
  const { configMap, secret, projected, downwardAPI } = volume as Volume & {
    readonly projected?: { readonly sources?: readonly Projection[] };
    readonly downwardAPI?: DownwardSource;
  };
  if (configMap) return configProblem(view, pod, configMap);
  if (secret) return secretProblem(view, pod, { ...secret, name: secret.secretName ?? '' });
  if (downwardAPI) return downwardProblem(pod, downwardAPI);
  return aggregate((projected?.sources ?? []).map((source) => projectionProblem(view, pod, source)));
}

/** As `utilerrors.NewAggregate` prints: one plainly, several in brackets, each once. */
function aggregate(found: readonly (string | undefined)[]): string | undefined {
  const bad = [...new Set(found.filter((text) => text !== undefined))];
  return bad.length > 1 ? `[${bad.join(', ')}]` : bad[0];
}

function projectionProblem(view: ClusterView, pod: Pod, source: Projection): string | undefined {
  if (source.secret) return secretProblem(view, pod, source.secret);
  if (source.configMap) return configProblem(view, pod, source.configMap);
  return source.downwardAPI && downwardProblem(pod, source.downwardAPI);
}

function configProblem(view: ClusterView, pod: Pod, { name = '', optional, items }: Source): string | undefined {
  if (optional) return undefined;
  const found = view.get('ConfigMap', pod.metadata.namespace, name);
  if (!found) return `configmap "${name}" not found`;
  const absent = absentKey({ ...found.data, ...found.binaryData }, items);
  return absent && `configmap references non-existent config key: ${absent}`;
}

function secretProblem(view: ClusterView, pod: Pod, { name = '', optional, items }: Source): string | undefined {
  if (optional) return undefined;
  const found = view.get('Secret', pod.metadata.namespace, name);
  if (!found) return `secret "${name}" not found`;
  const absent = absentKey(found.data ?? {}, items);
  return absent && `references non-existent secret key: ${absent}`;
}

function absentKey(data: Labels, items: readonly KeyToPath[] | undefined): string | undefined {
  return items?.filter((item) => data[item.key] === undefined).at(-1)?.key;
}

function downwardProblem({ spec }: Pod, { items = [] }: DownwardSource): string | undefined {
  const names = new Set([...(spec.initContainers ?? []), ...spec.containers].map(({ name }) => name));
  return aggregate(
    items.map(({ resourceFieldRef }) => {
      const name = resourceFieldRef?.containerName;
      return name === undefined || names.has(name) ? undefined : `container ${name} not found`;
    }),
  );
}

/** What the scenario says of a mount: `mount: fails`. */
function mountProblem(view: ClusterView, pod: Pod, volume: Volume): string | undefined {
  if (!view.settings.kubelet.some(({ mount }) => mount !== undefined)) return undefined;
  const node = pod.spec.nodeName ?? '';
  const subject = { pod: pod.metadata.name, container: '', image: '', volume: volume.name, node, restarts: 0 };
  const { mount } = behaviourOf(view.settings.kubelet, { ...subject, nowMs: view.nowMs });
  return mount === 'fails' ? failedMount(pod, volume, volumeOfClaim(view, pod, volume)) : undefined;
}
