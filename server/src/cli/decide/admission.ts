// Answers of the topic `admission`: what becomes of a request in a cluster that holds the objects given.
// A new namespace gets its ServiceAccount `default` and ConfigMap `kube-root-ca.crt`, and claims are bound as controllers would.
import { admitDelete, admitObject } from '../../core/apiserver/admission/admit.ts';
import type { AdmissionCluster } from '../../core/apiserver/admission/plugin.ts';
import { TOKEN_VOLUME_NAME } from '../../core/apiserver/admission/serviceAccount.ts';
import type { Draft } from '../../core/apiserver/draft.ts';
import { draftOf, isDraft, objectAt, stringAt, stringsAt } from '../../core/apiserver/draft.ts';
import { placeholderUid } from '../../core/apiserver/placeholders.ts';
import type { FieldError, JsonObject, JsonValue, Verdict } from '../../core/apiserver/types.ts';
import type { KindInfo, Schema } from '../../core/schema/schema.ts';
import type { Question, Topic } from '../decide.ts';

interface Step {
  readonly verb: 'create' | 'update' | 'patch' | 'delete';
  readonly object: JsonObject;
}

/** A topic for the kinds of this schema. */
export function admission(schema: Schema): Topic {
  return (question) => {
    const world = new World(schema);
    for (const object of (question['given'] ?? []) as readonly JsonObject[]) world.give(object);
    for (const step of (question['then'] ?? []) as readonly Step[]) world.remove(step.object);
    return world.ask((question as Question & { readonly asked: Step }).asked);
  };
}

/** The objects of one small cluster, in the order of their creation; it lives as long as its question. */
class World implements AdmissionCluster {
  private objects: Draft[] = [];

  constructor(private readonly schema: Schema) {
    for (const name of ['default', 'kube-system']) this.give(namespaceNamed(name));
  }

  list(kind: string, namespace?: string): readonly Draft[] {
    return this.objects.filter(
      (object) => stringAt(object, 'kind') === kind && (namespace === undefined || namespaceOf(object) === namespace),
    );
  }

  get(kind: string, name: string, namespace?: string): Draft | undefined {
    return this.list(kind, namespace).find((object) => nameOf(object) === name);
  }

  give(given: JsonObject): void {
    const draft = draftOf(given);
    const present = this.find(draft);
    const object = present ? merged(present, draft) : draft;
    const verdict = admitObject({ schema: this.schema, object }, this);
    this.store(draftOf(verdict.object ?? object));
  }

  private store(object: Draft): void {
    const present = this.find(object);
    this.objects = present ? this.objects.map((one) => (one === present ? object : one)) : [...this.objects, object];
    if (stringAt(object, 'kind') === 'Namespace' && !present) {
      for (const one of namespaceContent(nameOf(object))) this.give(one);
    }
    if (['PersistentVolumeClaim', 'PersistentVolume'].includes(stringAt(object, 'kind'))) this.bind();
  }

  /** A claim that names an existing volume is bound to it. */
  private bind(): void {
    for (const claim of this.list('PersistentVolumeClaim')) {
      const volume = this.get('PersistentVolume', stringAt(objectAt(claim, 'spec'), 'volumeName'));
      if (!volume) continue;
      const { capacity, accessModes } = objectAt(volume, 'spec');
      claim['status'] = { phase: 'Bound', accessModes, capacity };
      const metadata = objectAt(claim, 'metadata');
      const annotations = objectAt(metadata, 'annotations');
      metadata['annotations'] = { ...annotations, 'pv.kubernetes.io/bind-completed': 'yes' };
    }
  }

  private find(object: Draft): Draft | undefined {
    const namespace = this.kindOf(object)?.namespaced ? namespaceOf(object) || 'default' : undefined;
    return this.get(stringAt(object, 'kind'), nameOf(object), namespace);
  }

  private kindOf(object: Draft): KindInfo | undefined {
    return this.schema.kind(stringAt(object, 'apiVersion'), stringAt(object, 'kind'));
  }

