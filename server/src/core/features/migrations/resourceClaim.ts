// Claims of devices of resource.k8s.io/v1alpha3 and v1beta1: what one request asks for goes into `exactly`.
import type { Path } from '../../yaml/nodes.ts';
import type { PlainValue } from '../../yaml/plain.ts';
import type { Step } from '../refactorings/steps.ts';
import type { Migration } from './migration.ts';
import { itemsAt, nest } from './steps.ts';

const moved = ['deviceClassName', 'selectors', 'allocationMode', 'count', 'adminAccess', 'tolerations', 'capacity'];
const layout = Object.fromEntries(moved.map((field) => [field, ['exactly', field]]));
const from = ['resource.k8s.io/v1alpha3', 'resource.k8s.io/v1beta1'];

export const resourceClaim: Migration = {
  from,
  kinds: ['ResourceClaim'],
  steps: ({ value, at }) => requests(value, at, ['spec']),
};

export const resourceClaimTemplate: Migration = {
  from,
  kinds: ['ResourceClaimTemplate'],
  steps: ({ value, at }) => requests(value, at, ['spec', 'spec']),
};

function requests(value: PlainValue, at: Path, spec: Path): readonly Step[] {
  return itemsAt(value, [...spec, 'devices', 'requests']).map(({ path }) => nest([...at, ...path], layout));
}
