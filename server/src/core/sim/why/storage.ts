// Why a claim waits or a volume is not given out. Reasons and order are those of the persistent volume controller
// (pkg/controller/volume/persistentvolume, v1.36).
import { type Text, text } from '../../text.ts';
import type { KubeObject, PersistentVolume, PersistentVolumeClaim, StatefulSet, StorageClass } from '../objects.ts';
import { amount } from '../resources.ts';
import { type Found, type Moment, refOf, step, type WhyStep } from './moment.ts';

export function whyClaim(object: KubeObject, moment: Moment): Found | undefined {
  const claim = object as PersistentVolumeClaim;
  if (claim.metadata.deletionTimestamp) return inUse(claim, moment);
  if (claim.status?.phase === 'Bound') return undefined;
  if (claim.status?.phase === 'Lost') return { symptom: 'Lost', steps: [at(claim, moment, 'spec.volumeName', lost)] };
  return { symptom: 'Pending', steps: waiting(claim, moment) };
}

const lost = text('the volume that it was bound to no longer exists', '它所绑定的卷已不存在');

function waiting(claim: PersistentVolumeClaim, moment: Moment): readonly WhyStep[] {
  const { storageClassName, volumeName } = claim.spec;
  if (volumeName) return awaits(claim, volumeName, moment);
  if (!storageClassName) return [at(claim, moment, 'spec.storageClassName', noClass), ...unfit(claim, moment)];
  const found = moment.get('StorageClass', undefined, storageClassName);
  if (!found)
    return [at(claim, moment, 'spec.storageClassName', noSuchClass(storageClassName)), ...unfit(claim, moment)];
  if (found.volumeBindingMode === 'WaitForFirstConsumer') return consumer(claim, found, moment);
  return provisioned(claim, found, moment);
}

const noClass = text(
  'it names no storage class and the cluster has no default one, so nobody makes a volume for it',
  '它未指定存储类，集群也没有默认存储类，因此不会为它创建卷',
);

function noSuchClass(name: string): Text {
  return text(
    `there is no storage class "${name}", so nobody makes a volume for it`,
    `没有存储类 "${name}"，因此不会为它创建卷`,
  );
}

/** The one volume that it names: it is not there, or what of it does not fit. */
function awaits(claim: PersistentVolumeClaim, name: string, moment: Moment): readonly WhyStep[] {
  const volume = moment.get('PersistentVolume', undefined, name);
  const wants = text(`it wants volume "${name}" and no other`, `它只要卷 "${name}"`);
  const missing = text(`it wants volume "${name}", which does not exist`, `它要卷 "${name}"，而该卷不存在`);
  const head = at(claim, moment, 'spec.volumeName', volume ? wants : missing);
  if (!volume) return [head];
  return [head, ...faultsOf(claim, volume).map(({ field, says }) => step(moment, volume, field, says))].slice(0, 2);
}

/** The existing volume that comes nearest, and what of it does not fit. */
function unfit(claim: PersistentVolumeClaim, moment: Moment): readonly WhyStep[] {
  const volumes = moment.list('PersistentVolume');
  if (volumes.length === 0)
    return [
      at(claim, moment, undefined, text('there is no volume at all that it could bind', '没有任何可供其绑定的卷')),
    ];
  const ranked = volumes.map((volume) => ({ volume, faults: faultsOf(claim, volume) }));
  const [nearest] = ranked.sort((a, b) => a.faults.length - b.faults.length);
  return nearest?.faults.slice(0, 1).map(({ field, says }) => step(moment, nearest.volume, field, says)) ?? [];
}

interface Fault {
  readonly field: string;
  readonly says: Text;
}

function faultsOf(claim: PersistentVolumeClaim, { metadata, spec, status }: PersistentVolume): readonly Fault[] {
  const [asked, has] = [claim.spec.resources?.requests?.['storage'] ?? '0', spec.capacity?.['storage'] ?? '0'];
  const modes = (claim.spec.accessModes ?? []).filter((mode) => !spec.accessModes?.includes(mode));
  const name = `"${metadata.name}"`;
  const faults: (Fault | false)[] = [
    modes.length > 0 && {
      field: 'spec.accessModes',
      says: text(`volume ${name} does not offer ${modes.join(', ')}`, `卷 ${name} 不提供 ${modes.join('、')}`),
    },
    amount(has) < amount(asked) && {
      field: 'spec.capacity.storage',
      says: text(
        `volume ${name} has ${has}, less than the ${asked} asked for`,
        `卷 ${name} 容量为 ${has}，小于所请求的 ${asked}`,
      ),
    },
    (spec.storageClassName ?? '') !== (claim.spec.storageClassName ?? '') && {
      field: 'spec.storageClassName',
      says: text(
        `volume ${name} is of class "${spec.storageClassName ?? ''}", the claim of "${claim.spec.storageClassName ?? ''}"`,
        `卷 ${name} 属于类 "${spec.storageClassName ?? ''}"，而声明属于 "${claim.spec.storageClassName ?? ''}"`,
      ),
    },
    (spec.volumeMode ?? 'Filesystem') !== (claim.spec.volumeMode ?? 'Filesystem') && {
      field: 'spec.volumeMode',
      says: text(
        `volume ${name} is a ${spec.volumeMode ?? 'Filesystem'}, the claim asks for a ${claim.spec.volumeMode ?? 'Filesystem'}`,
        `卷 ${name} 为 ${spec.volumeMode ?? 'Filesystem'}，而声明请求 ${claim.spec.volumeMode ?? 'Filesystem'}`,
      ),
    },
    status.phase !== 'Available' && {
      field: 'spec.claimRef',
      says: text(`volume ${name} is ${status.phase}, not Available`, `卷 ${name} 处于 ${status.phase}，而非 Available`),
    },
  ];
  return faults.filter((fault) => fault !== false);
}

