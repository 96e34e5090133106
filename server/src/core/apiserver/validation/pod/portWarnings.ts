// Ports that are declared twice, or nearly. Mirrors the port part of warningsForPodSpecAndMeta (v1.36).
import { goQuote } from '../../../kubernetes/goText.ts';
import { type Draft, numberAt, objectsAt, stringAt } from '../../draft.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import { eachContainer } from './containerList.ts';

interface PlacedPort {
  readonly field: FieldPath;
  readonly name: string;
  readonly containerPort: number;
  readonly hostPort: number;
  readonly protocol: string;
  readonly hostIp: string;
}

export function portWarnings(spec: Draft, specPath: FieldPath): string[] {
  const ports = eachContainer(spec, specPath).flatMap(({ container, path }) => placedPorts(container, path));
  return [...definitionWarnings(ports), ...nameWarnings(ports)];
}

function placedPorts(container: Draft, path: FieldPath): PlacedPort[] {
  return objectsAt(container, 'ports').map((port, at) => ({
    field: index(child(path, 'ports'), at),
    name: stringAt(port, 'name'),
    containerPort: numberAt(port, 'containerPort') ?? 0,
    hostPort: numberAt(port, 'hostPort') ?? 0,
    protocol: stringAt(port, 'protocol'),
    hostIp: stringAt(port, 'hostIP'),
  }));
}

function definitionWarnings(ports: readonly PlacedPort[]): string[] {
  const seen = new Map<string, PlacedPort[]>();
  return ports.flatMap((port) => {
    const warnings: string[] = [];
    if (port.hostIp !== '' && port.hostPort === 0) {
      warnings.push(`${port.field}: hostIP set without hostPort: ${goStruct(port)}`);
    }
    const key = `${port.containerPort}/${port.protocol}`;
    const others = seen.get(key) ?? [];
    for (const other of others) {
      const word = conflict(port, other);
      if (word !== undefined) warnings.push(`${port.field}: ${word} port definition with ${other.field}`);
    }
    seen.set(key, [...others, port]);
    return warnings;
  });
}

/** Go's `%+v` of a core.ContainerPort. */
function goStruct({ name, hostPort, containerPort, protocol, hostIp }: PlacedPort): string {
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIp}}`;
}

function conflict(port: PlacedPort, other: PlacedPort): string | undefined {
  if (port.hostIp === other.hostIp && port.hostPort === other.hostPort) return 'duplicate';
  if (port.hostPort === 0 || other.hostPort === 0) return 'overlapping';
  const oneIsOpen = (port.hostIp === '') !== (other.hostIp === '');
  return port.hostPort === other.hostPort && oneIsOpen ? 'dangerously ambiguous' : undefined;
}

function nameWarnings(ports: readonly PlacedPort[]): string[] {
  const seen = new Map<string, FieldPath>();
  return ports.flatMap(({ name, field }) => {
    if (name === '') return [];
    const other = seen.get(name);
    if (other === undefined) {
      seen.set(name, field);
      return [];
    }
    const words = `services and probes that select ports by name will use ${other}`;
    return [`${field}: duplicate port name ${goQuote(name)} with ${other}, ${words}`];
  });
}
