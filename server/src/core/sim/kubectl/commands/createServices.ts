// `kubectl create service TYPE NAME` and `kubectl create ingress`. Source: kubectl/pkg/cmd/create/create_service.go,
// create_ingress.go (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import type { NewObject } from '../../objects.ts';
import { type Arguments, flag, values } from '../flags.ts';
import type { JsonLike, Maker } from './createObject.ts';

const service: Maker = (_view, args, name) => {
  const type = args.words[1] ?? '';
  const make = serviceSpecs[type];
  if (!make) return `"kubectl create service ${type}" is not simulated`;
  const ports = values(args, 'tcp').flatMap((list) => list.split(','));
  const problem = ports.map(portProblem).find((words) => words !== undefined);
  if (problem !== undefined) return problem;
  if (ports.length === 0 && type !== 'externalname' && flag(args, 'clusterip') !== 'None')
    return 'at least one tcp port specifier must be provided';
  const spec = { ...make(args), ...(ports.length > 0 && { ports: ports.map((port) => portOf(port, args)) }) };
  const labels = { app: name };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, labels }, spec: { ...spec, selector: labels } };
};

const serviceSpecs: Readonly<Record<string, (args: Arguments) => JsonObject>> = {
  clusterip: (args) => {
    const clusterIP = flag(args, 'clusterip');
    return { type: 'ClusterIP', ...(clusterIP !== undefined && { clusterIP }) };
  },
  nodeport: () => ({ type: 'NodePort' }),
  loadbalancer: () => ({ type: 'LoadBalancer' }),
  externalname: (args) => ({ type: 'ExternalName', externalName: flag(args, 'external-name') ?? '' }),
};

function portProblem(port: string): string | undefined {
  return /^\d+(:[\w-]+)?$/.test(port) ? undefined : `invalid port format ${port}`;
}

/** `80:8080`: named after what is written. */
function portOf(written: string, args: Arguments): JsonObject {
  const [port = '', target = port] = written.split(':');
  const nodePort = flag(args, 'node-port');
  return {
    name: written.replace(':', '-'),
    port: Number(port),
    protocol: 'TCP',
    targetPort: /^\d+$/.test(target) ? Number(target) : target,
    ...(nodePort !== undefined && { nodePort: Number(nodePort) }),
  };
}

const ingress: Maker = (_view, args, name) => {
  const rules = values(args, 'rule');
  const backend = flag(args, 'default-backend');
  if (rules.length === 0 && backend === undefined)
    return 'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)';
  const read = rules.map(readRule);
  const wrong = read.indexOf(undefined);
  if (wrong >= 0)
    return `rule ${rules[wrong]} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`;
  const known = read.filter((rule) => rule !== undefined);
  const className = flag(args, 'class');
  const tls = tlsOf(known);
  const spec: JsonObject = {
    ...(className !== undefined && { ingressClassName: className }),
    ...(backend !== undefined && { defaultBackend: backendOf(backend) }),
    ...(known.length > 0 && { rules: rulesOf(known) }),
    ...(tls.length > 0 && { tls }),
  };
  const made: NewObject & JsonLike = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name }, spec };
  return made;
};

interface Rule {
  readonly host: string;
  readonly path: JsonObject;
  /** The secret; empty: none named. */
  readonly tls?: string;
}

function readRule(text: string): Rule | undefined {
  const match = /^([^/=,]*)(\/[^=,]*)?=([\w.-]+:[\w.-]+)(,tls(=([\w.-]+))?)?$/.exec(text);
  if (!match) return undefined;
  const [, host = '', written = '/', backend = '', tls, , secret = ''] = match;
  const prefix = written.endsWith('*');
  const path = {
    path: prefix ? written.slice(0, -1) : written,
    pathType: prefix ? 'Prefix' : 'Exact',
    backend: backendOf(backend),
  };
  return { host, path, ...(tls !== undefined && { tls: secret }) };
}

function backendOf(text: string): JsonObject {
  const [name = '', port = ''] = text.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function rulesOf(rules: readonly Rule[]): JsonObject[] {
  const hosts = [...new Set(rules.map(({ host }) => host))];
  return hosts.map((host) => ({
    ...(host !== '' && { host }),
    http: { paths: rules.filter((rule) => rule.host === host).map(({ path }) => path) },
  }));
}

function tlsOf(rules: readonly Rule[]): JsonObject[] {
  const secured = rules.filter(({ tls }) => tls !== undefined);
  const secrets = [...new Set(secured.map(({ tls }) => tls ?? ''))];
  return secrets.map((secretName) => {
    const hosts = [...new Set(secured.filter(({ tls }) => tls === secretName).map(({ host }) => host))];
    return { ...(hosts.join('') !== '' && { hosts }), ...(secretName !== '' && { secretName }) };
  });
}

export const serviceMakers: Readonly<Record<string, Maker>> = { service, svc: service, ingress, ing: ingress };
