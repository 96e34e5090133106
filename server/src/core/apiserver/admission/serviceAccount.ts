// ServiceAccount: every pod runs as one; its token is mounted unless someone declines. Mirrors
// plugin/pkg/admission/serviceaccount (v1.36).
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, setDefaultIfZero, stringAt, stringMapAt } from '../draft.ts';
import { placeholderSuffix } from '../placeholders.ts';
import type { FieldError } from '../types.ts';
import type { AdmissionPlugin, AdmissionRequest } from './plugin.ts';
import { ADMITTED, forbid, isPod, namespaceOf } from './plugin.ts';

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
/** The server ends the name with five characters of its own choice. */
export const TOKEN_VOLUME_NAME = `kube-api-access-${placeholderSuffix}`;
const MIRROR = 'kubernetes.io/config.mirror';

export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  mutate(request, cluster) {
    if (request.verb !== 'create' || !isPod(request) || isMirror(request.object)) return undefined;
    const spec = objectAt(request.object, 'spec');
    setDefaultIfZero(spec, 'serviceAccountName', 'default');
    spec['serviceAccount'] = spec['serviceAccountName'];
    const name = stringAt(spec, 'serviceAccountName');
    const namespace = namespaceOf(request.object);
    const account = cluster.get('ServiceAccount', name, namespace);
    if (!account) {
      const words = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
      return forbid(request, words);
    }
    if (mounts(account, spec)) mountToken(spec);
    const secrets = account['imagePullSecrets'];
    if (objectsAt(spec, 'imagePullSecrets').length === 0 && Array.isArray(secrets) && secrets.length > 0) {
      spec['imagePullSecrets'] = secrets;
    }
    return undefined;
  },
  validate(request, cluster) {
    if (request.verb !== 'create' || !isPod(request)) return ADMITTED;
    const name = stringAt(objectAt(request.object, 'spec'), 'serviceAccountName');
    const account = cluster.get('ServiceAccount', name, namespaceOf(request.object));
    const refusal = account && enforces(account) ? secretError(request, account, name) : undefined;
    return refusal ? { refusal } : ADMITTED;
  },
};

const annotationsOf = (object: Draft): Readonly<Record<string, string>> =>
  stringMapAt(objectAt(object, 'metadata'), 'annotations');

const isMirror = (pod: Draft): boolean => Object.hasOwn(annotationsOf(pod), MIRROR);

function mounts(account: Draft, spec: Draft): boolean {
  const name = 'automountServiceAccountToken';
  return (spec[name] ?? account[name] ?? true) === true;
}

function mountToken(spec: Draft): void {
  let mounted = false;
  for (const container of [...objectsAt(spec, 'initContainers'), ...objectsAt(spec, 'containers')]) {
    const present = objectsAt(container, 'volumeMounts');
    if (present.some((mount) => stringAt(mount, 'mountPath') === MOUNT_PATH)) continue;
    container['volumeMounts'] = [...present, { name: TOKEN_VOLUME_NAME, readOnly: true, mountPath: MOUNT_PATH }];
    mounted = true;
  }
  if (mounted) spec['volumes'] = [...objectsAt(spec, 'volumes'), tokenVolume()];
}

const TOKEN_SECONDS = 3607;

function tokenVolume(): Draft {
  const namespaceField = { apiVersion: 'v1', fieldPath: 'metadata.namespace' };
  const sources = [
    { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [{ path: 'namespace', fieldRef: namespaceField }] } },
  ];
  return { name: TOKEN_VOLUME_NAME, projected: { sources, defaultMode: 420 } };
}

function enforces(account: Draft): boolean {
  return annotationsOf(account)['kubernetes.io/enforce-mountable-secrets'] === 'true';
}

function secretError(request: AdmissionRequest, account: Draft, name: string): FieldError | undefined {
  const spec = objectAt(request.object, 'spec');
  const allowed = new Set(objectsAt(account, 'secrets').map((secret) => stringAt(secret, 'name')));
  const pullable = new Set(objectsAt(account, 'imagePullSecrets').map((secret) => stringAt(secret, 'name')));
  const because = `is not allowed because service account ${name} does not reference that`;
  for (const volume of objectsAt(spec, 'volumes')) {
    const secret = stringAt(objectAt(volume, 'secret'), 'secretName');
    if (secret === '' || allowed.has(secret)) continue;
    return forbid(request, `volume with secret.secretName="${secret}" ${because} secret`);
  }
  for (const [list, word] of CONTAINER_LISTS) {
    for (const container of objectsAt(spec, list)) {
      for (const variable of objectsAt(container, 'env')) {
        const secret = stringAt(objectAt(objectAt(variable, 'valueFrom'), 'secretKeyRef'), 'name');
        if (secret === '' || allowed.has(secret)) continue;
        const who = `${word} ${stringAt(container, 'name')} with envVar ${stringAt(variable, 'name')}`;
        return forbid(request, `${who} referencing secret.secretName="${secret}" ${because} secret`);
      }
    }
  }
  for (const [at, reference] of objectsAt(spec, 'imagePullSecrets').entries()) {
    const secret = stringAt(reference, 'name');
    if (!pullable.has(secret)) {
      return forbid(request, `imagePullSecrets[${at}].name="${secret}" ${because} imagePullSecret`);
    }
  }
  return undefined;
}

const CONTAINER_LISTS = [
  ['initContainers', 'init container'],
  ['containers', 'container'],
  ['ephemeralContainers', 'ephemeral container'],
] as const;