  /** What has finalizers, and the namespace around it, only begins to end. */
  remove(given: JsonObject): void {
    const object = this.find(draftOf(given));
    if (!object) return;
    const kept = [object, ...this.objects.filter((one) => namespaceOf(one) === nameOf(object))].some(
      (one) => stringsAt(objectAt(one, 'metadata'), 'finalizers').length > 0,
    );
    if (kept) objectAt(object, 'metadata')['deletionTimestamp'] = '2026-01-01T00:00:00Z';
    else this.objects = this.objects.filter((one) => one !== object);
  }

  ask({ verb, object }: Step): unknown {
    const draft = draftOf(object);
    const kind = this.kindOf(draft);
    if (!kind) return { accepted: false };
    if (verb === 'delete') {
      const refusal = admitDelete(this.schema, this.find(draft) ?? object, this);
      return refusal ? refused(kind, draft, [refusal], []) : { accepted: true };
    }
    const present = this.find(draft);
    if (verb === 'create') return this.created(kind, draft, present);
    const wanted = verb === 'patch' && present ? merged(present, draft) : draft;
    const verdict = admitObject({ schema: this.schema, object: wanted, ...(present && { old: present }) }, this);
    return answerOf(kind, draft, verdict);
  }

  private created(kind: KindInfo, draft: Draft, present: Draft | undefined): unknown {
    const verdict = admitObject({ schema: this.schema, object: draft }, this);
    if (!verdict.accepted || !present) return answerOf(kind, draft, verdict);
    const message = `${resourceOf(kind)} "${nameOf(draft)}" already exists`;
    return refused(kind, draft, [{ reason: 'AlreadyExists', field: '', message }], verdict.warnings);
  }
}

const nameOf = (object: Draft): string => stringAt(objectAt(object, 'metadata'), 'name');
const namespaceOf = (object: Draft): string => stringAt(objectAt(object, 'metadata'), 'namespace');

function resourceOf(kind: KindInfo): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
}

function namespaceNamed(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function namespaceContent(namespace: string): JsonObject[] {
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace } },
  ];
}

/** RFC 7396 merge patch. */
function merged(target: Draft, patch: Draft): Draft {
  const result: Draft = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    const before = result[name];
    if (value === null) delete result[name];
    else result[name] = isDraft(value) ? merged(isDraft(before) ? before : {}, value) : value;
  }
  return result;
}

const CODES: Readonly<Record<string, number>> = {
  NotFound: 404,
  AlreadyExists: 409,
  Conflict: 409,
  Forbidden: 403,
  Invalid: 422,
  BadRequest: 400,
  RequestEntityTooLarge: 413,
};

function answerOf(kind: KindInfo, asked: Draft, verdict: Verdict): unknown {
  if (!verdict.accepted) return refused(kind, asked, verdict.errors, verdict.warnings);
  const object = steady(verdict.object, asked);
  return { accepted: true, object, ...(verdict.warnings.length > 0 && { warnings: verdict.warnings }) };
}

/** Without times that are not set, as the cases are recorded; generated names and uids stand for whatever the server would choose. */
function steady(object: JsonValue | undefined, asked: Draft): unknown {
  const written = JSON.stringify(object, (name, value) =>
    value === null && name.endsWith('Time') ? undefined : value,
  );
  const text = written.replaceAll(TOKEN_VOLUME_NAME, 'kube-api-access-<random>').replaceAll(placeholderUid, '<uid>');
  const plain = JSON.parse(text) as Draft;
  const metadata = objectAt(plain, 'metadata');
  if (nameOf(asked) === '') metadata['name'] = '<allocated>';
  for (const name of ['uid', 'creationTimestamp', 'resourceVersion', 'generation']) delete metadata[name];
  return plain;
}

function refused(kind: KindInfo, asked: Draft, errors: readonly FieldError[], warnings: readonly string[]): unknown {
  const said = warnings.length > 0 ? { warnings } : {};
  const [first] = errors;
  if (first && first.field === '' && CODES[first.reason] !== undefined) {
    const { reason, message, code = CODES[reason] } = first;
    return { accepted: false, code, reason, message, ...said };
  }
  const causes = errors.map(({ field, message }) => `${field}: ${message}`);
  const listed = causes.length === 1 ? causes[0] : `[${causes.join(', ')}]`;
  const qualified = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  const message = `${qualified} "${nameOf(asked)}" is invalid: ${listed}`;
  return { accepted: false, code: 422, reason: 'Invalid', message, ...said };
}
