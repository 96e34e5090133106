// What happens to an object between the request and the store: namespace, name, the judge's defaults and validation,
// admission and validation by the judge, what strategies add, and the quotas charged. Order as in the real server (v1.36).
// Knows no controller.
import { alreadyExists, forbidden, invalid, notFound, type Refused, refusedBy } from './answers.ts';
import type { Committing } from './cluster.ts';
import { isClusterScoped } from './customKinds.ts';
import { kindFacts } from './kinds.ts';
import { allocateService, withAllocated } from './network/allocation.ts';
import { asJson, asObject, type KubeObject, type NewObject } from './objects.ts';
import { prepareJob, prepareNamespace, preparePod, withTemplateGeneration } from './plugins.ts';
import { chargedQuotas } from './quota.ts';
import { nameSuffix, uuid } from './random.ts';
import type { Api } from './verbs.ts';

export type Admitted = { readonly ok: true; readonly object: KubeObject; readonly warnings?: readonly string[] };

/** Kinds that controllers make from what people wrote: judged like a person's. */
const judgedFromControllers = new Set(['Pod', 'Job', 'PersistentVolumeClaim']);

export function admitCreate(api: Api, object: NewObject, by: Committing): Admitted | Refused {
  const named = withName(api, object);
  const { name, namespace } = named.metadata;
  const closed = namespaceRefusal(api, named);
  if (closed) return closed;
  const judged = judge(api, named, object, by);
  if (!judged.ok) return judged;
  const plugged = runPlugins(api, judged.object, named);
  if (!plugged.ok) return plugged;
  if (api.view.get(object.kind, namespace, name)) return alreadyExists(object.apiVersion, object.kind, name);
  const cause = api.causeOf({ because: 'quota' }, by);
  for (const [before, after] of chargedQuotas(api.view, plugged.object))
    api.replace(before, after, cause, { actor: 'quota-admission' });
  return { ok: true, object: plugged.object, ...(judged.warnings && { warnings: judged.warnings }) };
}

/** Judges what a person changed an object into. */
export function admitUpdate(api: Api, before: KubeObject, wanted: KubeObject): Admitted | Refused {
  const after = wanted.kind === 'Service' ? withAllocated(wanted, before) : wanted;
  const verdict = api.server.update(api.view, asJson(before), asJson(after));
  const accepted = asObject(verdict.object) ?? (verdict.accepted ? after : undefined);
  if (!verdict.accepted || !accepted) return invalidOrStrict(after, verdict);
  const allocated =
    after.kind === 'Service' ? allocateService(api.view, accepted, before) : { ok: true as const, object: accepted };
  if (!allocated.ok) return allocated;
  const object = before.kind === 'DaemonSet' ? withTemplateGeneration(allocated.object, before) : allocated.object;
  const kept = { ...object, metadata: { ...object.metadata, ...systemFields(before) } } as KubeObject;
  const status = 'status' in before ? { status: before.status } : {};
  return { ok: true, object: { ...kept, ...status } as KubeObject, warnings: verdict.warnings };
}

function systemFields(object: KubeObject) {
  const { uid, resourceVersion, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds } =
    object.metadata;
  return {
    uid,
    resourceVersion,
    creationTimestamp,
    ...(generation !== undefined && { generation }),
    ...(deletionTimestamp !== undefined && { deletionTimestamp }),
    ...(deletionGracePeriodSeconds !== undefined && { deletionGracePeriodSeconds }),
  };
}

/** Fills in namespace and name (58 characters of generateName and five random ones) and the uid. */
function withName(api: Api, object: NewObject): KubeObject {
  const { name, generateName, namespace, ...rest } = object.metadata;
  const chosen = name ?? `${(generateName ?? '').slice(0, 58)}${nameSuffix(() => api.view.random('names'))}`;
  const scope = isClusterScoped(api.view, object.apiVersion, object.kind) ? {} : { namespace: namespace ?? 'default' };
  const generated = generateName !== undefined ? { generateName } : {};
  const metadata = { name: chosen, ...generated, ...scope, ...rest, uid: uuid(() => api.view.random('uid')) };
  return { ...object, metadata } as KubeObject;
}

/** Admission plugin NamespaceLifecycle. */
function namespaceRefusal(api: Api, object: KubeObject): Refused | undefined {
  const { namespace, name } = object.metadata;
  if (namespace === undefined) return undefined;
  const found = api.view.get('Namespace', undefined, namespace);
  if (!found) return notFound('v1', 'Namespace', namespace);
  if (found.metadata.deletionTimestamp === undefined) return undefined;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  return {
    ...forbidden(object.apiVersion, object.kind, name, why),
    causes: [
      {
        reason: 'NamespaceTerminating',
        field: 'metadata.namespace',
        message: `namespace ${namespace} is being terminated`,
      },
    ],
  };
}

function judge(api: Api, object: KubeObject, given: NewObject, by: Committing): Admitted | Refused {
  if (!by.byUser && !judgedFromControllers.has(object.kind)) return { ok: true, object: initialised(object) };
  const { uid, name, ...rest } = object.metadata;
  const metadata = given.metadata.name === undefined ? rest : { ...rest, name };
  const verdict = api.server.create(api.view, asJson({ ...object, metadata }), { uid, suffix: name.slice(-5) });
  const judged = asObject(verdict.object) ?? (verdict.accepted ? object : undefined);
  if (!verdict.accepted || !judged) return invalidOrStrict(object, verdict);
  const full = { ...judged, metadata: { ...judged.metadata, name, uid } } as KubeObject;
  return { ok: true, object: initialised(full), warnings: verdict.warnings };
}

function invalidOrStrict(object: KubeObject, verdict: Parameters<typeof invalid>[3]): Refused {
  const { name } = object.metadata;
  const alone = verdict.errors.length === 1 ? verdict.errors[0] : undefined;
  if (alone && (alone.reason === 'Forbidden' || alone.reason === 'BadRequest') && !alone.field)
    return refusedBy(alone.reason, alone.message);
  const undecodable = alone?.reason === 'Decode' ? alone.message : undefined;
  const strict = verdict.strict.length > 0 ? `strict decoding error: ${verdict.strict.join(', ')}` : undefined;
  if (undecodable !== undefined || strict !== undefined)
    return refusedBy(
      'BadRequest',
      `${object.kind} in version "${versionOf(object)}" cannot be handled as a ${object.kind}: ${undecodable ?? strict}`,
    );
  return invalid(object.apiVersion, object.kind, name, verdict);
}

const versionOf = (object: KubeObject): string => object.apiVersion.split('/').at(-1) ?? object.apiVersion;

/** A new object has the status and the finalizers of its kind, whatever was sent. */
function initialised(object: KubeObject): KubeObject {
  const facts = kindFacts(object.kind);
  const finalizers = [...new Set([...(object.metadata.finalizers ?? []), ...(facts.finalizers ?? [])])];
  const metadata = { ...object.metadata, ...(finalizers.length > 0 && { finalizers }) };
  return { ...object, metadata, ...(facts.status && { status: facts.status }) } as KubeObject;
}

function runPlugins(api: Api, object: KubeObject, given: KubeObject): Admitted | Refused {
  switch (object.kind) {
    case 'Pod':
      return { ok: true, object: preparePod(api.view, object) };
    case 'DaemonSet':
      return { ok: true, object: withTemplateGeneration(object, undefined) };
    case 'Job':
      return { ok: true, object: prepareJob(object, given) };
    case 'Service':
      return allocateService(api.view, object, undefined);
    case 'Namespace':
      return { ok: true, object: prepareNamespace(object) };
    default:
      return { ok: true, object };
  }
}
