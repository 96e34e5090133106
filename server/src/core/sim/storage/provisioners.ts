// What the volume controller knows of provisioners and volume types: which in-tree ones CSI drivers have taken over, and
// what its deleters answer. Sources: csi-translation-lib, cmd/kube-controller-manager/app/plugins.go (v1.36).
import type { PersistentVolume } from '../objects.ts';
import { annotations } from './matching.ts';

/** In-tree provisioners and the CSI drivers that do their work. */
const takenOver: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
  'kubernetes.io/portworx-volume': 'pxd.portworx.com',
};

export type Provisioning =
  | { readonly external: string }
  /** No plugin of that name. */
  | { readonly problem: string };

/** Who would make a volume for a class. */
export function provisioningOf(provisioner: string): Provisioning {
  const driver = takenOver[provisioner];
  if (driver !== undefined) return { external: driver };
  if (!provisioner.startsWith('kubernetes.io/')) return { external: provisioner };
  return { problem: `no volume plugin matched name: ${provisioner}` };
}

export type Deletion =
  /** Somebody outside deletes the volume, or nobody. */
  | 'external'
  /** Deleted at once. */
  | 'deleted'
  | { readonly problem: string };

/** What becomes of a released volume with reclaim policy Delete. */
export function deletionOf(volume: PersistentVolume): Deletion {
  const provisioner = volume.metadata.annotations?.[annotations.provisionedBy];
  if (provisioner) {
    if (!provisioner.startsWith('kubernetes.io/') || takenOver[provisioner] !== undefined) return 'external';
    return { problem: 'no volume plugin matched' };
  }
  const source = volume.spec as { csi?: object; hostPath?: { path: string }; nfs?: object };
  if (source.csi) return 'external';
  const failed = (why: string): Deletion => ({
    problem: `error getting deleter volume plugin for volume "${volume.metadata.name}": ${why}`,
  });
  if (source.nfs) return failed('no deletable volume plugin matched');
  if (!source.hostPath) return failed('no volume plugin matched');
  const { path } = source.hostPath;
  if (/\/tmp\/.+/.test(path)) return 'deleted';
  return { problem: `host_path deleter only supports /tmp/.+ but received provided ${path}` };
}