function consumer(claim: PersistentVolumeClaim, found: StorageClass, moment: Moment): readonly WhyStep[] {
  const says = text(
    `class "${found.metadata.name}" makes a volume only once a pod that uses the claim has a node`,
    `类 "${found.metadata.name}" 只有在使用该声明的 Pod 分配到节点后才创建卷`,
  );
  const head = step(moment, found, 'volumeBindingMode', says);
  const users = moment
    .list('Pod', claim.metadata.namespace)
    .filter(({ spec }) => spec.volumes?.some((one) => one.persistentVolumeClaim?.claimName === claim.metadata.name));
  if (users.some(({ spec }) => spec.nodeName)) return [head, ...provisioned(claim, found, moment)];
  if (users[0])
    return [head, step(moment, users[0], undefined, text('its pod has no node yet', '其 Pod 尚未分配节点'))];
  return [head, at(claim, moment, undefined, text('no pod uses this claim', '没有 Pod 使用此声明'))];
}

function provisioned(claim: PersistentVolumeClaim, found: StorageClass, moment: Moment): readonly WhyStep[] {
  const said = moment.eventsOf(claim).findLast(({ reason }) => reason === 'ProvisioningFailed');
  if (said)
    return [
      at(
        claim,
        moment,
        'spec.storageClassName',
        text(`provisioning failed: ${said.message}`, `制备失败：${said.message}`),
      ),
    ];
  const { provisioner } = found;
  if (provisioner === 'kubernetes.io/no-provisioner') {
    const says = text('its class makes no volumes: they have to be there already', '其存储类不创建卷：卷必须事先存在');
    return [step(moment, found, 'provisioner', says), ...unfit(claim, moment)];
  }
  const says = text(
    `provisioner "${provisioner}" has to make its volume; it does not run in this cluster, or has not answered yet`,
    `须由制备器 "${provisioner}" 创建卷；它未在此集群中运行，或尚未应答`,
  );
  return [step(moment, found, 'provisioner', says)];
}

function inUse(claim: PersistentVolumeClaim, moment: Moment): Found {
  const user = moment
    .list('Pod', claim.metadata.namespace)
    .find(({ spec }) => spec.volumes?.some((one) => one.persistentVolumeClaim?.claimName === claim.metadata.name));
  const kept = text(
    'it is protected as long as a pod uses it: metadata.finalizers has kubernetes.io/pvc-protection',
    '只要有 Pod 使用它就受保护：metadata.finalizers 中有 kubernetes.io/pvc-protection',
  );
  const steps = [at(claim, moment, 'metadata.finalizers', kept)];
  const mounts = text(`pod "${user?.metadata.name}" still uses it`, `Pod "${user?.metadata.name}" 仍在使用它`);
  return { symptom: 'Terminating', steps: user ? [...steps, step(moment, user, 'spec.volumes', mounts)] : steps };
}

export function whyVolume(object: KubeObject, moment: Moment): Found | undefined {
  const volume = object as PersistentVolume;
  if (volume.status?.phase === 'Failed')
    return { symptom: 'Failed', steps: [step(moment, volume, 'spec.persistentVolumeReclaimPolicy', failed(volume))] };
  if (volume.status?.phase !== 'Released') return undefined;
  const says = text(
    'its claim is gone and its reclaim policy keeps the data: nobody can bind it until claimRef is cleared',
    '其声明已删除，而回收策略保留数据：清除 claimRef 之前无人可以绑定它',
  );
  return { symptom: 'Released', steps: [step(moment, volume, 'spec.persistentVolumeReclaimPolicy', says)] };
}

function failed({ status, spec }: PersistentVolume): Text {
  const { message = '' } = status as { readonly message?: string };
  const policy = spec.persistentVolumeReclaimPolicy ?? '';
  return text(
    `its claim is gone, and reclaiming it (${policy}) failed: ${message}`,
    `其声明已删除，而按 ${policy} 回收失败：${message}`,
  );
}

/** At the claim as it is written: those of a StatefulSet stand in its claim templates. */
function at(claim: PersistentVolumeClaim, moment: Moment, field: string | undefined, says: Text): WhyStep {
  const set = moment.list('StatefulSet', claim.metadata.namespace).find((one) => templateOf(one, claim) >= 0);
  if (!set) return step(moment, claim, field, says);
  const path = `spec.volumeClaimTemplates[${templateOf(set, claim)}]`;
  return { says, object: refOf(set), field: field === undefined ? path : `${path}.${field}` };
}

function templateOf({ spec, metadata }: StatefulSet, { metadata: { name } }: PersistentVolumeClaim): number {
  return (spec.volumeClaimTemplates ?? []).findIndex(({ metadata: template }) => {
    const prefix = `${template.name}-${metadata.name}-`;
    return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
  });
}
