// The naming rules that kinds choose from. Mirrors k8s.io/apimachinery pkg/api/validation/generic.go and
// pkg/api/validation/path (v1.36).
import { dns1035LabelErrors, dns1123LabelErrors, dns1123SubdomainErrors } from '../kubernetes/names.ts';
import type { NameRule } from './objectMeta.ts';

/** A generateName may end with a dash: characters will follow it. */
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}

export const subdomainName: NameRule = (name, prefix) => dns1123SubdomainErrors(prefix ? maskTrailingDash(name) : name);
export const labelName: NameRule = (name, prefix) => dns1123LabelErrors(prefix ? maskTrailingDash(name) : name);
export const label1035Name: NameRule = (name, prefix) => dns1035LabelErrors(prefix ? maskTrailingDash(name) : name);
/** The subdomain rule of declarative validation: it does not look at a generateName, and counts bytes. */
export const longName: NameRule = (name, prefix) => (prefix ? [] : dns1123SubdomainErrors(name, 'bytes'));
export const namespaceName: NameRule = labelName;

/** Names that only have to fit into a URL: RBAC roles and their bindings. */
export const pathSegmentName: NameRule = (name, prefix) => {
  if (!prefix && (name === '.' || name === '..')) return [`may not be '${name}'`];
  return ['/', '%'].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`);
};
