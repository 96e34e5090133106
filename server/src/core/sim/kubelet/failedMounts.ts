// What kubelets say when a volume cannot be mounted, by the type of the volume: a server that does not answer, a path that is
// not what it should be, a driver that is not there. Sources: pkg/volume/{hostpath,local,csi}, mount-utils/mount_linux.go
// (v1.36). Pure; that it fails is the scenario's to say.
import type { JsonObject } from '../../apiserver/types.ts';
import type { PersistentVolume, Pod, Volume } from '../objects.ts';

const typeWords: Readonly<Record<string, string>> = {
  Directory: 'a directory',
  DirectoryOrCreate: 'a directory',
  File: 'a file',
  FileOrCreate: 'a file',
  Socket: 'a socket file',
  CharDevice: 'a character device',
  BlockDevice: 'a block device',
};

/** The event's message; undefined: such a volume cannot fail. */
export function failedMount(pod: Pod, volume: Volume, persistent: PersistentVolume | undefined): string | undefined {
  const source = sourceOf(volume, persistent);
  const name = persistent?.metadata.name ?? volume.name;
  const words = failure(source, name, pod);
  const step = source['local'] ? 'NewMounter initialization' : 'SetUp';
  return words && `MountVolume.${step} failed for volume "${name}" : ${words}`;
}

function failure(source: JsonObject, name: string, pod: Pod): string | undefined {
  const text = (type: string, key: string) => String((source[type] as JsonObject)[key] ?? '');
  if (source['hostPath']) {
    const words = typeWords[text('hostPath', 'type')];
    return words && `hostPath type check failed: ${text('hostPath', 'path')} is not ${words}`;
  }
  if (source['local']) return `path ${JSON.stringify(text('local', 'path'))} does not exist`;
  if (source['nfs']) {
    const what = `${text('nfs', 'server')}:${text('nfs', 'path')}`;
    const target = `/var/lib/kubelet/pods/${pod.metadata.uid}/volumes/kubernetes.io~nfs/${name}`;
    return `mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs ${what} ${target}\nOutput: mount.nfs: Connection timed out\n`;
  }
  if (source['csi']) {
    const driver = text('csi', 'driver');
    return `kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name ${driver} not found in the list of registered CSI drivers`;
  }
  return undefined;
}

/** The types by their names in the manifest. */
function sourceOf(volume: Volume, persistent: PersistentVolume | undefined): JsonObject {
  return (persistent?.spec ?? volume) as unknown as JsonObject;
}
