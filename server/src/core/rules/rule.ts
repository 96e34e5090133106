// What a rule is, and what it may know. A rule sees plain values and paths, never text or spans: where its findings
// stand and how its changes are written into a file is decided outside, once for all rules.
import type { JsonObject, JsonValue } from '../apiserver/types.ts';
import type { Schema } from '../schema/schema.ts';
import type { Text } from '../text.ts';
import type { Path } from '../yaml/nodes.ts';

/** `off` rules run only where a profile or a setting turns them on. */
export type RuleLevel = 'off' | 'hint' | 'info' | 'warning' | 'error';

export type Profile = 'recommended' | 'strict' | 'pss-baseline' | 'pss-restricted' | 'kube-linter' | 'kube-score';

export type Peer = 'kube-linter' | 'kube-score' | 'polaris' | 'datree' | 'monokle' | 'kubevious' | 'pod-security';

export interface Rule {
  /** Kebab-case, after the pattern it points at. */
  readonly id: string;
  readonly level: RuleLevel;
  /** The level it has in a profile; `off` where another rule of the profile says the same. */
  readonly profiles?: Readonly<Partial<Record<Profile, RuleLevel>>>;
  readonly summary: Text;
  readonly why: Text;
  readonly remedy: Text;
  /** The ids that other tools give to the same check; their suppressions are honoured by them. */
  readonly peers?: Readonly<Partial<Record<Peer, readonly string[]>>>;
  /** Manifests; carets under a line mark the finding above. They are this rule's tests and its documentation. */
  readonly bad: string;
  readonly good: string;
  check(target: Target): Iterable<Complaint>;
}

/** One resource, and what surrounds it. */
export interface Target {
  readonly resource: RuleResource;
  /** The pod that the resource is or makes, with the path of its metadata and spec. */
  readonly pod?: PodTemplate;
  readonly workspace: RuleWorkspace;
}

export interface RuleResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Empty where the manifest names none: `kubectl -n` or kustomize will say. */
  readonly namespace: string;
  readonly object: JsonObject;
}

export interface PodTemplate {
  /** Path of the template in the resource: `[]` for a Pod, `['spec', 'template']` for a Deployment. */
  readonly path: Path;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: JsonObject;
}

/** All resources that the rule may compare with; the one it looks at is among them. */
export interface RuleWorkspace {
  /** The minor of the Kubernetes version that is judged for: 36. */
  readonly kubernetesMinor: number;
  /** What the judged version knows of kinds. */
  readonly schema?: Schema | undefined;
  ofKind(kind: string): readonly RuleResource[];
  /**
   * Those of a kind that have a key, as `keysOf` gives each its keys: a table is made once, so that ten thousand rules
   * asking of ten thousand others stay cheap. `keysOf` is a function of its module, not one made at each call.
   */
  ofKindWith(kind: string, keysOf: (resource: RuleResource) => readonly string[], key: string): readonly RuleResource[];
  /** The pods that may share a namespace with the resource. */
  podsNear(resource: RuleResource): readonly { readonly resource: RuleResource; readonly pod: PodTemplate }[];
  /** Those of them that carry these labels, found without asking each: rules of ten thousand pods ask ten thousand times. */
  podsLabelled(
    resource: RuleResource,
    labels: Readonly<Record<string, string>>,
  ): readonly { readonly resource: RuleResource; readonly pod: PodTemplate }[];
}

export interface Complaint {
  /** The deepest part of the path that exists is marked. */
  readonly path: Path;
  /** Mark the key instead of the value. */
  readonly onKey?: boolean;
  readonly message: Text;
  /** Less than the rule's own level, unless somebody set that: the workspace may rightly lack what is missed, say. */
  readonly atMost?: 'warning' | 'hint';
  readonly fix?: ComplaintFix;
}

export interface ComplaintFix {
  readonly title: Text;
  readonly changes: readonly Change[];
  /** It can be made without asking, once the user has turned the rule on: it guesses no number and no name. */
  readonly isSure?: boolean;
}

/** What a fix does to the object; the file's own style decides how it is written. */
export type Change =
  | { readonly set: Path; readonly to: JsonValue }
  | { readonly remove: Path }
  /** Another key for a value that stays, with its comments. */
  | { readonly rename: Path; readonly to: string }
  | { readonly append: Path; readonly item: JsonValue };
