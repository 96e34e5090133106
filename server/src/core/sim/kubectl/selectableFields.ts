// Which fields `--field-selector` can ask for, by type, what it finds there, and the server's words for any other field.
// Sources: pkg/apis/*/v1/conversion.go AddFieldLabelConversionsFor…, pkg/registry/*/strategy.go …ToSelectableFields,
// apimachinery/pkg/runtime DefaultMetaV1FieldSelectorConversion (v1.36); held to a real API server's answers.
import type { JsonObject } from '../../apiserver/types.ts';
import type { FieldTerm } from '../../kubernetes/fieldSelectors.ts';
import { text } from './read.ts';
import { isNamespaced, type Resource } from './resources.ts';

type Read = (object: JsonObject) => string;

interface Selectable {
  /** Beside the name (and the namespace); a field without a function is read as it stands. */
  readonly fields: Readonly<Record<string, Read | undefined>>;
  readonly refusal: (field: string) => string;
}

const unsupported = (field: string): string => `field label not supported: ${field}`;
const asTheyStand = (...fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, undefined]));
const orFalse =
  (...path: readonly string[]): Read =>
  (object) =>
    text(object, ...path) || 'false';
const orZero =
  (...path: readonly string[]): Read =>
  (object) =>
    text(object, ...path) || '0';

const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];

/** By kind; kinds that are not here can be asked for name and namespace only. */
const table: Readonly<Record<string, Selectable>> = {
  Pod: {
    fields: {
      ...asTheyStand('spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName'),
      'spec.hostNetwork': orFalse('spec', 'hostNetwork'),
      ...asTheyStand('status.phase', 'status.podIP', 'status.podIPs', 'status.nominatedNodeName'),
    },
    refusal: unsupported,
  },
  Event: {
    fields: {
      ...asTheyStand(...involved.map((part) => `involvedObject.${part}`), 'reason', 'type', 'reportingComponent'),
      source: (object) => text(object, 'source', 'component') || text(object, 'reportingComponent'),
    },
    refusal: unsupported,
  },
  Namespace: { fields: asTheyStand('status.phase'), refusal: unsupported },
  Node: { fields: { 'spec.unschedulable': orFalse('spec', 'unschedulable') }, refusal: unsupported },
  ReplicationController: { fields: { 'status.replicas': orZero('status', 'replicas') }, refusal: unsupported },
  Secret: { fields: asTheyStand('type'), refusal: unsupported },
  Service: { fields: asTheyStand('spec.clusterIP', 'spec.type'), refusal: unsupported },
  CertificateSigningRequest: { fields: asTheyStand('spec.signerName'), refusal: unsupported },
  Job: {
    fields: { 'status.successful': orZero('status', 'succeeded') },
    refusal: (field) => `field label "${field}" not supported for Job`,
  },
  ResourceSlice: {
    fields: asTheyStand('spec.nodeName', 'spec.driver'),
    refusal: (field) => `field label not supported for resource.k8s.io/v1, Kind=ResourceSlice: ${field}`,
  },
};

const others: Selectable = {
  fields: {},
  refusal: (field) => `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
};

function selectableOf({ kind, custom }: Resource): Selectable {
  if (custom) return { fields: asTheyStand(...custom.selectable), refusal: unsupported };
  return table[kind] ?? others;
}

/** Why the server does not select objects of a type by these terms; undefined: it does. */
export function fieldRefusal(resource: Resource, terms: readonly FieldTerm[]): string | undefined {
  const selectable = selectableOf(resource);
  const known = (field: string): boolean => {
    if (field === 'metadata.name') return true;
    if (field === 'metadata.namespace') return selectable === others || isNamespaced(resource);
    return field in selectable.fields;
  };
  const bad = terms.find(({ field }) => !known(field));
  return bad && selectable.refusal(bad.field);
}

/** What a field of an object is compared by. */
export function selectableValue(resource: Resource, object: JsonObject, field: string): string {
  return selectableOf(resource).fields[field]?.(object) ?? text(object, ...field.split('.'));
}
