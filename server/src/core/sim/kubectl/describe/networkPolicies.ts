// `kubectl describe` of NetworkPolicies. Source: kubectl/pkg/describe/describe.go describeNetworkPolicy (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { labelSelectorText } from '../labelTexts.ts';
import { at, has, list, record, text } from '../read.ts';
import { annotationLines, labelLines } from './sections.ts';
import type { Writer } from './writer.ts';

interface Direction {
  readonly type: string;
  readonly rules: string;
  readonly peers: string;
  readonly word: string;
  readonly end: string;
}

const directions: readonly Direction[] = [
  { type: 'Ingress', rules: 'ingress', peers: 'from', word: 'From', end: 'source' },
  { type: 'Egress', rules: 'egress', peers: 'to', word: 'To', end: 'destination' },
];

/** As kubectl writes what a rule leaves open. */
const whatever = `<${'any'}>`;

export function networkPolicy(w: Writer, object: JsonObject): void {
  const created = text(object, 'metadata', 'creationTimestamp');
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  w.field(0, 'Namespace', text(object, 'metadata', 'namespace'));
  w.field(0, 'Created on', created.replace('T', ' ').replace('Z', ' +0000 UTC'));
  labelLines(w, 'Labels', record(object, 'metadata', 'labels'));
  annotationLines(w, 'Annotations', record(object, 'metadata', 'annotations'));
  const spec = at(object, 'spec');
  w.line(0, 'Spec:');
  const selected = labelSelectorText(at(spec, 'podSelector'));
  const all = ' (Allowing the specific traffic to all pods in this namespace)';
  w.line(1, `PodSelector:     ${selected}${selected === '<none>' ? all : ''}`);
  const types = list(spec, 'policyTypes').map(String);
  for (const direction of directions) {
    const traffic = `${direction.rules} traffic`;
    w.line(1, types.includes(direction.type) ? `Allowing ${traffic}:` : `Not affecting ${traffic}`);
    if (types.includes(direction.type)) ruleLines(w, list(spec, direction.rules), direction);
  }
  w.line(1, `Policy Types: ${types.join(', ')}`);
}

function ruleLines(w: Writer, rules: readonly JsonValue[], { rules: kind, peers, word, end }: Direction): void {
  if (rules.length === 0) w.line(2, `<none> (Selected pods are isolated for ${kind} connectivity)`);
  for (const [index, rule] of rules.entries()) {
    if (index > 0) w.line(2, '----------');
    const ports = list(rule, 'ports');
    if (ports.length === 0) w.line(2, `To Port: ${whatever} (traffic allowed to all ports)`);
    for (const port of ports) w.line(2, portText(port));
    const others = list(rule, peers);
    if (others.length === 0) w.line(2, `${word}: ${whatever} (traffic not restricted by ${end})`);
    for (const peer of others) {
      w.line(2, `${word}:`);
      peerLines(w, peer);
    }
  }
}

function portText(port: JsonValue): string {
  const protocol = text(port, 'protocol') || 'TCP';
  // Go prints a port that is not there as such.
  const first = has(port, 'port') ? text(port, 'port') : '<nil>';
  if (!has(port, 'endPort')) return `To Port: ${first}/${protocol}`;
  return `To Port Range: ${first}-${text(port, 'endPort')}/${protocol}`;
}

function peerLines(w: Writer, peer: JsonValue): void {
  const spaces = has(peer, 'namespaceSelector');
  const pods = has(peer, 'podSelector');
  if (spaces) w.line(3, `NamespaceSelector: ${labelSelectorText(at(peer, 'namespaceSelector'))}`);
  if (pods) w.line(3, `PodSelector: ${labelSelectorText(at(peer, 'podSelector'))}`);
  if (spaces || pods || !has(peer, 'ipBlock')) return;
  w.line(3, 'IPBlock:');
  w.line(4, `CIDR: ${text(peer, 'ipBlock', 'cidr')}`);
  w.line(4, `Except: ${list(peer, 'ipBlock', 'except').join(', ')}`);
}
