// Object that a ValidatingAdmissionPolicy of the same workspace refuses.
import { type AdmissionCluster, type AdmissionRequest, namespaceOf } from '../apiserver/admission/plugin.ts';
import { policyDecisions } from '../apiserver/admission/policy/validatingAdmissionPolicy.ts';
import { type Draft, draftOf, objectAt, objectsAt, optionalObject } from '../apiserver/draft.ts';
import { judgeCreate } from '../apiserver/judge.ts';
import type { KindInfo, Schema } from '../schema/schema.ts';
import { text } from '../text.ts';
import type { Complaint, Rule, RuleResource, RuleWorkspace, Target } from './rule.ts';

export const admissionPolicy: Rule = {
  id: 'admission-policy',
  level: 'error',
  summary: text('object that an admission policy refuses', '准入策略会拒绝的对象'),
  why: text(
    'the API server refuses it wherever policy and binding are applied',
    '凡是应用了该策略和绑定的集群，API server 都会拒绝它',
  ),
  remedy: text('change the object, or the policy or its binding', '修改该对象，或修改策略及其绑定'),
  peers: { monokle: ['VAP001'] },
  bad: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: at-most-five
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: [apps]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [deployments]
  validations:
    - expression: object.spec.replicas <= 5
      messageExpression: "'at most five replicas, not ' + string(object.spec.replicas)"
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: at-most-five
spec:
  policyName: at-most-five
  validationActions: [Deny]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
#       ^^^
spec:
  replicas: 6
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
`,
  good: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: at-most-five
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: [apps]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [deployments]
  validations:
    - expression: object.spec.replicas <= 5
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: at-most-five
spec:
  policyName: at-most-five
  validationActions: [Deny]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
`,
  check,
};

function* check({ resource, workspace }: Target): Iterable<Complaint> {
  const { schema } = workspace;
  const kind = schema?.kind(resource.apiVersion, resource.kind);
  if (!schema || !kind || workspace.ofKind('ValidatingAdmissionPolicyBinding').length === 0) return;
  if (workspace.ofKind('ValidatingAdmissionPolicy').length === 0) return;
  const object = storedObject(schema, resource);
  if (!object) return;
  const request: AdmissionRequest = { schema, verb: 'create', kind, object };
  for (const { policy, binding, message, actions } of policyDecisions(request, clusterOf(workspace, request, kind))) {
    if (!actions.includes('Deny') || message.startsWith(NOT_CONFIGURED)) continue;
    yield {
      path: ['metadata', 'name'],
      message: text(
        `refused by ValidatingAdmissionPolicy "${policy}" with binding "${binding}": ${message}`,
        `被 ValidatingAdmissionPolicy "${policy}"（绑定 "${binding}"）拒绝：${message}`,
      ),
    };
  }
}

/** Parameters that are not here may be in the cluster. */
const NOT_CONFIGURED = 'failed to configure binding: ';

/** As stored; undefined for what the server would not take. */
type Stored = Draft | undefined;

const stored = new WeakMap<Schema, WeakMap<RuleResource, Stored>>();

/** The same value for the same resource, so that policies are compiled once. */
function storedObject(schema: Schema, resource: RuleResource): Stored {
  const known = stored.get(schema) ?? new WeakMap<RuleResource, Stored>();
  stored.set(schema, known);
  if (known.has(resource)) return known.get(resource);
  const { object } = judgeCreate({ schema, object: resource.object });
  const draft = object && draftOf(object);
  known.set(resource, draft);
  return draft;
}

/** The workspace as a cluster. Where the namespace is not here, policies that ask for its labels are left out. */
function clusterOf(workspace: RuleWorkspace, request: AdmissionRequest, kind: KindInfo): AdmissionCluster {
  const { schema } = request;
  const all = (name: string): Draft[] =>
    workspace
      .ofKind(name)
      .map((resource) => storedObject(schema, resource))
      .filter((object) => object !== undefined);
  const named = (objects: readonly Draft[], name: string): Draft | undefined =>
    objects.find((object) => objectAt(object, 'metadata')['name'] === name);
  const isKnown = !kind.namespaced || named(all('Namespace'), namespaceOf(request.object)) !== undefined;
  return {
    list(name, namespace) {
      const objects = all(name).filter((one) => isKnown || !asksForLabels(objectAt(one, 'spec')));
      return namespace === undefined ? objects : objects.filter((one) => namespaceOf(one) === namespace);
    },
    get: (name, objectName) => named(all(name), objectName),
  };
}

function asksForLabels(spec: Draft): boolean {
  return ['matchConstraints', 'matchResources'].some((field) => {
    const selector = optionalObject(optionalObject(spec, field), 'namespaceSelector');
    return objectsAt(selector, 'matchExpressions').length > 0;
  });
}
