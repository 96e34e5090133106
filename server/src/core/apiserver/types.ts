// The vocabulary of the API server's judgement: plain objects in, causes out. No positions: those are added outside.

export type JsonValue = string | number | bigint | boolean | null | JsonObject | readonly JsonValue[];
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A `metav1.StatusCause` of the real server; `k8s.io/apimachinery/pkg/util/validation/field.ErrorType`. */
export type Reason =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError'
  | 'Decode'
  | 'UnknownKind'
  /** Refusals without causes carry the status reason. */
  | 'Forbidden'
  | 'Conflict'
  | 'AlreadyExists'
  | 'NotFound'
  | 'Invalid'
  | 'BadRequest'
  | 'RequestEntityTooLarge'
  /** The cause of an internal error has none. */
  | '';

export interface FieldError {
  readonly reason: Reason;
  /** `spec.containers[0].name`, in the server's notation (`metadata.labels[a.b/c]` for keys). */
  readonly field: string;
  /** `Invalid value: "Web": a lowercase RFC 1123 …` */
  readonly message: string;
  /** The status code of a refusal, where it is not the one of its reason. */
  readonly code?: number;
}

export interface Verdict {
  readonly accepted: boolean;
  readonly errors: readonly FieldError[];
  /** Parts of a strict decoding error: `unknown field "spec.foo"`. */
  readonly strict: readonly string[];
  readonly warnings: readonly string[];
  /** The object as the server would store it; present when accepted. */
  readonly object?: JsonObject;
}
